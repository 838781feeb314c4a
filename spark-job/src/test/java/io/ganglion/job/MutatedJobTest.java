package io.ganglion.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.config.Yaml;
import io.ganglion.data.Columns;
import io.ganglion.network.Network;
import io.ganglion.testing.ByteMutations;
import io.ganglion.testing.Fuzzer;
import io.ganglion.testing.TreeMutations;
import io.ganglion.testing.Words;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever a job file and the settings over it say, it is a job, or problems are named. */
final class MutatedJobTest {
  private static final String JOB = "job.yaml";
  private static final String SETTINGS = "settings.txt";
  private static final List<String> PIECES =
      List.of(
          "&a ",
          "*a",
          "<<: *a\n",
          "!!java.net.URL ",
          "!!int ",
          "!!binary ",
          "!x ",
          "? ",
          "- ",
          ": ",
          "---\n",
          "...\n",
          "%YAML 1.1\n",
          "\t",
          "'",
          "\"",
          "|\n",
          ">-\n",
          "{",
          "}",
          "[",
          "]",
          "#",
          ".nan",
          "-.inf",
          "0x7fffffffffffffffff",
          "0o17",
          "1e999",
          "~",
          "\u0000",
          "\uFEFF",
          "\u2028",
          "\uD800",
          "[[[[[[[[[[",
          "{a: {a: {a: {a: {a: ",
          "123456789012345678901234567890");
  private static final List<String> PATHS =
      List.of(
          "training.optimizer",
          "training.optimizer.adam.learningRate",
          "training.epochs",
          "training.loss",
          "network",
          "network[0]",
          "network[1].dense.units",
          "network[999999999]",
          "data.train",
          "data.train.options.separator",
          "data.features[0]",
          "data.sequence",
          "a.b[0].c",
          "[0]",
          "",
          ".");

  private final TreeMutations trees = new TreeMutations(Words.all());
  private final List<String> jobs = new ArrayList<>();

  MutatedJobTest() throws IOException {
    for (Path jobFiles : List.of(Path.of("../conf"), Path.of("../conf/course"))) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(jobFiles, "*.yaml")) {
        for (Path file : files) {
          jobs.add(Files.readString(file));
        }
      }
    }
    jobs.sort(null);
  }

  private static void read(Map<String, byte[]> files) {
    List<String> settings = new String(files.get(SETTINGS), UTF_8).lines().toList();
    Object tree = JobFiles.parse(JOB, new String(files.get(JOB), UTF_8), settings);
    Job.output(tree);
    Job job = Job.read(tree);
    // What comes next: the fingerprint, and the network over the columns that there are.
    Json.line(tree);
    job.units();
    if (job.sequences() == null && job.graphs() == null) {
      Network.bind(job.network(), Columns.numeric(3), job.training().loss());
    }
  }

  private static boolean refusal(Throwable e) {
    return Failures.exitCode(e) == ExitCode.USAGE;
  }

  private Map<String, byte[]> mutated(Random random) {
    String job = jobs.get(random.nextInt(jobs.size()));
    Map<String, byte[]> files = new TreeMap<>();
    files.put(
        JOB,
        switch (random.nextInt(5)) {
          case 0 -> ByteMutations.changed(job.getBytes(UTF_8), random);
          case 1 -> pieces(job, random).getBytes(UTF_8);
          // JSON is YAML.
          default -> Json.write(trees.changed(Yaml.read(JOB, job), random)).getBytes(UTF_8);
        });
    files.put(SETTINGS, settings(random).getBytes(UTF_8));
    return files;
  }

  private static String pieces(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
      changed.insert(random.nextInt(changed.length() + 1), any(PIECES, random));
    }
    return changed.toString();
  }

  private String settings(Random random) {
    StringBuilder lines = new StringBuilder();
    for (int settings = random.nextInt(4) - 1; settings > 0; settings--) {
      String value = Json.line(trees.changed(Map.of("a", List.of(1)), random)).strip();
      String path = any(PATHS, random);
      String line = path + "=" + (random.nextBoolean() ? value : any(PIECES, random));
      lines.append(random.nextInt(4) == 0 ? pieces(line, random) : line).append('\n');
    }
    return lines.toString();
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  @Test
  void jobFilesThatWereChanged() {
    Fuzzer.Counts counts =
        Fuzzer.run("job", this::mutated, MutatedJobTest::read, MutatedJobTest::refusal);
    assertThat(counts.refused()).isGreaterThan(counts.accepted());
    assertThat(counts.accepted()).isPositive();
  }
}
