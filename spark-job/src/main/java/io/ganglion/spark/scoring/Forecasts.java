package io.ganglion.spark.scoring;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sqrt;

import io.ganglion.data.SequenceWindows;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.sequence.OrderKey;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Forecasts of a model beside what came true, in the units of the data.
 *
 * @param windows that were forecast from
 * @param errors of each output
 * @param by the column that tells series apart; null where there is one series
 * @param series the number of them
 * @param shown the series that the points are of; null where there is one
 * @param points the last ones in time, forecasts of the first output
 */
public record Forecasts(
    long windows, List<Errors> errors, String by, long series, String shown, List<Point> points) {
  /** The most points that are kept. */
  private static final int MOST_POINTS = 1000;

  private static final String[] NAMED = {"series", "time", "part", "last"};

  /** The rows of a table whose windows are judged: those whose last label they hold. */
  public enum Rows {
    /** All that are for no other part. */
    TRAINING(TableSplits.TRAINING),
    HOLDOUT(TableSplits.HOLDOUT),
    TEST(TableSplits.TEST);

    private final int part;

    Rows(int part) {
      this.part = part;
    }
  }

  /**
   * How far forecasts are from the truth, and how far the last label is that they could see.
   *
   * @param horizon steps ahead
   * @param rmse root of the mean squared error
   * @param mae mean absolute error
   * @param lastRmse {@code rmse} of the last label
   * @param lastMae {@code mae} of the last label
   */
  public record Errors(int horizon, double rmse, double mae, double lastRmse, double lastMae) {}

  /**
   * A forecast and what came true.
   *
   * @param time as the table writes it
   */
  public record Point(String time, double truth, double forecast) {}

  public Forecasts {
    errors = List.copyOf(errors);
    points = List.copyOf(points);
  }

  /**
   * Scores the windows of some rows. They may begin in rows of other parts.
   *
   * @param model of windows of a long series
   * @param marked a table marked with the parts of its rows
   */
  public static Forecasts of(SparkSession spark, TrainedModel model, Table marked, Rows rows) {
    SequenceWindows form = (SequenceWindows) model.schema().sequences().form();
    Dataset<Row> scored =
        named(
                new Scoring(spark, model, TableAnswer.of(model, null), Scoring.Invalid.SKIP)
                    .score(marked),
                form)
            .where(col("part").equalTo(lit(rows.part)))
            .persist();
    try {
      return SourceFailures.explained(
          marked.where(), marked.location(), () -> collected(scored, form));
    } finally {
      scored.unpersist();
    }
  }

  /** The columns that are read, by names that are the same for all tables. */
  private static Dataset<Row> named(Dataset<Row> scored, SequenceWindows form) {
    List<String> names = new ArrayList<>(List.of(NAMED));
    for (String kind : new String[] {"truth", "forecast"}) {
      for (int i = 0; i < form.horizon().size(); i++) {
        names.add(kind + i);
      }
    }
    return scored.toDF(names.toArray(String[]::new));
  }

  private static Forecasts collected(Dataset<Row> scored, SequenceWindows form) {
    List<Column> sums = new ArrayList<>();
    sums.add(countDistinct(col("series")));
    sums.add(min(col("series")));
    for (int i = 0; i < form.horizon().size(); i++) {
      for (Column value : new Column[] {col("forecast" + i), col("last")}) {
        Column error = value.minus(col("truth" + i));
        sums.add(sqrt(avg(error.multiply(error))));
        sums.add(avg(abs(error)));
      }
    }
    Row found = scored.agg(count(lit(1)), sums.toArray(Column[]::new)).first();
    long windows = found.getLong(0);
    if (windows == 0) {
      return new Forecasts(0, List.of(), form.by(), 0, null, List.of());
    }
    List<Errors> errors = new ArrayList<>();
    for (int i = 0; i < form.horizon().size(); i++) {
      int at = 3 + 4 * i;
      errors.add(
          new Errors(
              form.horizon().get(i),
              found.getDouble(at),
              found.getDouble(at + 1),
              found.getDouble(at + 2),
              found.getDouble(at + 3)));
    }
    Object first = found.get(2);
    return new Forecasts(
        windows,
        errors,
        form.by(),
        form.by() == null ? 1 : found.getLong(1),
        form.by() == null ? null : String.valueOf(first),
        points(scored.where(col("series").eqNullSafe(lit(first)))));
  }

  private static List<Point> points(Dataset<Row> series) {
    List<Point> points = new ArrayList<>();
    for (Row row :
        series
            .orderBy(OrderKey.of(col("time")).desc())
            .limit(MOST_POINTS)
            .select(col("time"), col("truth0"), col("forecast0").cast("double"))
            .collectAsList()) {
      points.add(new Point(row.getString(0), row.getDouble(1), row.getDouble(2)));
    }
    Collections.reverse(points);
    return points;
  }
}
