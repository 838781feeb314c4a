package io.ganglion.exchange.onnx;

import ai.onnxruntime.OrtException;
import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import io.ganglion.model.TrainedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs the file of a model in ONNX Runtime on rows with their features. */
final class OnnxRun implements AutoCloseable {
  /** Stands behind the end of a sequence, and must not matter. */
  private static final double PADDING = 1e6;

  private final Schema schema;
  private final OnnxFeed feed;

  OnnxRun(TrainedModel model) throws OrtException, IOException {
    this.schema = model.schema();
    this.feed = new OnnxFeed(model);
  }

  /** The outputs for rows of a table. */
  Map<String, Object> rows(List<RawRow> rows) throws OrtException {
    give(rows.stream().map(row -> List.of(row)).toList(), rows.size());
    return feed.run();
  }

  /** The outputs for sequences. */
  Map<String, Object> sequences(List<List<RawRow>> sequences, double[][] base) throws OrtException {
    int steps = sequences.stream().mapToInt(List::size).max().orElseThrow();
    give(sequences, sequences.size(), steps);
    feed.longs(
        "lengths",
        sequences.stream().mapToLong(List::size).toArray(),
        new long[] {sequences.size()});
    if (base != null) {
      double[] values = Arrays.stream(base).flatMapToDouble(Arrays::stream).toArray();
      feed.numbers("base", values, base.length, base[0].length);
    }
    return feed.run();
  }

  private void give(List<List<RawRow>> examples, long... rows) throws OrtException {
    int number = 0;
    int category = 0;
    int steps = rows.length == 1 ? 1 : (int) rows[1];
    for (FeatureColumn feature : schema.features()) {
      int width = feature instanceof VectorColumn vector ? vector.size() : 1;
      long[] shape = Arrays.copyOf(rows, rows.length + 1);
      shape[rows.length] = width;
      List<Double> numbers = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (List<RawRow> example : examples) {
        for (int t = 0; t < steps; t++) {
          RawRow row = t < example.size() ? example.get(t) : null;
          if (feature instanceof CategoricalColumn) {
            String text = row == null ? "unseen" : row.categories[category];
            texts.add(text == null ? "" : text);
          } else if (feature instanceof VectorColumn vector) {
            double[] dense = new double[width];
            if (row != null && !vector.sparse()) {
              System.arraycopy(row.numbers, number, dense, 0, width);
            }
            for (int k = 0; row != null && vector.sparse() && k < row.stored; k++) {
              dense[row.index[k]] += row.value[k];
            }
            Arrays.stream(dense).forEach(numbers::add);
          } else {
            numbers.add(row == null ? PADDING : row.numbers[number]);
          }
        }
      }
      if (feature instanceof CategoricalColumn) {
        category++;
        feed.texts(feature.name(), texts.toArray(new String[0]), shape);
      } else {
        number += feature instanceof VectorColumn vector && vector.sparse() ? 0 : width;
        feed.numbers(
            feature.name(), numbers.stream().mapToDouble(Double::doubleValue).toArray(), shape);
      }
    }
  }

  @Override
  public void close() throws OrtException {
    feed.close();
  }
}
