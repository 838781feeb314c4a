package io.ganglion.api;

import io.ganglion.data.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an example is, before any was seen: a row of numbers, or a sequence of them.
 *
 * @param columns the names of the numbers, all different
 * @param sequence whether an example has any number of such rows, one a step
 */
public record Input(List<String> columns, boolean sequence) {
  public Input {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.stream().distinct().count() < columns.size()) {
      throw new IllegalArgumentException(
          "input: expected columns with different names, found " + columns);
    }
  }

  /** A row of so many numbers, called {@code x0}, {@code x1} and so on. */
  public static Input row(int features) {
    return new Input(numbered("x", features), false);
  }

  /** A row of numbers with the names that they have in a table or a record. */
  public static Input row(String... columns) {
    return new Input(Arrays.asList(columns), false);
  }

  /** A sequence of steps of so many numbers, called {@code x0}, {@code x1} and so on. */
  public static Input sequence(int features) {
    return new Input(numbered("x", features), true);
  }

  static List<String> numbered(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i).toList();
  }

  /** The columns before their statistics are known. */
  Columns unseen() {
    Columns.Kind kind = sequence ? Columns.Kind.STEP : Columns.Kind.EXAMPLE;
    return new Columns(kind, columns.size(), 0, List.of(), List.of());
  }
}
