package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.testing.Python;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PySpark fits, scores, saves and loads networks with the jar alone. */
class PySparkTest {
  @TempDir Path folder;

  @Test
  void theExampleRuns() throws Exception {
    Python.assumeHas("pyspark==4.1.", "numpy");
    String printed =
        Python.script(
            Project.file("conf/pyspark_example.py"),
            Project.file("spark-job/target/ganglion-spark-job.jar"),
            Project.file("conf/data"),
            folder);

    Map<String, Double> scores = new LinkedHashMap<>();
    printed
        .lines()
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              scores.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            });
    assertThat(scores).containsOnlyKeys("rmse", "loaded rmse", "accuracy", "loaded accuracy");
    // The mean of the training rows is off by 9.1, and 71 % of the test rows are of one class.
    assertThat(scores.get("rmse")).isBetween(2.0, 5.5).isEqualTo(scores.get("loaded rmse"));
    assertThat(scores.get("accuracy"))
        .isBetween(0.84, 0.99)
        .isEqualTo(scores.get("loaded accuracy"));
  }
}
