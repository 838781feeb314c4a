package io.ganglion.exchange.onnx;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The inputs of a graph, one for each column of the table, and what a {@link
 * io.ganglion.data.RowEncoder} makes of them. A row is {@code [rows, 1]} of its column; the steps
 * of sequences are {@code [sequences, steps, 1]} and turn time-major, as ONNX's recurrent layers
 * want them.
 */
final class OnnxInputs {
  private final Graph graph;
  private final Schema schema;
  private final String prefix;
  private final String[] rows;
  private final boolean sequences;

  private OnnxInputs(Graph graph, Schema schema, String prefix, String... rows) {
    this.graph = graph;
    this.schema = schema;
    this.prefix = prefix;
    this.rows = rows;
    this.sequences = schema.sequences() != null;
  }

  /** The inputs of the examples of a schema, of their steps, or of their nodes. */
  static OnnxInputs of(Graph graph, Schema schema) {
    return schema.sequences() == null
        ? new OnnxInputs(graph, schema, "", "rows")
        : new OnnxInputs(graph, schema, "", "sequences", "steps");
  }

  /** The inputs of edges, which are apart by their names from those of nodes. */
  static OnnxInputs ofEdges(Graph graph, Schema edges) {
    return new OnnxInputs(graph, edges, "edge_", "edges");
  }

  /** Adds the inputs and the encoding of their columns. */
  OnnxColumns columns() {
    List<String> numbers = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    String sparse = null;
    for (FeatureColumn feature : schema.features()) {
      if (feature instanceof NumericColumn number) {
        numbers.add(number(number));
      } else if (feature instanceof CategoricalColumn category) {
        texts.add(input(category.name(), Tensors.STRING, text(category), 1));
      } else if (feature instanceof VectorColumn vector) {
        String input = input(vector.name(), Tensors.FLOAT, "vectors", vector.size());
        if (vector.sparse()) {
          sparse = timeMajor(input);
        } else {
          numbers.add(elements(vector, input));
        }
      }
    }
    return new OnnxColumns(
        numbers.isEmpty() ? null : timeMajor(imputed(numbers)),
        sparse,
        ids(texts),
        schema.categories().stream().map(CategoricalColumn::ids).toList());
  }

  private static String text(CategoricalColumn category) {
    return category.numbers() ? "numbers written as text, such as 7 or 2.5" : "texts";
  }

  private String input(String name, int type, String documentation, int width) {
    Object[] shape = Stream.concat(Stream.of(rows), Stream.of(width)).toArray();
    return graph.input(prefix + name, type, documentation, shape);
  }

  /** A number far from 0 loses what tells it from others in a float, and comes in as a double. */
  private String number(NumericColumn column) {
    if (column.offset() == 0.0) {
      return input(column.name(), Tensors.FLOAT, "numbers, NaN where one is missing", 1);
    }
    String documentation = "numbers in double precision, NaN where one is missing";
    return centered(
        input(column.name(), Tensors.DOUBLE, documentation, 1), new double[] {column.offset()});
  }

  private String elements(VectorColumn vector, String input) {
    double[] offsets = vector.elements().stream().mapToDouble(NumericColumn::offset).toArray();
    boolean near = vector.elements().stream().allMatch(element -> element.offset() == 0.0);
    return near ? input : centered(cast(input, Tensors.DOUBLE), offsets);
  }

  private String centered(String value, double[] offsets) {
    String offset = graph.constant("offset", offsets, offsets.length);
    return cast(graph.node("Sub", value, offset), Tensors.FLOAT);
  }

  private String cast(String value, int type) {
    return graph.node("Cast", Attributes.NONE.integer("to", type), value);
  }

  /** All numbers side by side, means for the missing ones, and the flags of those. */
  private String imputed(List<String> numbers) {
    String all = side(numbers);
    List<NumericColumn> columns = schema.numbers();
    float[] means = new float[columns.size()];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (columns.get(i).mean() - columns.get(i).offset());
    }
    String missing = graph.node("IsNaN", all);
    String filled = graph.node("Where", missing, graph.constant("mean", means, means.length), all);
    long[] flagged =
        IntStream.range(0, means.length)
            .filter(i -> columns.get(i).flagged())
            .mapToLong(i -> i)
            .toArray();
    if (flagged.length == 0) {
      return filled;
    }
    String flags =
        graph.node("Gather", Attributes.NONE.integer("axis", -1), missing, graph.integers(flagged));
    return side(List.of(filled, cast(flags, Tensors.FLOAT)));
  }

  private String side(List<String> values) {
    return values.size() == 1
        ? values.get(0)
        : graph.node("Concat", Attributes.NONE.integer("axis", -1), values.toArray(new String[0]));
  }

  private List<String> ids(List<String> texts) {
    List<String> ids = new ArrayList<>();
    for (int c = 0; c < texts.size(); c++) {
      List<String> values = schema.categories().get(c).values();
      // An encoder needs an entry; the empty text is never a value.
      List<String> keys = values.isEmpty() ? List.of("") : values;
      long[] numbers = IntStream.range(0, keys.size()).mapToLong(i -> i + 1).toArray();
      Attributes attributes =
          Attributes.NONE
              .texts("keys_strings", keys)
              .integers("values_int64s", values.isEmpty() ? new long[1] : numbers)
              .integer("default_int64", 0);
      String id = timeMajor(graph.learningNode("LabelEncoder", attributes, texts.get(c)));
      ids.add(graph.node("Squeeze", id, graph.integers(-1)));
    }
    return ids;
  }

  private String timeMajor(String value) {
    return sequences
        ? graph.node("Transpose", Attributes.NONE.integers("perm", 1, 0, 2), value)
        : value;
  }
}
