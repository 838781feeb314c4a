package io.ganglion.tensor;

/**
 * A BLAS that is spared the products with one row, one column or a depth of one: for those, packing
 * or the way through JNI costs more than the work.
 */
final class NarrowSgemm implements Sgemm {
  private final Sgemm wide;
  private final NarrowKernels narrow;
  private final long most;

  /** Spares {@code wide} the narrow products of at most so many multiplications. */
  NarrowSgemm(Sgemm wide, NarrowKernels narrow, long most) {
    this.wide = wide;
    this.narrow = narrow;
    this.most = most;
  }

  @Override
  public String name() {
    return wide.name();
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    boolean spared = (m == 1 || n == 1 || k == 1) && (long) m * n * k <= most;
    // From one element of op(A) to the next in its row, of op(B) in its column.
    int aStep = transposeA ? lda : 1;
    int bStep = transposeB ? 1 : ldb;
    if (spared && m == 1 && !transposeB) {
      narrow.weightedRows(k, n, alpha, b, bOffset, ldb, a, aOffset, aStep, beta, c, cOffset);
    } else if (spared && m == 1 && aStep == 1) {
      narrow.rowDots(n, k, alpha, b, bOffset, ldb, a, aOffset, beta, c, cOffset, 1);
    } else if (spared && n == 1 && !transposeA && bStep == 1) {
      narrow.rowDots(m, k, alpha, a, aOffset, lda, b, bOffset, beta, c, cOffset, ldc);
    } else if (spared && n == 1 && transposeA && ldc == 1) {
      narrow.weightedRows(k, m, alpha, a, aOffset, lda, b, bOffset, bStep, beta, c, cOffset);
    } else if (spared && k == 1 && (!transposeB || ldb == 1)) {
      narrow.outer(
          m, n, alpha, a, aOffset, transposeA ? 1 : lda, b, bOffset, beta, c, cOffset, ldc);
    } else {
      wide.gemm(
          transposeA,
          transposeB,
          m,
          n,
          k,
          alpha,
          a,
          aOffset,
          lda,
          b,
          bOffset,
          ldb,
          beta,
          c,
          cOffset,
          ldc);
    }
  }
}
