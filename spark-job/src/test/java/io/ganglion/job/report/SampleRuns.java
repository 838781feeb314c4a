package io.ganglion.job.report;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.data.Shape;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import io.ganglion.job.report.ReportData.DataFacts;
import io.ganglion.job.report.ReportData.LayerFacts;
import io.ganglion.job.report.ReportData.NetworkFacts;
import io.ganglion.job.report.ReportData.Split;
import io.ganglion.job.report.ReportData.TrainingFacts;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.Stalling;
import io.ganglion.network.Steps;
import io.ganglion.spark.facts.ColumnFacts;
import io.ganglion.spark.scoring.Forecasts;
import io.ganglion.spark.scoring.Forecasts.Point;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import io.ganglion.train.Cost;
import io.ganglion.train.EpochDiagnostics;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.Scores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Runs as the train command would describe them, with invented curves. */
final class SampleRuns {
  static final Instant STARTED = Instant.parse("2026-11-24T14:05:09.123Z");
  static final String HOSTILE =
      "</td></script><script>alert('x')</script> \"quoted\" & 'single' 😀 \u202Eevil\u0007";

  private SampleRuns() {}

  /** Regression on 13 columns with a held-out split, 200 epochs. */
  static ReportData boston() {
    Random random = new Random(113);
    List<EpochRecord> epochs = new ArrayList<>();
    for (int e = 1; e <= 200; e++) {
      double train = 6 + 84 * Math.exp(-e / 3.0) + 9 * Math.exp(-e / 45.0) + random.nextDouble();
      double holdout = 9 + 76 * Math.exp(-e / 3.5) + 6 * Math.exp(-e / 30.0) + 0.011 * e;
      holdout += 1.2 * random.nextDouble();
      epochs.add(
          new EpochRecord(
              e,
              scores(train, "mae", 0.7 * Math.sqrt(train), 323),
              scores(holdout, "mae", 0.71 * Math.sqrt(holdout), 81),
              0.21,
              1530 + random.nextInt(200),
              Double.NaN,
              diagnostics(e),
              new Cost(3.0, 1),
              null));
    }
    LabelColumn label =
        LabelColumn.number("medv", new TargetScaling(List.of(22.61), List.of(9.124)));
    List<LayerFacts> layers =
        List.of(
            layer("normalization_1", "normalization", "", 13, 0, 26),
            layer("dense_1", "dense", "relu", 64, 896, 0),
            layer("dense_2", "dense", "relu", 64, 4160, 0),
            layer("dense_3", "dense", "linear", 1, 65, 0));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Batch size", "16");
    settings.put("Averaging", "every epoch, the optimizer's state averaged too");
    settings.put("Early stopping", "on the held-out loss, patience 20, minimum change 0");
    settings.put("Targets", "standardised");
    settings.put("Output", "runs/boston");
    return new ReportData(
        "boston-housing",
        STARTED,
        Duration.ofMillis(42_300),
        versions(),
        new NetworkFacts(layers),
        new TrainingFacts(
            "mse",
            "rmsprop, learning rate 0.001, rho 0.9, momentum 0, epsilon 1e-7",
            113,
            2,
            settings,
            epochs,
            best(epochs),
            "All 200 epochs were run. The weights of the epoch with the lowest held-out loss were"
                + " kept.",
            scores(5.9123, "mae", 1.7342, 323),
            scores(10.2051, "mae", 2.2931, 81),
            scores(13.481, "mae", 2.5307, 102)),
        new DataFacts(
            new Schema(bostonColumns(), label),
            List.of(
                new Split("training", "conf/data/boston_train.csv", 323),
                new Split("held-out", "conf/data/boston_train.csv", 81),
                new Split("test", "conf/data/boston_test.csv", 102)),
            facts(bostonColumns()),
            323,
            List.of()),
        SampleFindings.numbers(bostonColumns()),
        List.of());
  }

  /** Classification of 784 pixels into ten classes, 20 epochs, with dropout. */
  static ReportData mnist() {
    Random random = new Random(7);
    List<EpochRecord> epochs = new ArrayList<>();
    for (int e = 1; e <= 20; e++) {
      double train = 0.018 + 0.42 * Math.exp(-e / 2.0) + 0.05 * Math.exp(-e / 9.0);
      double holdout = 0.062 + 0.2 * Math.exp(-e / 1.8) + 0.006 * random.nextDouble();
      holdout += 0.0009 * Math.max(0, e - 12);
      epochs.add(
          new EpochRecord(
              e,
              scores(train, "accuracy", 0.9952 - 0.12 * Math.exp(-e / 2.2), 54_000),
              scores(holdout, "accuracy", 0.9834 - 0.05 * Math.exp(-e / 2.5), 6_000),
              1.31,
              41_000 + random.nextInt(900),
              0.001 / e,
              diagnostics(10 * e),
              new Cost(3.0, 1),
              null));
    }
    List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    List<LayerFacts> layers =
        List.of(
            layer("rescaling_1", "rescaling", "scale 0.003922", 784, 0, 0),
            layer("dense_1", "dense", "relu", 512, 401_920, 0),
            layer("dropout_1", "dropout", "rate 0.2", 512, 0, 0),
            layer("dense_2", "dense", "relu", 256, 131_328, 0),
            layer("dropout_2", "dropout", "rate 0.3", 256, 0, 0),
            layer("dense_3", "dense", "softmax", 10, 2_570, 0));
    return new ReportData(
        "mnist",
        STARTED,
        Duration.ofSeconds(94),
        versions(),
        new NetworkFacts(layers),
        new TrainingFacts(
            "categorical_crossentropy",
            "adam, learning rate 0.001",
            1,
            4,
            Map.of("Batch size", "128"),
            epochs,
            best(epochs),
            "Stopped early: the held-out loss had not fallen for 5 epochs. The weights of the best"
                + " epoch were kept.",
            scores(0.0081, "accuracy", 0.99824, 54_000),
            scores(0.0641, "accuracy", 0.9822, 6_000),
            scores(0.0612, "accuracy", 0.9831, 10_000)),
        new DataFacts(
            new Schema(pixels(), LabelColumn.classes("digit", digits, true)),
            List.of(
                new Split("training", "data/mnist_train.parquet", 54_000),
                new Split("held-out", "data/mnist_train.parquet", 6_000),
                new Split("test", "data/mnist_test.parquet", 10_000)),
            facts(pixels()),
            54_000,
            List.of(5330L, 6068L, 5362L, 5518L, 5258L, 4879L, 5326L, 5639L, 5266L, 5354L)),
        SampleFindings.classes(pixels(), 10),
        List.of("67 columns have no variance in the training split and map to 0."));
  }

  /** Two classes by numbers and categories, as in a census. */
  static ReportData adult() {
    ReportData other = mnist();
    List<FeatureColumn> features =
        List.of(
            NumericColumn.of("age", 38.6, 187, 17, 90, 0),
            NumericColumn.of("hours_per_week", 40.4, 152, 1, 99, 12),
            new CategoricalColumn(
                "workclass",
                List.of("Federal-gov", "Local-gov", "Never-worked", "Private", "Self-emp-inc"),
                false,
                1836),
            new CategoricalColumn("sex", List.of("Female", "Male"), false, 0),
            NumericColumn.of("capital_gain", 1077.6, 5.4e7, 0, 99_999, 0),
            new VectorColumn("words", 1_000_000, List.of()));
    List<FeatureColumn> measured = new ArrayList<>();
    features.forEach(f -> measured.add(NumericColumn.of(f.name(), 0, 1, -1, 1, 0)));
    return new ReportData(
        "adult",
        STARTED,
        Duration.ofSeconds(31),
        versions(),
        other.network(),
        other.training(),
        new DataFacts(
            new Schema(features, LabelColumn.classes("income", List.of("<=50K", ">50K"), false)),
            List.of(new Split("training", "adult.csv", 29_305)),
            facts(features),
            29_305,
            List.of(22_248L, 7_057L)),
        SampleFindings.classes(measured, 2),
        List.of());
  }

  /** No held-out split, a single epoch's worth of trouble, and names that try to break out. */
  static ReportData hostile() {
    List<EpochRecord> epochs = new ArrayList<>();
    for (int e = 1; e <= 12; e++) {
      double loss = e == 5 || e == 7 ? Double.NaN : 0.7 / e;
      epochs.add(new EpochRecord(e, scores(loss, HOSTILE, 1.0 / e, 9), null, 0.01, 900));
    }
    String endless = "a_very_long_name_without_any_place_to_break_".repeat(8);
    List<FeatureColumn> features =
        List.of(
            NumericColumn.of(HOSTILE, 0.5, 0.25, 0, 1, 3),
            NumericColumn.of(endless, -1.25e-9, 4e-18, -5e-9, 3e-9, 0),
            NumericColumn.of("价格", 123456.789, 1e9, -20, 1e12, 0),
            NumericColumn.of("السعر", 7, 0, 7, 7, 0));
    List<String> classes = List.of(HOSTILE, endless, "😀👩‍👩‍👧‍👦");
    return new ReportData(
        HOSTILE,
        STARTED,
        Duration.ofMillis(120),
        Map.of("Ganglion", HOSTILE),
        new NetworkFacts(
            List.of(
                layer(HOSTILE, "dense", HOSTILE, 4, 24, 0),
                layer(endless, "activation", endless, 4, 0, 0),
                layer("dense_2", "dense", "softmax", 3, 15, 0))),
        new TrainingFacts(
            HOSTILE,
            HOSTILE,
            Long.MIN_VALUE,
            1,
            Map.of(HOSTILE, HOSTILE + endless),
            epochs,
            12,
            "No held-out split: all 12 epochs were run, and the last weights kept. " + HOSTILE,
            scores(0.0583, HOSTILE, 0.0833, 9),
            null,
            null),
        new DataFacts(
            new Schema(features, LabelColumn.classes(HOSTILE, classes, false)),
            List.of(new Split("training", endless + "/" + HOSTILE, 9)),
            facts(features),
            9,
            List.of(5L, 4L, 0L)),
        SampleFindings.classes(features, 3),
        List.of(
            HOSTILE, "Column " + endless + " is nearly constant.", "Seen: javascript:alert(1)"));
  }

  /** Forecasts of two times for several series, and names that try to break out. */
  static ReportData forecasts(List<Point> points) {
    ReportData other = boston();
    SequenceWindows form =
        new SequenceWindows(
            "date", HOSTILE, 30, List.of(1, 7), 1, SequenceWindows.Gaps.SPLIT, List.of());
    Schema schema =
        new Schema(
            List.of(NumericColumn.of("past " + HOSTILE, 11, 16, 0, 26, 120)),
            LabelColumn.numbers(form.outputs(HOSTILE), TargetScaling.NONE),
            null,
            List.of(),
            new Sequences(form, false),
            null);
    Findings found = other.findings();
    return new ReportData(
        "forecasts",
        STARTED,
        Duration.ofSeconds(12),
        versions(),
        other.network(),
        other.training(),
        new DataFacts(
            schema,
            List.of(new Split("training", "temperatures.csv", 400)),
            facts(schema.features()),
            12_000,
            List.of()),
        new Findings(
            "test",
            found.assessment(),
            found.permuted(),
            found.importance(),
            new Forecasts(
                1234,
                List.of(
                    new Forecasts.Errors(1, 2.2, 1.7, 2.5, 2), new Forecasts.Errors(7, 3, 2, 4, 3)),
                HOSTILE,
                12,
                HOSTILE,
                points),
            null),
        List.of());
  }

  /** Nodes of classes, with a picture of their embeddings. */
  static ReportData embeddings(Embedding embedding) {
    ReportData other = boston();
    Findings found = other.findings();
    GraphForm form = new GraphForm(null, "id", "from", "to", true, null, 9, List.of());
    DataFacts data = other.data();
    Schema schema =
        new Schema(
            data.schema().features(),
            embedding.classes().isEmpty()
                ? LabelColumn.number(HOSTILE, TargetScaling.NONE)
                : LabelColumn.classes(HOSTILE, embedding.classes(), false),
            null,
            List.of(),
            null,
            new Graphs(form, false));
    return new ReportData(
        "embeddings",
        STARTED,
        Duration.ofSeconds(12),
        versions(),
        other.network(),
        other.training(),
        new DataFacts(schema, data.splits(), data.columns(), data.steps(), List.of()),
        new Findings(
            "test",
            found.assessment(),
            found.permuted(),
            found.importance(),
            found.forecasts(),
            embedding),
        List.of());
  }

  /** Points around a place for each class, some without a label, with the last class rare. */
  static Embedding clouds(int points, List<String> classes) {
    int width = 16;
    Matrix outputs = new Matrix(points, width);
    List<Double> labels = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      int c = i % 97 == 0 ? classes.size() - 1 : i * 31 % Math.max(1, classes.size() - 1);
      for (int j = 0; j < width; j++) {
        double middle = 3 * Seeds.normal(8, (long) c * width + j);
        outputs.set(i, j, (float) (middle + 1.2 * Seeds.normal(9, (long) i * width + j)));
      }
      labels.add(i % 100 == 7 ? Double.NaN : c);
      names.add("node " + i);
    }
    return Embedding.of("graph_convolution_2", outputs, labels, names, classes);
  }

  /** The Boston run with other epochs. */
  static ReportData withEpochs(List<EpochRecord> epochs, int best) {
    ReportData run = boston();
    TrainingFacts old = run.training();
    return new ReportData(
        run.name(),
        run.started(),
        run.duration(),
        run.versions(),
        run.network(),
        new TrainingFacts(
            old.loss(),
            old.optimizer(),
            old.seed(),
            old.shards(),
            old.settings(),
            epochs,
            best,
            old.stopped(),
            old.train(),
            old.holdout(),
            old.test()),
        run.data(),
        run.findings(),
        run.warnings());
  }

  static LayerFacts layer(
      String name, String kind, String detail, int units, int trainable, int fixed) {
    return new LayerFacts(
        new LayerInfo(name, kind, 1, new Shape.Vector(units), Steps.EACH, 0, trainable, fixed),
        detail);
  }

  static Scores scores(double loss, String metric, double value, long rows) {
    return new Scores(loss, Map.of(metric, value), rows);
  }

  private static EpochDiagnostics diagnostics(int epoch) {
    double noise = 0.8 + 0.4 * new Random(epoch).nextDouble();
    double slope = Math.exp(-epoch / 60.0);
    return new EpochDiagnostics(
        323,
        List.of(
            new EpochDiagnostics.Layer(
                "dense_1", 0.05 + slope * noise, Stalling.Kind.DEAD, 0.2 * (1 - slope)),
            new EpochDiagnostics.Layer(
                "dense_2", 0.02 + 0.4 * slope * noise, Stalling.Kind.SATURATED, 0.05 * noise),
            new EpochDiagnostics.Layer("dense_3", 0.2 + 3 * slope * noise, null, Double.NaN)));
  }

  private static List<ColumnFacts> facts(List<FeatureColumn> columns) {
    List<ColumnFacts> facts = new ArrayList<>();
    for (FeatureColumn column : columns) {
      double skewness =
          column instanceof NumericColumn n && n.variance() > 0
              ? (n.maximum() - n.mean()) / Math.sqrt(n.variance()) / 2
              : Double.NaN;
      List<Long> counts =
          column instanceof CategoricalColumn c
              ? IntStream.range(0, c.values().size()).mapToObj(i -> 4000L / (1 + i * i)).toList()
              : List.of();
      facts.add(new ColumnFacts(column, skewness, counts));
    }
    return facts;
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Ganglion", "0.1.0");
    versions.put("Spark", "4.1.0");
    versions.put("Java", "17.0.9");
    return versions;
  }

  private static int best(List<EpochRecord> epochs) {
    EpochRecord best = epochs.get(0);
    for (EpochRecord epoch : epochs) {
      best = epoch.holdout().loss() < best.holdout().loss() ? epoch : best;
    }
    return best.epoch();
  }

  private static List<FeatureColumn> bostonColumns() {
    return List.of(
        NumericColumn.of("crim", 3.745, 85.4, 0.00632, 88.9762, 0),
        NumericColumn.of("zn", 11.48, 564.6, 0, 100, 0),
        NumericColumn.of("indus", 11.1, 46.4, 0.46, 27.74, 0),
        NumericColumn.of("chas", 0.0619, 0.0581, 0, 1, 0),
        NumericColumn.of("nox", 0.5574, 0.0136, 0.385, 0.871, 0),
        NumericColumn.of("rm", 6.267, 0.503, 3.561, 8.725, 0),
        NumericColumn.of("age", 69.01, 778.9, 2.9, 100, 0),
        NumericColumn.of("dis", 3.74, 4.12, 1.1296, 10.7103, 0),
        NumericColumn.of("rad", 9.441, 75.9, 1, 24, 0),
        NumericColumn.of("tax", 405.9, 27_620, 188, 711, 0),
        NumericColumn.of("ptratio", 18.48, 4.82, 12.6, 22, 0),
        NumericColumn.of("b", 354.8, 8860, 0.32, 396.9, 0),
        NumericColumn.of("lstat", 12.74, 52.5, 1.73, 37.97, 0));
  }

  private static List<FeatureColumn> pixels() {
    List<FeatureColumn> pixels = new ArrayList<>();
    for (int i = 0; i < 784; i++) {
      int row = i / 28;
      double far = Math.hypot(row - 13.5, i % 28 - 13.5) / 14;
      boolean dark = far > 1.1;
      double mean = dark ? 0 : 130 * Math.exp(-3 * far * far);
      double variance = dark ? 0 : mean * (255 - mean);
      pixels.add(NumericColumn.of("pixel_" + i, mean, variance, 0, dark ? 0 : 255, 0));
    }
    return pixels;
  }
}
