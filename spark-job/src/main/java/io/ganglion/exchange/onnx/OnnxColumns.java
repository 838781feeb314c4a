package io.ganglion.exchange.onnx;

import java.util.List;

/**
 * The columns of a batch as values of a graph, each with the rows in front and the column last.
 *
 * @param numeric {@code [rows, numeric]}; null without numbers
 * @param sparse the vectors, {@code [rows, sparse]}; null without any
 * @param ids of each categorical column, {@code [rows]}, 0 for a missing or an unknown value
 * @param sizes the number of ids of each categorical column
 */
record OnnxColumns(String numeric, String sparse, List<String> ids, List<Integer> sizes) {
  OnnxColumns {
    ids = List.copyOf(ids);
    sizes = List.copyOf(sizes);
  }

  boolean numericOnly() {
    return sparse == null && ids.isEmpty();
  }

  OnnxColumns withNumeric(String other) {
    return new OnnxColumns(other, sparse, ids, sizes);
  }

  OnnxColumns withSparse(String other) {
    return new OnnxColumns(numeric, other, ids, sizes);
  }
}
