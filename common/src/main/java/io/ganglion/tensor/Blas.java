package io.ganglion.tensor;

import java.util.Locale;

/**
 * Matrix products on row-major views.
 *
 * <p>The work is done by the native OpenBLAS, or where the JVM refuses it by a kernel on the Vector
 * API, or at last by plain Java. The first product chooses, once per JVM, and the log names the
 * choice; the system property {@code ganglion.blas} = {@code native}, {@code vector} or {@code
 * plain} says where to begin. Products run in the calling thread and allocate nothing. Their last
 * bits depend on the choice, and with OpenBLAS on the processor.
 */
public final class Blas {
  private static final Sgemm SGEMM = Backend.chooseSgemm();

  private Blas() {}

  /** What computes in this JVM, as the log names it. */
  public static String name() {
    return SGEMM.name();
  }

  /**
   * {@code c = alpha op(a) op(b) + beta c}, where op transposes if asked to. With beta 0 the old
   * values of c are not read.
   *
   * <p>{@code op(a) [m, k]}, {@code op(b) [k, n]}, {@code c [m, n]}; c overlaps neither a nor b.
   *
   * @throws IllegalArgumentException if the shapes don't fit
   */
  public static void gemm(
      boolean transposeA,
      boolean transposeB,
      float alpha,
      Matrix a,
      Matrix b,
      float beta,
      Matrix c) {
    gemm(SGEMM, transposeA, transposeB, alpha, a, b, beta, c);
  }

  static void gemm(
      Sgemm sgemm,
      boolean transposeA,
      boolean transposeB,
      float alpha,
      Matrix a,
      Matrix b,
      float beta,
      Matrix c) {
    int m = transposeA ? a.columns : a.rows;
    int k = transposeA ? a.rows : a.columns;
    int n = transposeB ? b.rows : b.columns;
    if ((transposeB ? b.columns : b.rows) != k || c.rows != m || c.columns != n) {
      throw new IllegalArgumentException(misfit(transposeA, transposeB, a, b, c));
    }
    if (m == 0 || n == 0) {
      return;
    }
    if (k == 0 || alpha == 0f) {
      scale(beta, c);
      return;
    }
    sgemm.gemm(
        transposeA,
        transposeB,
        m,
        n,
        k,
        alpha,
        a.data,
        a.offset,
        rowStep(a),
        b.data,
        b.offset,
        rowStep(b),
        beta,
        c.data,
        c.offset,
        rowStep(c));
  }

  /** A single row may have any stride; a BLAS wants one that holds the row. */
  private static int rowStep(Matrix x) {
    return x.rows == 1 ? x.columns : x.stride;
  }

  private static void scale(float beta, Matrix c) {
    if (beta == 0f) {
      Kernels.fill(c, 0f);
    } else if (beta != 1f) {
      for (int r = 0; r < c.rows; r++) {
        for (int i = c.row(r); i < c.row(r) + c.columns; i++) {
          c.data[i] *= beta;
        }
      }
    }
  }

  private static String misfit(
      boolean transposeA, boolean transposeB, Matrix a, Matrix b, Matrix c) {
    return String.format(
        Locale.ROOT,
        "gemm: expected op(a) [m, k], op(b) [k, n], c [m, n]; found a%s [%d, %d], b%s [%d, %d], c"
            + " [%d, %d]",
        transposeA ? " transposed" : "",
        a.rows,
        a.columns,
        transposeB ? " transposed" : "",
        b.rows,
        b.columns,
        c.rows,
        c.columns);
  }
}
