package io.ganglion.tensor.vector;

import io.ganglion.tensor.Sgemm;

/**
 * The matrix product on the Vector API.
 *
 * <p>Blocks of both factors are packed into panels, so that the innermost loop reads memory in a
 * line and keeps a tile of C in registers. Element (i, p) of op(A) lies at {@code aAt + i * aRow +
 * p * aStep}, element (p, j) of op(B) at {@code bAt + j * bColumn + p * bStep}, and element (i, j)
 * of C at {@code cAt + i * cRow + j * cColumn}; so a transpose is no more than two numbers
 * exchanged.
 *
 * <p>Source: Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication".
 */
public final class VectorSgemm implements Sgemm {
  /** A panel of op(B) is to stay in the first cache, a block of op(A) in the second. */
  private static final int DEPTH = 256;

  private static final int BLOCK_ROWS = 24 * Tile.ROWS;
  private static final int BLOCK_COLUMNS = 32 * Tile.COLUMNS;

  private static final ThreadLocal<Panels> PANELS =
      ThreadLocal.withInitial(() -> new Panels(BLOCK_ROWS, BLOCK_COLUMNS, DEPTH));

  @Override
  public String name() {
    return "own kernel on the Vector API of " + Lanes.FLOATS.vectorBitSize() + " bits (vector)";
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
    int aRow = transposeA ? 1 : lda;
    int aStep = transposeA ? lda : 1;
    int bColumn = transposeB ? ldb : 1;
    int bStep = transposeB ? 1 : ldb;
    // A narrow C would leave most of each tile empty: then Cᵀ = op(B)ᵀ op(A)ᵀ.
    if (5L * Tile.count(m, n) > 6L * Tile.count(n, m)) {
      product(
          n, m, k, alpha, b, bOffset, bColumn, bStep, a, aOffset, aRow, aStep, beta, c, cOffset, 1,
          ldc);
    } else {
      product(
          m, n, k, alpha, a, aOffset, aRow, aStep, b, bOffset, bColumn, bStep, beta, c, cOffset,
          ldc, 1);
    }
  }

  private static void product(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bColumn,
      int bStep,
      float beta,
      float[] c,
      int cAt,
      int cRow,
      int cColumn) {
    Panels panels = PANELS.get();
    for (int j = 0; j < n; j += BLOCK_COLUMNS) {
      int columns = Math.min(BLOCK_COLUMNS, n - j);
      for (int p = 0; p < k; p += DEPTH) {
        int depth = Math.min(DEPTH, k - p);
        float keep = p == 0 ? beta : 1f;
        panels.packB(b, bAt + j * bColumn + p * bStep, bColumn, bStep, columns, depth);
        for (int i = 0; i < m; i += BLOCK_ROWS) {
          int rows = Math.min(BLOCK_ROWS, m - i);
          panels.packA(alpha, a, aAt + i * aRow + p * aStep, aRow, aStep, rows, depth);
          int at = cAt + i * cRow + j * cColumn;
          panels.multiply(rows, columns, depth, keep, c, at, cRow, cColumn);
        }
      }
    }
  }
}
