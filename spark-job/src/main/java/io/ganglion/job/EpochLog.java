package io.ganglion.job;

import io.ganglion.spark.cluster.LiveMetrics;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainingListener;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who watch of each epoch: Spark's metrics, and the log, in a line of {@code
 * name=value} pairs for programs that collect such.
 *
 * @param run the run's id
 */
record EpochLog(String run) implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(EpochLog.class);

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    LiveMetrics.epochDone(epoch);
    if (LOG.isInfoEnabled()) {
      LOG.info("{}", line(epoch, epochs));
    }
  }

  String line(EpochRecord epoch, int epochs) {
    StringJoiner line = new StringJoiner(" ");
    line.add("run=" + run);
    line.add("epoch=" + epoch.epoch()).add("epochs=" + epochs);
    add(line, "", epoch.training());
    if (epoch.holdout() != null) {
      add(line, "holdout_", epoch.holdout());
    }
    line.add("seconds=" + epoch.seconds());
    line.add("samples_per_second=" + epoch.samplesPerSecond());
    return line.toString();
  }

  private static void add(StringJoiner line, String prefix, Scores scores) {
    line.add(prefix + "loss=" + scores.loss());
    scores.metrics().forEach((name, value) -> line.add(prefix + name + "=" + value));
  }
}
