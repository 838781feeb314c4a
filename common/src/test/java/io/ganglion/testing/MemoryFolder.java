package io.ganglion.testing;

import io.ganglion.model.Folder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.TreeMap;

/** A folder in memory, whose files a test may change. */
public class MemoryFolder implements Folder {
  /** The files by name. */
  public final TreeMap<String, byte[]> files = new TreeMap<>();

  /** A folder with copies of the same files. */
  public MemoryFolder copy() {
    MemoryFolder copy = new MemoryFolder();
    files.forEach((name, bytes) -> copy.files.put(name, bytes.clone()));
    return copy;
  }

  @Override
  public String location() {
    return "memory:/folder";
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public Source open(String name) throws IOException {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new NoSuchFileException(name);
    }
    return new Source(new ByteArrayInputStream(bytes), bytes.length);
  }

  @Override
  public void create(String name, Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    files.put(name, out.toByteArray());
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }
}
