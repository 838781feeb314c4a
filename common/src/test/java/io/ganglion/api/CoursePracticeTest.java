package io.ganglion.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Json;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Relu;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.optimize.RmsProp;
import io.ganglion.train.History;
import io.ganglion.train.Scores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The practice of the course, line for line, as the README shows it. */
final class CoursePracticeTest {
  private static final int HIDDEN = 64;

  @Test
  void bostonFromTheTableToANewFeature(@TempDir Path folder) throws IOException {
    Boston train = Boston.train();
    Boston test = Boston.test();
    float[][] trainX = train.x();
    float[][] testX = test.x();
    normalize(trainX, testX);

    Model model =
        Model.of(
            Input.row(13),
            Dense.of(64, new Relu()),
            Dense.of(64, new Relu()),
            Dense.of(1, new Identity()));
    model.compile(new MeanSquaredError(), RmsProp.defaults(), new MeanAbsoluteError());
    String summary = model.summary();
    History history =
        model.fit(
            Examples.of(trainX, train.y()),
            FitOptions.defaults().epochs(80).batchSize(16).seed(1).holdout(0.2).earlyStopping(20));
    Scores scores = model.evaluate(Examples.of(testX, test.y()));
    model.save(folder);
    Model loaded = Model.load(folder);
    float[][] hidden = loaded.upTo("dense_1").predict(testX);

    assertThat(summary.lines().map(line -> line.replaceAll(" +", " ").strip()))
        .contains(
            "dense_1 (Dense) (None, 64) 896",
            "dense_2 (Dense) (None, 64) 4160",
            "dense_3 (Dense) (None, 1) 65",
            "Total params: 5,121",
            "Trainable params: 5,121",
            "Non-trainable params: 0");
    assertThat(history.records()).hasSizeBetween(21, 80);
    assertThat(history.records().get(0).training().loss())
        .isGreaterThan(history.records().get(20).training().loss() * 3);
    assertThat(scores.rows()).isEqualTo(102);
    assertThat(scores.get("mae")).isLessThan(3.2);
    assertThat(loaded.evaluate(Examples.of(testX, test.y()))).isEqualTo(scores);
    assertThat(loaded.predict(testX)).isDeepEqualTo(model.predict(testX));
    assertThat(hidden).hasDimensions(102, HIDDEN);
    assertByHand(folder, testX, hidden);
  }

  /** Takes the training mean off, and divides by the training (population) deviation. */
  private static void normalize(float[][] train, float[][] test) {
    for (int c = 0; c < train[0].length; c++) {
      int column = c;
      double mean = Stream.of(train).mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          Stream.of(train)
              .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
              .average()
              .orElseThrow();
      for (float[][] rows : List.of(train, test)) {
        for (float[] row : rows) {
          row[c] = (float) ((row[c] - mean) / Math.sqrt(variance));
        }
      }
    }
  }

  /** {@code max(0, x Wᵀ + b)} from the bytes of the saved weights. */
  private static void assertByHand(Path folder, float[][] x, float[][] hidden) throws IOException {
    FloatBuffer weight = tensor(folder, "dense_1/weight");
    FloatBuffer bias = tensor(folder, "dense_1/bias");
    for (int r = 0; r < x.length; r++) {
      for (int unit = 0; unit < HIDDEN; unit++) {
        double sum = bias.get(unit);
        for (int c = 0; c < x[r].length; c++) {
          sum += (double) weight.get(unit * x[r].length + c) * x[r][c];
        }
        assertThat(hidden[r][unit]).isCloseTo((float) Math.max(0.0, sum), within(1e-4f));
      }
    }
  }

  /** The numbers of a tensor, read as the format of safetensors says. */
  private static FloatBuffer tensor(Path folder, String name) throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file =
          files.filter(path -> path.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    byte[] json = new byte[header];
    bytes.get(Long.BYTES, json);
    Map<?, ?> tensors = (Map<?, ?>) Json.read("header", json);
    List<?> ends = (List<?>) ((Map<?, ?>) tensors.get(name)).get("data_offsets");
    int from = ((Number) ends.get(0)).intValue();
    int to = ((Number) ends.get(1)).intValue();
    return bytes
        .slice(Long.BYTES + header + from, to - from)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }
}
