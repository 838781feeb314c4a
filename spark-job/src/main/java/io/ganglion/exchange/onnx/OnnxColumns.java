package io.ganglion.exchange.onnx;

import java.util.ArrayList;
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

  /** {@code [numeric | sparse | one-hot]}, id 0 having no column. */
  String wide(Graph graph) {
    List<String> parts = new ArrayList<>();
    if (numeric != null) {
      parts.add(numeric);
    }
    if (sparse != null) {
      parts.add(sparse);
    }
    Attributes last = Attributes.NONE.integer("axis", -1);
    for (int c = 0; c < ids.size(); c++) {
      String values = graph.constant("one_hot", new float[] {0f, 1f}, 2);
      String all = graph.node("OneHot", last, ids.get(c), graph.integer(sizes.get(c)), values);
      String[] known = {all, graph.integers(1), graph.integers(sizes.get(c)), graph.integers(-1)};
      parts.add(graph.node("Slice", known));
    }
    return graph.node("Concat", last, parts.toArray(new String[0]));
  }

  OnnxColumns withNumeric(String other) {
    return new OnnxColumns(other, sparse, ids, sizes);
  }

  OnnxColumns withSparse(String other) {
    return new OnnxColumns(numeric, other, ids, sizes);
  }
}
