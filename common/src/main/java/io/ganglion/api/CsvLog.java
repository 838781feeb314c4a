package io.ganglion.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ganglion.train.EpochRecord;
import io.ganglion.train.HistoryCsv;
import io.ganglion.train.TrainingListener;
import java.nio.file.Path;

/** Writes a line of comma-separated values for each epoch, as {@link HistoryCsv} has them. */
public final class CsvLog implements TrainingListener {
  private final LogFile file;

  /** A log that begins anew with the first epoch of a training. */
  public CsvLog(Path file) {
    this.file = new LogFile(file);
  }

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    if (epoch.epoch() == 1) {
      file.begin(HistoryCsv.header(epoch).getBytes(UTF_8));
    }
    file.append(HistoryCsv.line(epoch).getBytes(UTF_8));
  }
}
