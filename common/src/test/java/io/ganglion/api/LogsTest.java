package io.ganglion.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.History;
import io.ganglion.train.HistoryCsv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written while a model is fitted. */
final class LogsTest {
  private static final int EPOCHS = 4;

  @TempDir private Path folder;
  private Model model;
  private History history;
  private final float[][] x = new float[40][2];
  private final float[] y = new float[40];

  @BeforeEach
  void fit() {
    for (int i = 0; i < x.length; i++) {
      x[i][0] = i % 7;
      x[i][1] = i % 4;
      y[i] = x[i][0] - x[i][1];
    }
    model =
        Model.of(Input.row(2), "[normalization, dense: {units: 1}]").compile("mse", "adam", "mae");
    history =
        model.fit(
            Examples.of(x, y),
            FitOptions.defaults()
                .epochs(EPOCHS)
                .holdout(0.25)
                .checkpoint(folder.resolve("best"))
                .listener(new CsvLog(folder.resolve("logs/history.csv")))
                .listener(new JsonLinesLog(folder.resolve("logs/history.jsonl")))
                .listener(new TensorBoardLog(folder.resolve("board"))));
  }

  @Test
  void theTableIsTheHistory() throws IOException {
    String text = Files.readString(folder.resolve("logs/history.csv"));
    assertThat(text).isEqualTo(HistoryCsv.write(history)).hasLineCount(EPOCHS + 1);
  }

  @Test
  void everyLineIsAnObject() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("logs/history.jsonl"));
    assertThat(lines).hasSize(EPOCHS);
    for (int i = 0; i < EPOCHS; i++) {
      EpochRecord epoch = history.records().get(i);
      Object line = Json.read("line", lines.get(i).getBytes(StandardCharsets.UTF_8));
      assertThat((Map<?, ?>) line)
          .extracting("epoch", "loss", "holdout_loss", "mae", "holdout_mae")
          .containsExactly(
              epoch.epoch(),
              epoch.training().loss(),
              epoch.holdout().loss(),
              epoch.training().get("mae"),
              epoch.holdout().get("mae"));
    }
  }

  @Test
  void theCheckpointIsTheBestModel() {
    Model best = Model.load(folder.resolve("best"));
    assertThat(best.predict(x)).isDeepEqualTo(model.predict(x));
    assertThat(best.trained().facts())
        .containsEntry("epoch", history.best("loss", false).orElseThrow().epoch());
  }

  @Test
  void tensorBoardGetsARecordForEachEpoch() throws IOException {
    for (String split : List.of("train", "holdout")) {
      ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(only(folder.resolve("board/" + split))));
      file.order(ByteOrder.LITTLE_ENDIAN);
      assertThat(data(file)).contains("brain.Event:2".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < EPOCHS; i++) {
        byte[] event = data(file);
        EpochRecord epoch = history.records().get(i);
        double loss = (split.equals("train") ? epoch.training() : epoch.holdout()).loss();
        // The value: 9 bytes of time, 2 of the step, 2 before the list, 2 before its first element.
        assertThat(event[10]).as("step").isEqualTo((byte) (i + 1));
        assertThat(new String(event, 17, 10, StandardCharsets.UTF_8)).isEqualTo("epoch_loss");
        ByteBuffer value = ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(value.getFloat(28)).isEqualTo((float) loss);
      }
      assertThat(file.hasRemaining()).isFalse();
    }
  }

  @Test
  void aRecordIsMadeAsTensorFlowMakesIt() {
    TensorBoardEvent event = TensorBoardEvent.summary(1.5, 300);
    event.scalar("epoch_loss", 0.25f);
    assertThat(event.record())
        .asHexString()
        .isEqualTo(
            "2100000000000000017BECF609000000000000F83F10AC022A130A110A0A65706F63685F6C6F7373150000803ED2F16C2F");
  }

  private static byte[] data(ByteBuffer file) {
    byte[] data = new byte[(int) file.getLong()];
    file.getInt();
    file.get(data);
    file.getInt();
    return data;
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.reduce((a, b) -> null).orElseThrow();
    }
  }
}
