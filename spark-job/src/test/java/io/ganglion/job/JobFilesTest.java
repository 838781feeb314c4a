package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobFilesTest {
  @TempDir Path folder;

  private static Object tree(String path) {
    return JobFiles.tree(path, List.of());
  }

  private static void under(String property, String value, Runnable test) {
    System.setProperty(property, value);
    try {
      test.run();
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void aLocalFileIsReadWhateverTheFileSystemOfTheCluster() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), "name: here");
    under(
        "spark.hadoop.fs.defaultFS",
        "hdfs://nowhere.invalid:8020",
        () -> {
          assertThat(tree(file.toString())).isEqualTo(Map.of("name", "here"));
          assertThat(tree(file.toUri().toString())).isEqualTo(Map.of("name", "here"));
        });
  }

  @Test
  void settingsOfSparkForHadoopHold() throws IOException {
    Files.writeString(folder.resolve("job.yaml"), "name: there");
    under(
        "spark.hadoop.fs.viewfs.mounttable.jobs.link./jobs",
        folder.toUri().toString(),
        () -> assertThat(tree("viewfs://jobs/jobs/job.yaml")).isEqualTo(Map.of("name", "there")));
  }

  @Test
  void aShippedFileIsFoundByItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("made.yaml"), "name: shipped");
    for (String key : List.of("spark.files", "spark.yarn.dist.files")) {
      under(
          key,
          "file:/elsewhere/made.txt," + file.toUri(),
          () -> assertThat(tree("made.yaml")).isEqualTo(Map.of("name", "shipped")));
      under(
          key,
          file.toUri() + "#job.yaml",
          () -> assertThat(tree("job.yaml")).isEqualTo(Map.of("name", "shipped")));
    }
    assertThatThrownBy(() -> tree("made.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("made.yaml: no such job file: check the path");
  }
}
