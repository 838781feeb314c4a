package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The jar that is built against Spark 4 runs on Spark 3.5 as it is, and gives the same bits. The
 * profile {@code spark-3.5} runs this after a build without it.
 */
@Tag("spark-3.5")
final class BothSparksTest {
  private static final String IRIS = Project.file("conf/course/data/iris.csv").toString();
  private static final String BOSTON = Project.file("conf/data/boston_test.csv").toString();

  /** Spark 4 passes it by itself. */
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  private static final String CATEGORIES =
      """
      name: categories
      data: {train: '%s', label: kind, holdout: 0.2, test: 0.1}
      network:
        - normalization
        - embedding: 4
        - dense: {units: 16, activation: tanh}
        - dense: {units: 3, activation: softmax}
      training: {loss: categorical_crossentropy, metrics: [accuracy, auc], batchSize: 16, epochs: 3, shards: 3, seed: 1}
      output: '%s'
      """;

  private static final String WINDOWS =
      """
      name: windows
      data:
        train: '%s'
        sequence: {order: month, window: 12, transform: [log, {difference: 12}]}
        label: passengers
        test: {latest: 0.25, by: month}
        holdout: 0.1
      network: [normalization, gru: 8, dense: {units: 1}]
      training: {loss: mse, metrics: [mae], batchSize: 16, epochs: 3, shards: 2, seed: 1}
      output: '%s'
      """;

  @TempDir static Path shared;

  private static SparkHome four;
  private static SparkHome three;
  private static String judgedByFour;
  private static String judgedByThree;

  @BeforeAll
  static void runOnBoth() throws Exception {
    four = SparkHome.in(shared.resolve("four"));
    Path older = Project.file("spark-job/target/spark-3.5/spark.classpath");
    three = SparkHome.of("spark-3.5", "2.12", shared.resolve("three"), older);
    Files.write(shared.resolve("rows.csv"), rows());
    Files.write(shared.resolve("months.csv"), months());
    run(four, "parquet", shared.resolve("rows.csv").toString(), parquet());
    judgedByFour = run(four, commands(four));
    judgedByThree = run(three, commands(three));
    run(three, answers(three, four));
    run(four, answers(four, three));
  }

  private static String parquet() {
    return shared.resolve("rows.parquet").toString();
  }

  /** A text with and without a value, numbers with missing ones, a flag, and a text as label. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>(List.of("colour,size,count,flag,kind"));
    for (int i = 0; i < 400; i++) {
      long bits = Seeds.bits(3, i);
      int kind = (int) (bits & 1) + (int) (bits >> 1 & 1);
      String colour = i % 17 == 0 ? "" : List.of("red", "grün", "青").get((kind + i % 2) % 3);
      String size =
          i % 11 == 0 ? "" : String.format(Locale.ROOT, "%.3f", kind + Seeds.normal(4, i));
      rows.add(colour + "," + size + "," + (bits >> 8 & 15) + "," + (kind > 1) + ",kind " + kind);
    }
    return rows;
  }

  private static List<String> months() {
    List<String> rows = new ArrayList<>(List.of("month,passengers"));
    for (int i = 0; i < 120; i++) {
      double swing = 100 + i + 30 * Math.sin(i * Math.PI / 6) + 3 * Seeds.normal(5, i);
      String month = String.format(Locale.ROOT, "%d-%02d", 1949 + i / 12, 1 + i % 12);
      rows.add(month + "," + Math.round(swing));
    }
    return rows;
  }

  private static List<String> train(SparkHome spark, String name) throws IOException {
    String output = spark.folder().resolve(name).toString();
    String job =
        switch (name) {
          case "boston" -> "conf/boston.yaml";
          case "graph" -> "conf/course/07-graph.yaml";
          case "categories" -> written(spark, name, CATEGORIES.formatted(parquet(), output));
          default -> written(spark, name, WINDOWS.formatted(shared.resolve("months.csv"), output));
        };
    return List.of(
        "train", job, "--set", "training.epochs=3", "--set", "output=" + output, SparkProgram.THEN);
  }

  private static String written(SparkHome spark, String name, String job) throws IOException {
    return Files.writeString(spark.folder().resolve(name + ".yaml"), job).toString();
  }

  /** Everything is trained, and the network of the house prices judged and asked. */
  private static String[] commands(SparkHome spark) throws IOException {
    List<String> all = new ArrayList<>();
    for (String job : List.of("boston", "categories", "windows", "graph")) {
      all.addAll(train(spark, job));
    }
    String model = spark.folder().resolve("boston").toString();
    all.addAll(List.of("evaluate", "--model", model, "--data", BOSTON, SparkProgram.THEN));
    all.addAll(List.of("fit", IRIS, spark.folder().resolve("pipeline").toString()));
    return all.toArray(String[]::new);
  }

  /** What the models of one Spark answer on another, or on the same. */
  private static String[] answers(SparkHome spark, SparkHome trained) {
    List<String> all = new ArrayList<>();
    for (SparkHome from : List.of(spark, trained)) {
      String name = "of-" + from.folder().getFileName();
      Path answers = spark.folder().resolve(name);
      for (String[] asked : new String[][] {{"boston", BOSTON}, {"categories", parquet()}}) {
        String model = from.folder().resolve(asked[0]).toString();
        String output = answers + "-" + asked[0] + ".csv";
        all.addAll(List.of("predict", "--model", model, "--data", asked[1], "--output", output));
        all.add(SparkProgram.THEN);
      }
      String pipeline = from.folder().resolve("pipeline").toString();
      all.addAll(List.of("score", pipeline, IRIS, answers + "-pipeline.txt", SparkProgram.THEN));
    }
    all.remove(all.size() - 1);
    return all.toArray(String[]::new);
  }

  private static String run(SparkHome spark, String... commands) throws Exception {
    List<String> options =
        List.of(
            VECTORS,
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dlog4j2.configurationFile=" + Project.file("conf/log4j2.properties").toUri(),
            "-Dspark.sql.warehouse.dir=" + spark.folder().resolve("warehouse"));
    Outcome outcome = Outcome.of(spark.ours("1g", options, SparkProgram.class.getName(), commands));
    assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    return outcome.output();
  }

  /** The lines of a table of text files. */
  private static List<String> lines(Path table) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(table)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".csv")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  /** No class of ours is another when it is compiled against Spark 3.5. */
  @Test
  void theJarIsTheSame() throws Exception {
    Path built = Project.file("spark-job/target/spark-3.5/ganglion-spark-job.jar");
    assertThat(Files.mismatch(SparkHome.JAR, built)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boston", "categories", "windows", "graph"})
  void trainingGivesTheSameBytes(String job) throws Exception {
    Path ours = four.folder().resolve(job);
    Path theirs = three.folder().resolve(job);
    List<String> names;
    try (Stream<Path> files = Files.list(ours.resolve("model"))) {
      names = files.map(file -> file.getFileName().toString()).toList();
    }
    assertThat(names).anyMatch(name -> name.startsWith("weights-"));
    for (String name : names) {
      assertThat(theirs.resolve("model").resolve(name))
          .hasSameBinaryContentAs(ours.resolve("model").resolve(name));
    }
    assertThat(theirs.resolve("metrics.json"))
        .hasSameTextualContentAs(ours.resolve("metrics.json"));
  }

  @Test
  void evaluationFindsTheSame() {
    assertThat(figures(judgedByFour)).hasSize(2).isEqualTo(figures(judgedByThree));
  }

  /** What {@code evaluate} prints, a figure a line. */
  private static List<String> figures(String output) {
    return output.lines().filter(line -> line.matches("(loss|mae) {3,}.*")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"boston", "categories"})
  void eachPredictsWithTheModelsOfBoth(String job) throws Exception {
    List<String> expected = lines(four.folder().resolve("of-four-" + job + ".csv"));
    assertThat(expected).hasSizeGreaterThan(100);
    for (SparkHome spark : List.of(four, three)) {
      for (String trained : List.of("four", "three")) {
        Path answers = spark.folder().resolve("of-" + trained + "-" + job + ".csv");
        assertThat(lines(answers)).isEqualTo(expected);
      }
    }
  }

  @Test
  void eachLoadsThePipelinesOfBoth() throws Exception {
    List<String> expected = Files.readAllLines(four.folder().resolve("of-four-pipeline.txt"));
    assertThat(expected).hasSize(150);
    assertThat(expected.stream().distinct()).hasSizeGreaterThan(100);
    for (SparkHome spark : List.of(four, three)) {
      for (String trained : List.of("four", "three")) {
        Path answers = spark.folder().resolve("of-" + trained + "-pipeline.txt");
        assertThat(Files.readAllLines(answers)).isEqualTo(expected);
      }
    }
  }

  /** With Spark's own options, as {@code spark-submit} starts driver and executors. */
  @Test
  void aClusterOfSpark35GivesTheSameBytes() throws Exception {
    try (StandaloneCluster cluster = new StandaloneCluster(three, 2, 1)) {
      Path output = three.folder().resolve("on-a-cluster");
      ProcessBuilder training =
          three.submit(
              cluster.address(),
              List.of("--conf", "spark.executor.memory=512m"),
              "train",
              "conf/boston.yaml",
              "--set",
              "training.epochs=3",
              "--set",
              "output=" + output);
      Outcome outcome = Outcome.of(training.directory(Project.ROOT.toFile()));
      assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
      assertThat(outcome.output()).contains("Spark 3.5.9 on spark://", "OpenBLAS");
      assertThat(output.resolve("model/model.json"))
          .hasSameBinaryContentAs(four.folder().resolve("boston/model/model.json"));
    }
  }
}
