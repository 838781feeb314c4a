package io.ganglion.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder of the machine's own file system. */
public final class LocalFolder implements Folder {
  private static final int BUFFER = 1 << 16;

  private final Path path;

  public LocalFolder(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public List<String> names() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public Source open(String name) throws IOException {
    // The length is that of the open file, even if another takes its name at this moment.
    FileChannel channel = FileChannel.open(path.resolve(name), StandardOpenOption.READ);
    try {
      return new Source(Channels.newInputStream(channel), channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void create(String name, Content content) throws IOException {
    Files.createDirectories(path);
    Path temporary = path.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
    try {
      write(temporary, content);
      Files.move(temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void write(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      content.writeTo(out);
      out.flush();
      // The content must be on the disk before the name is, or a power cut leaves an empty file.
      channel.force(true);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path.resolve(name));
  }
}
