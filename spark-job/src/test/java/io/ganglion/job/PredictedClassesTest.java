package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A predicted class is written as the label writes it. */
final class PredictedClassesTest {
  @TempDir Path temp;

  private static List<String[]> predicted(JobFolder folder, String data) {
    CommandLineRun.of(
            "predict",
            "--model",
            folder.path("out").toString(),
            "--data",
            data,
            "--output",
            folder.path("p.csv").toString())
        .succeeded();
    List<String> lines = folder.csv("p.csv");
    return lines.subList(1, lines.size()).stream().map(line -> line.split(",", -1)).toList();
  }

  private static long right(List<String[]> rows) {
    return rows.stream().filter(fields -> fields[2].equals(fields[3])).count();
  }

  @Test
  void wholeNumbers() {
    JobFolder folder = new JobFolder(temp);
    String data = folder.clouds("n.csv", 150, 1, "10", "2", "-1");
    CommandLineRun.of("train", folder.classification(data, 3)).succeeded();
    assertThat(right(predicted(folder, data))).isGreaterThan(110);
  }

  @Test
  void oneOfTwoTexts() {
    JobFolder folder = new JobFolder(temp);
    String data = folder.clouds("b.csv", 150, 1, "yes", "no");
    String job =
        folder.job(
            "{train: '" + data + "', label: kind}",
            "[{dense: {units: 1, activation: sigmoid}}]",
            "{loss: binary_crossentropy, metrics: [accuracy], epochs: 5, optimizer: {adam:"
                + " {learningRate: 0.1}}}");
    CommandLineRun.of("train", job).succeeded();
    List<String[]> rows = predicted(folder, data);
    assertThat(right(rows)).isGreaterThan(120);
    // The probability is that of the class that is predicted.
    assertThat(rows).allMatch(fields -> Double.parseDouble(fields[4]) >= 0.5);
  }
}
