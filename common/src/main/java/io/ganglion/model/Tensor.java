package io.ganglion.model;

import java.util.List;

/**
 * The name and the shape of numbers in a file.
 *
 * @param name for example {@code dense_1/weight}
 * @param shape for example {@code [out, in]}, row-major; each size at least 1
 */
public record Tensor(String name, List<Integer> shape) {
  public Tensor {
    shape = List.copyOf(shape);
  }

  /**
   * The number of elements.
   *
   * @throws ArithmeticException above 2^31 − 1
   */
  public int size() {
    int size = 1;
    for (int dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
