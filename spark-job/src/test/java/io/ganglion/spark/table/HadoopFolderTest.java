package io.ganglion.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.model.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopFolderTest {
  @TempDir Path parent;
  private Folder folder;

  @BeforeEach
  void open() throws IOException {
    folder =
        new HadoopFolder(
            new org.apache.hadoop.fs.Path(parent.resolve("model").toUri()), new Configuration());
  }

  private static Folder.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String read(String name) throws IOException {
    try (Folder.Source source = folder.open(name)) {
      byte[] bytes = source.stream().readAllBytes();
      assertThat(source.length()).isEqualTo(bytes.length);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    assertThat(folder.names()).isEmpty();

    folder.create("b.txt", text("old"));
    folder.create("b.txt", text("new one"));
    folder.create("a.txt", text("a"));

    assertThat(read("b.txt")).isEqualTo("new one");
    assertThat(folder.names()).containsExactly("a.txt", "b.txt");
    try (var files = Files.list(parent.resolve("model"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    folder.create("a.txt", text("old"));

    assertThatThrownBy(
            () ->
                folder.create(
                    "a.txt",
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(read("a.txt")).isEqualTo("old");
    assertThat(folder.names()).containsExactly("a.txt");
  }

  @Test
  void deletesAFileThatMayBeAbsent() throws IOException {
    folder.create("a.txt", text("a"));
    folder.delete("a.txt");
    folder.delete("a.txt");

    assertThat(folder.names()).isEmpty();
  }
}
