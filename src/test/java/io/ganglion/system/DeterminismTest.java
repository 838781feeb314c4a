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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed and shards give the same weights, bit for bit, on whatever cluster and files. */
final class DeterminismTest {
  private static final int ROWS = 600;
  private static final int SEQUENCES = 150;

  private static final String TABLE =
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
      """;

  private static final String RECURRENT =
      """
      name: same-bits-of-sequences
      data:
        train: '%s'
        sequence: {id: series, order: t}
        label: kind
        holdout: 0.2
        augment: [jitter: {deviation: 0.1}]
      network:
        - normalization
        - bidirectional: {layer: {lstm: {units: 8, recurrentDropout: 0.2}}}
        - dropout: 0.3
        - dense: {units: 3, activation: softmax}
      training: {loss: categorical_crossentropy, batchSize: 16, epochs: 3, shards: 3, seed: %s,
        averaging: {every: 2}}
      output: '%s'
      """;

  private static final String GRAPH =
      """
      name: same-bits-of-nodes
      data:
        nodes: '%s'
        edges: '%s'
        graph: {node: id, source: from, target: to, undirected: true, weight: w}
        label: kind
        holdout: 0.2
      network:
        - edge_dropout: 0.2
        - normalization
        - graph_sage: {units: 8, activation: relu}
        - dropout: 0.3
        - graph_attention: {units: 3, heads: 2, join: mean, activation: softmax}
      training: {loss: categorical_crossentropy, batchSize: 16, epochs: 3, shards: 3, seed: 1,
        fanOut: [4, 2], averaging: {every: 2}}
      output: '%s'
      """;

  @TempDir Path folder;

  @Test
  @Tag("cluster")
  void weightsDependOnSeedRowsAndShardsAlone() throws Exception {
    List<String> rows = rows();
    Path one = files("one", "x1,x2,kind", rows, 1);
    Collections.shuffle(rows, new Random(5));
    Path seven = files("seven", "x1,x2,kind", rows, 7);

    String first = weights(TABLE, "local[1]", one, "1");
    assertThat(weights(TABLE, "local[1]", one, "1")).as("again").isEqualTo(first);
    assertThat(weights(TABLE, "local[2]", one, "1")).as("on two cores").isEqualTo(first);
    assertThat(weights(TABLE, "local[2]", seven, "1"))
        .as("from 7 files in another order")
        .isEqualTo(first);
    assertThat(weights(TABLE, "local-cluster[2,1,1024]", one, "1"))
        .as("on executors")
        .isEqualTo(first);
    assertThat(weights(TABLE, "local[2]", one, "2")).as("from another seed").isNotEqualTo(first);
  }

  @Test
  @Tag("faults")
  void weightsOfARecurrentNetworkDoToo() throws Exception {
    List<String> steps = steps();
    Path one = files("one", "series,t,x1,x2,kind", steps, 1);
    Collections.shuffle(steps, new Random(5));
    Path seven = files("seven", "series,t,x1,x2,kind", steps, 7);

    String first = weights(RECURRENT, "local[1]", one, "1");
    assertThat(first).startsWith("weights-");
    assertThat(weights(RECURRENT, "local[2]", seven, "1"))
        .as("on two cores, from 7 files that hold the steps of a sequence in any order")
        .isEqualTo(first);
    assertThat(weights(RECURRENT, "local-cluster[2,1,1024]", one, "1"))
        .as("on executors")
        .isEqualTo(first);
  }

  @Test
  @Tag("faults")
  void weightsOfANetworkOverAGraphDoToo() throws Exception {
    List<String> nodes = nodes();
    List<String> edges = edges();
    String one = graph("one", nodes, edges, 1);
    Collections.shuffle(nodes, new Random(5));
    Collections.shuffle(edges, new Random(6));
    String seven = graph("seven", nodes, edges, 7);

    String first = trained("local[1]", one);
    assertThat(first).startsWith("weights-");
    assertThat(trained("local[2]", seven, "--conf", "spark.default.parallelism=5"))
        .as("on two cores, from 7 files in another order, in 5 partitions")
        .isEqualTo(first);
    assertThat(trained("local-cluster[2,1,1024]", one)).as("on executors").isEqualTo(first);
  }

  private String graph(String name, List<String> nodes, List<String> edges, int files)
      throws IOException {
    return GRAPH.formatted(
        files("nodes-" + name, "id,x1,x2,kind", nodes, files),
        files("edges-" + name, "from,to,w", edges, files),
        folder.resolve("out"));
  }

  /** Three classes and missing values; every tenth node has no label. */
  private static List<String> nodes() {
    List<String> nodes = new ArrayList<>();
    for (int r = 0; r < SEQUENCES; r++) {
      nodes.add("n" + r + "," + numbers(r % 3, r) + (r % 10 == 0 ? "," : ",kind" + r % 3));
    }
    return nodes;
  }

  /** Two for each node, most between nodes of a class, and some twice. */
  private static List<String> edges() {
    List<String> edges = new ArrayList<>();
    for (int r = 0; r < SEQUENCES; r++) {
      int same = (r + 3 * (1 + r % 7)) % SEQUENCES;
      edges.add("n" + r + ",n" + same + "," + (1 + r % 4));
      edges.add("n" + r + ",n" + r * r % SEQUENCES + ",0.5");
      if (r % 9 == 0) {
        edges.add("n" + r + ",n" + same + "," + (1 + r % 4));
      }
    }
    return edges;
  }

  /** Three classes, missing values, and rows that stand several times. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      int kind = r % 3;
      int same = r % 50 < 5 ? 0 : r;
      rows.add(numbers(kind, same) + ",kind" + kind);
    }
    return rows;
  }

  /** Sequences of one to twelve such rows; some stand twice under another name. */
  private static List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (int s = 0; s < SEQUENCES; s++) {
      int same = s % 50 < 3 ? 0 : s;
      int kind = same % 3;
      for (int t = 0; t <= (7 * same + 5) % 12; t++) {
        steps.add(s + "," + t + "," + numbers(kind, 100 * same + t) + ",kind" + kind);
      }
    }
    return steps;
  }

  private static String numbers(int kind, int key) {
    String x = key % 11 == 3 ? "" : number(kind + Seeds.normal(1, 2L * key));
    return x + "," + number(Seeds.normal(1, 2L * key + 1) - kind);
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.5f", x);
  }

  private Path files(String name, String header, List<String> rows, int files) throws IOException {
    Path table = Files.createDirectories(folder.resolve(name));
    for (int f = 0; f < files; f++) {
      List<String> lines = new ArrayList<>(List.of(header));
      lines.addAll(rows.subList(f * rows.size() / files, (f + 1) * rows.size() / files));
      Files.write(table.resolve("part-" + f + ".csv"), lines);
    }
    return table;
  }

  private String weights(String text, String master, Path table, String seed) throws Exception {
    return trained(master, text.formatted(table, seed, folder.resolve("out")));
  }

  /** The name of the weights that a job came to. */
  private String trained(String master, String text, String... options) throws Exception {
    Path job = Files.writeString(folder.resolve("job.yaml"), text);
    List<String> command =
        new ArrayList<>(List.of(Project.file("scripts/ganglion").toString(), "--master", master));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.addAll(List.of(options));
    command.addAll(List.of("train", job.toString()));
    Outcome run = Outcome.of(new ProcessBuilder(command));
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
