package io.ganglion.data;

import io.ganglion.config.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A row a sequence: its steps stand side by side in columns, in the order of the table, or in
 * arrays.
 *
 * @param columns by the name of each feature of a step the columns that hold it: a pattern such as
 *     {@code t*}, or one column of arrays
 * @param features the number of columns, or of elements of an array, that are one step; above 1
 *     where there is one pattern only
 */
public record SequenceColumns(Map<String, String> columns, int features) implements SequenceForm {
  public SequenceColumns {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  static SequenceColumns read(Section section) {
    Map<String, String> columns = new LinkedHashMap<>();
    Object value = section.value("columns");
    if (value instanceof Map<?, ?> map) {
      Section named = section.section("columns");
      for (Object name : map.keySet()) {
        columns.put(String.valueOf(name), named.text(String.valueOf(name)));
      }
    } else {
      String pattern = section.text("columns");
      String name = pattern == null ? "" : pattern.replace("*", "");
      columns.put(name.isEmpty() ? "x" : name, pattern);
    }
    int features = section.integer("features", 1, 1);
    if (features > 1 && columns.size() > 1) {
      section.problem("features", "goes with one pattern, found " + columns.size());
    }
    if (columns.isEmpty()) {
      section.problem("columns", "expected the columns of the steps, found none");
    }
    return new SequenceColumns(columns, features);
  }

  /** The names of the features of a step. */
  public List<String> names() {
    List<String> names = new ArrayList<>(columns.keySet());
    return features == 1
        ? names
        : IntStream.range(0, features).mapToObj(i -> names.get(0) + "_" + i).toList();
  }

  @Override
  public String unit() {
    return "sequences";
  }

  @Override
  public String kind() {
    return "columns";
  }
}
