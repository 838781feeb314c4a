package io.ganglion.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ganglion.config.Json;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a line with a JSON object for each epoch: {@code epoch}, {@code loss}, {@code
 * holdout_loss}, each metric and its {@code holdout_} twin, {@code learning_rate} where it changes,
 * {@code seconds}, {@code samples_per_second}. A score that is no finite number is null.
 */
public final class JsonLinesLog implements TrainingListener {
  private final LogFile file;

  /** A log that begins anew with the first epoch of a training. */
  public JsonLinesLog(Path file) {
    this.file = new LogFile(file);
  }

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("epoch", epoch.epoch());
    put(line, epoch, "loss");
    epoch.training().metrics().keySet().forEach(metric -> put(line, epoch, metric));
    if (epoch.scheduled()) {
      line.put("learning_rate", epoch.learningRate());
    }
    line.put("seconds", epoch.seconds());
    line.put("samples_per_second", epoch.samplesPerSecond());
    byte[] text = Json.line(line).getBytes(UTF_8);
    if (epoch.epoch() == 1) {
      file.begin(text);
    } else {
      file.append(text);
    }
  }

  private static void put(Map<String, Object> line, EpochRecord epoch, String score) {
    line.put(score, epoch.training().get(score));
    if (epoch.holdout() != null) {
      line.put("holdout_" + score, epoch.holdout().get(score));
    }
  }
}
