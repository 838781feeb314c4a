package io.ganglion.spark.scoring;

import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.model.SequencePredictor;
import io.ganglion.spark.row.ColumnCounts;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.sequence.SequencePlaces;
import io.ganglion.spark.table.DataException;
import io.ganglion.train.ModelSpec;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/** The sequences of a partition with their predictions: a row a sequence, or a row a step. */
final class ScoredSequences implements Iterator<Row> {
  /** Steps of a batch, from which on no sequence is added. */
  private static final int MOST_STEPS = 8192;

  private static final int MOST_SEQUENCES = 512;

  /**
   * What a task needs to know.
   *
   * @param places where the columns of a row stand
   * @param skips whether a sequence with a value that is no number is left out
   */
  record Job(
      Schema schema,
      ModelSpec spec,
      Answer answer,
      RawValues values,
      SequencePlaces places,
      boolean skips)
      implements Serializable {
    /** The number of columns of a row that is written. */
    int width() {
      return places.kept.length + (places.numbered ? 1 : 0) + answer.width();
    }
  }

  private final Job job;
  private final Iterator<Row> rows;
  private final LongAccumulator scored;
  private final LongAccumulator skipped;
  private final ColumnCounts missing;
  private final SequencePredictor predictor;
  private final RawRow raw;
  private final long[] missingHere;
  private final Queue<Row> ready = new ArrayDeque<>();

  ScoredSequences(
      Job job,
      float[] weights,
      Iterator<Row> rows,
      LongAccumulator scored,
      LongAccumulator skipped,
      ColumnCounts missing) {
    this.job = job;
    this.rows = rows;
    this.scored = scored;
    this.skipped = skipped;
    this.missing = missing;
    this.predictor = new SequencePredictor(job.schema(), job.spec(), weights);
    this.raw = new RawRow(job.schema());
    this.missingHere = new long[raw.numbers.length];
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      refill();
    }
    return !ready.isEmpty();
  }

  private void refill() {
    List<Row> batch = new ArrayList<>();
    while (rows.hasNext() && predictor.steps() < MOST_STEPS && batch.size() < MOST_SEQUENCES) {
      Row row = opened(rows.next());
      String problem = read(row);
      if (problem == null) {
        batch.add(row);
      } else if (job.skips()) {
        skipped.add(1);
      } else {
        throw new DataException(problem);
      }
    }
    if (!batch.isEmpty()) {
      predictor.predict();
      for (int i = 0; i < batch.size(); i++) {
        write(batch.get(i), i);
      }
      scored.add(batch.size());
    }
    if (!rows.hasNext()) {
      missing.add(missingHere);
      Arrays.fill(missingHere, 0);
    }
  }

  /**
   * The row with lists in the columns of steps: Spark may hand on the arrays that were put into it,
   * and of its own Row.getList would copy each as often as it is asked.
   */
  private Row opened(Row row) {
    Object[] values = new Object[row.length()];
    Arrays.setAll(values, row::get);
    SequencePlaces places = job.places();
    for (int column : places.features) {
      values[column] = steps(row, column);
    }
    for (int i = 0; i < places.kept.length; i++) {
      if (places.ofSteps[i]) {
        values[places.kept[i]] = steps(row, places.kept[i]);
      }
    }
    return RowFactory.create(values);
  }

  private static List<?> steps(Row row, int column) {
    return row.get(column) instanceof Object[] array ? Arrays.asList(array) : row.getList(column);
  }

  /** Adds a sequence to the batch; returns the first problem, or null. */
  private String read(Row row) {
    int steps = job.values().steps(row);
    for (int t = 0; t < steps; t++) {
      String problem = job.values().read(row, t, raw);
      if (problem != null) {
        predictor.discard();
        return problem;
      }
      for (int i = 0; i < missingHere.length; i++) {
        missingHere[i] += Double.isNaN(raw.numbers[i]) ? 1 : 0;
      }
      predictor.step(raw);
    }
    double[] base = new double[job.places().bases.length];
    for (int i = 0; i < base.length; i++) {
      base[i] = row.getDouble(job.places().bases[i]);
    }
    predictor.end(base.length == 0 ? null : base);
    return null;
  }

  private void write(Row row, int sequence) {
    if (!job.answer().perStep()) {
      ready.add(row(row, 0, predictor.row(sequence)));
      return;
    }
    int steps = job.values().steps(row);
    for (int t = 0; t < steps; t++) {
      ready.add(row(row, t, predictor.row(sequence, t)));
    }
  }

  private Row row(Row row, int step, int at) {
    Object[] values = new Object[job.width()];
    int place = 0;
    for (int i = 0; i < job.places().kept.length; i++) {
      int column = job.places().kept[i];
      values[place++] = job.places().ofSteps[i] ? RawValues.at(row, column, step) : row.get(column);
    }
    if (job.places().numbered) {
      values[place++] = step;
    }
    job.answer().write(predictor, at, values, place);
    return RowFactory.create(values);
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
