package io.ganglion.tensor;

/** Matrix products on row-major views. */
public final class Blas {
  private Blas() {}

  /**
   * {@code c = alpha op(a) op(b) + beta c}, where op transposes if asked to. With beta 0 the old
   * values of c are not read.
   */
  public static void gemm(
      boolean transposeA,
      boolean transposeB,
      float alpha,
      Matrix a,
      Matrix b,
      float beta,
      Matrix c) {
    int inner = transposeA ? a.rows : a.columns;
    for (int i = 0; i < c.rows; i++) {
      for (int j = 0; j < c.columns; j++) {
        float sum = 0f;
        for (int k = 0; k < inner; k++) {
          float x = transposeA ? a.get(k, i) : a.get(i, k);
          float y = transposeB ? b.get(j, k) : b.get(k, j);
          sum += x * y;
        }
        c.set(i, j, alpha * sum + (beta == 0f ? 0f : beta * c.get(i, j)));
      }
    }
  }
}
