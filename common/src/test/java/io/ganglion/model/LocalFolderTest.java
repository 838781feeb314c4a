package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFolderTest {
  @TempDir Path temporary;

  private static void create(Folder folder, String name, String text) throws IOException {
    folder.create(name, out -> out.write(text.getBytes(UTF_8)));
  }

  private static String read(Folder folder, String name) throws IOException {
    try (Folder.Source source = folder.open(name)) {
      byte[] bytes = source.stream().readAllBytes();
      assertThat(source.length()).isEqualTo(bytes.length);
      return new String(bytes, UTF_8);
    }
  }

  @Test
  void holdsFiles() throws IOException {
    Folder folder = new LocalFolder(temporary.resolve("a/b"));
    assertThat(folder.location()).isEqualTo(temporary.resolve("a/b").toString());
    assertThat(folder.names()).isEmpty();
    create(folder, "two", "x");
    create(folder, "one", "");
    create(folder, "two", "longer than before");
    Files.createDirectory(temporary.resolve("a/b/folder"));
    assertThat(folder.names()).containsExactly("one", "two");
    assertThat(read(folder, "one")).isEmpty();
    assertThat(read(folder, "two")).isEqualTo("longer than before");
    folder.delete("two");
    folder.delete("two");
    assertThat(folder.names()).containsExactly("one");
    assertThatThrownBy(() -> folder.open("two")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFileThatIsNotFinishedLeavesTheOldOne() throws IOException {
    Folder folder = new LocalFolder(temporary);
    create(folder, "model.json", "old");
    assertThatThrownBy(
            () ->
                folder.create(
                    "model.json",
                    out -> {
                      out.write(new byte[1_000_000]);
                      assertThat(folder.names()).hasSize(2).contains("model.json");
                      assertThat(folder.names().get(0)).startsWith(".model.json");
                      throw new IOException("disk is full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk is full");
    assertThat(read(folder, "model.json")).isEqualTo("old");
    assertThat(folder.names()).containsExactly("model.json");
  }

  @Test
  void aReaderKeepsTheFileThatItOpened() throws IOException {
    Folder folder = new LocalFolder(temporary);
    create(folder, "model.json", "old");
    try (Folder.Source source = folder.open("model.json")) {
      create(folder, "model.json", "the new one");
      assertThat(new String(source.stream().readAllBytes(), UTF_8)).isEqualTo("old");
    }
  }
}
