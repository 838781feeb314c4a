package io.ganglion.system;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Hadoop's own file system: a name node and a data node. */
final class Hdfs implements Storage {
  private static final Pattern PORT = Pattern.compile("\"namenode_port\":(\\d+)");

  private final Server server;
  private final String address;
  private final FileSystem files;

  Hdfs(Path folder) throws IOException, InterruptedException {
    Path details = folder.resolve("details.json");
    server =
        Server.start(
            "hdfs",
            folder,
            List.of("-Xmx300m"),
            "org.apache.hadoop.test.MiniDFSClusterManager",
            "-format",
            "-nnport",
            "0",
            "-writeDetails",
            details.toString());
    address = "hdfs://127.0.0.1:" + server.find(PORT, details);
    files = FileSystem.newInstance(URI.create(address), new Configuration());
  }

  private org.apache.hadoop.fs.Path path(String path) {
    return new org.apache.hadoop.fs.Path(address(path));
  }

  @Override
  public String address(String path) {
    return address + "/" + path;
  }

  @Override
  public List<String> settings() {
    return List.of();
  }

  @Override
  public void put(String path, String text) throws IOException {
    try (OutputStream out = files.create(path(path), true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public String text(String path) throws IOException {
    try (var in = files.open(path(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  @Override
  public List<String> names(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(path(folder))) {
        names.add(status.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return names;
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      server.close();
    }
  }
}
