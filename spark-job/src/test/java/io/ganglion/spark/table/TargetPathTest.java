package io.ganglion.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetPathTest {
  @TempDir Path folder;

  private static TargetPath of(Object path) {
    return TargetPath.of("--output", path.toString(), new Configuration());
  }

  @Test
  void nothingNeedsToBeThere() {
    assertThat(of(folder.resolve("a/b/c")).path()).hasToString("file:" + folder + "/a/b/c");
    assertThat(of("relative").path()).hasToString("file:" + Path.of("relative").toAbsolutePath());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPathWhereNothingCanBeIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String[] paths = {"", "/", "nosuch://host/x", file.resolve("x").toString(), file + "/x/y"};
    for (String path : paths) {
      assertThatThrownBy(() -> of(path))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("--output: ");
    }
  }
}
