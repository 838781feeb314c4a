package io.ganglion.api;

import io.ganglion.train.EpochRecord;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainingListener;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes event files for TensorBoard, one in the folder {@code train} and, with a held-out split,
 * one in {@code holdout}, so that each score has both curves in one chart: {@code epoch_loss},
 * {@code epoch_} with each metric, {@code epoch_learning_rate} where it changes. Steps are epochs.
 */
public final class TensorBoardLog implements TrainingListener {
  private static final String TAG = "epoch_";

  private final LogFile training;
  private final LogFile holdout;

  /** A log in new files of a folder, which may hold those of other trainings. */
  public TensorBoardLog(Path folder) {
    long millis = System.currentTimeMillis();
    String name =
        String.format(
            Locale.ROOT, "events.out.tfevents.%d.%d.ganglion", millis / 1000, millis % 1000);
    this.training = new LogFile(folder.resolve("train").resolve(name));
    this.holdout = new LogFile(folder.resolve("holdout").resolve(name));
  }

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    double time = System.currentTimeMillis() / 1000.0;
    TensorBoardEvent event = scores(time, epoch, epoch.training());
    if (epoch.scheduled()) {
      event.scalar(TAG + "learning_rate", (float) epoch.learningRate());
    }
    write(training, time, epoch, event);
    if (epoch.holdout() != null) {
      write(holdout, time, epoch, scores(time, epoch, epoch.holdout()));
    }
  }

  private static TensorBoardEvent scores(double time, EpochRecord epoch, Scores scores) {
    TensorBoardEvent event = TensorBoardEvent.summary(time, epoch.epoch());
    event.scalar(TAG + "loss", (float) scores.loss());
    scores.metrics().forEach((metric, value) -> event.scalar(TAG + metric, value.floatValue()));
    return event;
  }

  private static void write(LogFile file, double time, EpochRecord epoch, TensorBoardEvent event) {
    if (epoch.epoch() == 1) {
      file.begin(TensorBoardEvent.version(time).record());
    }
    file.append(event.record());
  }
}
