package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed and shards give the same weights, bit for bit, on whatever cluster and files. */
final class DeterminismTest {
  private static final int ROWS = 600;

  @TempDir Path folder;

  @Test
  void weightsDependOnSeedRowsAndShardsAlone() throws Exception {
    List<String> rows = rows();
    Path one = files("one", rows, 1);
    Collections.shuffle(rows, new Random(5));
    Path seven = files("seven", rows, 7);

    String first = weights("local[1]", one, "1");
    assertThat(weights("local[1]", one, "1")).as("again").isEqualTo(first);
    assertThat(weights("local[2]", one, "1")).as("on two cores").isEqualTo(first);
    assertThat(weights("local[2]", seven, "1"))
        .as("from 7 files in another order")
        .isEqualTo(first);
    assertThat(weights("local-cluster[2,1,1024]", one, "1")).as("on executors").isEqualTo(first);
    assertThat(weights("local[2]", one, "2")).as("from another seed").isNotEqualTo(first);
  }

  /** Three classes, missing values, and rows that stand several times. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      int kind = r % 3;
      int same = r % 50 < 5 ? 0 : r;
      String x = same % 11 == 3 ? "" : number(kind + Seeds.normal(1, 2L * same));
      rows.add(x + "," + number(Seeds.normal(1, 2L * same + 1) - kind) + ",kind" + kind);
    }
    return rows;
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.5f", x);
  }

  private Path files(String name, List<String> rows, int files) throws IOException {
    Path table = Files.createDirectories(folder.resolve(name));
    for (int f = 0; f < files; f++) {
      List<String> lines = new ArrayList<>(List.of("x1,x2,kind"));
      lines.addAll(rows.subList(f * rows.size() / files, (f + 1) * rows.size() / files));
      Files.write(table.resolve("part-" + f + ".csv"), lines);
    }
    return table;
  }

  private String weights(String master, Path table, String seed) throws Exception {
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: same-bits
            data: {train: '%s', label: kind, holdout: 0.2}
            network:
              - normalization
              - dense: {units: 32, activation: relu}
              - dropout: 0.3
              - dense: {units: 3, activation: softmax}
            training: {loss: categorical_crossentropy, batchSize: 16, epochs: 3, shards: 3, seed: %s,
              averaging: {every: 4}}
            output: '%s'
            """
                .formatted(table, seed, folder.resolve("out")));
    Outcome run =
        Outcome.of(
            new ProcessBuilder(
                Project.file("scripts/ganglion").toString(),
                "--master",
                master,
                "--conf",
                "spark.ui.enabled=false",
                "train",
                job.toString()));
    assertThat(run.exitCode()).as(run.errors()).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("out/model"))) {
      return files
          .map(file -> file.getFileName().toString())
          // The name holds the hash of the content, which reading the model checks.
          .filter(name -> name.startsWith("weights-"))
          .reduce("", String::concat);
    }
  }
}
