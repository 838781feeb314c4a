package io.ganglion.spark.scoring;

import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.model.Predictor;
import io.ganglion.spark.row.ColumnCounts;
import io.ganglion.spark.row.RawValues;
import io.ganglion.spark.table.DataException;
import io.ganglion.train.ModelSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/** The rows of a partition with their predictions, computed a batch at a time in their order. */
final class ScoredRows implements Iterator<Row> {
  /**
   * What a task needs to know.
   *
   * @param skips whether a row with a value that is no number is left out
   * @param capacity rows a batch
   */
  record Job(
      Schema schema, ModelSpec spec, Answer answer, RawValues values, boolean skips, int capacity)
      implements Serializable {}

  private final Job job;
  private final Iterator<Row> rows;
  private final LongAccumulator scored;
  private final LongAccumulator skipped;
  private final ColumnCounts missing;
  private final Predictor predictor;
  private final RawRow raw;
  private final long[] missingHere;
  private final List<Row> batch = new ArrayList<>();
  private int next;

  ScoredRows(
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
    this.predictor = new Predictor(job.schema(), job.spec(), weights, job.capacity());
    this.raw = new RawRow(job.schema());
    this.missingHere = new long[raw.numbers.length];
  }

  @Override
  public boolean hasNext() {
    if (next == batch.size()) {
      refill();
    }
    return next < batch.size();
  }

  private void refill() {
    batch.clear();
    next = 0;
    while (batch.size() < predictor.capacity() && rows.hasNext()) {
      Row row = rows.next();
      String problem = job.values().read(row, raw);
      if (problem == null) {
        countMissing();
        predictor.set(batch.size(), raw);
        batch.add(row);
      } else if (job.skips()) {
        skipped.add(1);
      } else {
        throw new DataException(problem);
      }
    }
    if (!batch.isEmpty()) {
      predictor.predict(batch.size());
      scored.add(batch.size());
    }
    if (!rows.hasNext()) {
      missing.add(missingHere);
      Arrays.fill(missingHere, 0);
    }
  }

  private void countMissing() {
    for (int i = 0; i < missingHere.length; i++) {
      missingHere[i] += Double.isNaN(raw.numbers[i]) ? 1 : 0;
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = batch.get(next);
    int width = row.length();
    Object[] values = new Object[width + job.answer().width()];
    for (int i = 0; i < width; i++) {
      values[i] = row.get(i);
    }
    job.answer().write(predictor, next, values, width);
    next++;
    return RowFactory.create(values);
  }
}
