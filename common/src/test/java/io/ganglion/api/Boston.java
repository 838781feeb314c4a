package io.ganglion.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of Boston's houses.
 *
 * @param columns the names of the features
 */
record Boston(List<String> columns, List<float[]> rows, List<Float> prices) {
  private static final Pattern COMMA = Pattern.compile(",");

  static Boston train() {
    return read("boston_train.csv");
  }

  static Boston test() {
    return read("boston_test.csv");
  }

  private static Boston read(String file) {
    try {
      List<List<String>> lines =
          Files.readAllLines(Path.of("..", "conf", "data", file)).stream()
              .map(line -> COMMA.splitAsStream(line).toList())
              .toList();
      int features = lines.get(0).size() - 1;
      List<List<String>> rows = lines.subList(1, lines.size());
      return new Boston(
          lines.get(0).subList(0, features),
          rows.stream().map(row -> numbers(row.subList(0, features))).toList(),
          rows.stream().map(row -> Float.valueOf(row.get(features))).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] numbers(List<String> texts) {
    float[] numbers = new float[texts.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.parseFloat(texts.get(i));
    }
    return numbers;
  }

  /** {@code [rows, 13]}, of its own. */
  float[][] x() {
    return rows.stream().map(float[]::clone).toArray(float[][]::new);
  }

  float[] y() {
    float[] y = new float[prices.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = prices.get(i);
    }
    return y;
  }
}
