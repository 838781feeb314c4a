package io.ganglion.tensor;

/**
 * The single-precision matrix product of one BLAS, on row-major arrays.
 *
 * <p>{@code C = alpha op(A) op(B) + beta C} with {@code op(A) [m, k]}, {@code op(B) [k, n]} and
 * {@code C [m, n]}. Element (i, j) of an array lies at {@code offset + i * ld + j}; op transposes
 * if asked to. {@link Blas} has checked the shapes and handed on neither an empty product nor an
 * empty sum: m, n and k are positive.
 */
public interface Sgemm {
  /** What the log calls this BLAS. */
  String name();

  /** The product; with beta 0 the old values of c are not read. */
  void gemm(
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
      int ldc);
}
