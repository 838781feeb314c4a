package io.ganglion.job;

import io.ganglion.data.Units;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.Merging;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainingListener;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how training goes: a line an epoch, or on a terminal a bar that is drawn over. */
final class Progress implements TrainingListener {
  private static final int BAR = 20;

  private final PrintStream out;
  private final boolean terminal;
  private final Units units;
  private double seconds;
  private int done;
  private int width;
  private boolean warned;

  /**
   * Progress on {@code out}.
   *
   * @param terminal whether a line can be drawn over
   * @param units what the data's parts are called
   */
  Progress(PrintStream out, boolean terminal, Units units) {
    this.out = out;
    this.terminal = terminal;
    this.units = units;
  }

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    seconds += epoch.seconds();
    done++;
    warn(epoch.merging());
    String line = line(epoch, epochs);
    if (!terminal) {
      out.println(line);
      return;
    }
    int filled = BAR * epoch.epoch() / epochs;
    String bar = "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] " + line;
    out.print("\r" + bar + " ".repeat(Math.max(0, width - bar.length())));
    out.flush();
    width = bar.length();
  }

  /** Says once that the share of merging is beyond reach. */
  private void warn(Merging merging) {
    if (merging == null || !merging.beyondReach() || warned) {
      return;
    }
    warned = true;
    finish();
    out.printf(
        Locale.ROOT,
        "note     merging takes %.0f %% of the time though the weights are averaged once an epoch,"
            + " more than training.averaging.share: fewer shards or more %s would lower it%n",
        100.0 * merging.share(),
        units.examples());
  }

  /** Leaves the line that was drawn over. */
  void finish() {
    if (terminal && width > 0) {
      out.println();
    }
  }

  private String line(EpochRecord epoch, int epochs) {
    String total = String.valueOf(epochs);
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(Locale.ROOT, "epoch %" + total.length() + "d/%s", epoch.epoch(), total));
    append(line, epoch.training(), "");
    if (epoch.holdout() != null) {
      append(line, epoch.holdout(), "held-out ");
    }
    if (epoch.scheduled()) {
      line.append("  learning rate ").append(Numbers.brief(epoch.learningRate()));
    }
    if (epoch.merging() != null) {
      append(line, epoch.merging());
    }
    String speed = Numbers.count(Math.round(epoch.samplesPerSecond()));
    line.append("  ").append(speed).append(' ').append(units.examples()).append("/s");
    int left = epochs - epoch.epoch();
    if (left > 0) {
      line.append("  ").append(Numbers.duration(left * seconds / done)).append(" left");
    }
    return line.toString();
  }

  private static void append(StringBuilder line, Merging merging) {
    line.append(
        String.format(
            Locale.ROOT,
            "  averaged every %s batches (merging %.1f %% of the time)",
            Numbers.count(merging.every()),
            100.0 * merging.share()));
  }

  private static void append(StringBuilder line, Scores scores, String prefix) {
    line.append("  ").append(prefix).append("loss ").append(Numbers.brief(scores.loss()));
    scores
        .metrics()
        .forEach(
            (name, value) ->
                line.append(' ').append(name).append(' ').append(Numbers.brief(value)));
  }
}
