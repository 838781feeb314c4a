package io.ganglion.tensor;

import java.util.Arrays;

/**
 * The matrix product in plain Java.
 *
 * <p>C2 turns a loop into vector instructions only where all arrays run under one and the same
 * index. So op(B) is copied, a block at a time, into rows that are arrays of their own, a row of C
 * is summed in another, and the inner loop runs over those.
 */
final class PlainSgemm implements Sgemm {
  private static final int COLUMNS = 256;
  private static final int DEPTH = 128;
  private static final ThreadLocal<Block> BLOCKS = ThreadLocal.withInitial(Block::new);

  private static final class Block {
    final float[][] rows = new float[DEPTH][COLUMNS];
    final float[] sums = new float[COLUMNS];
  }

  @Override
  public String name() {
    return "plain Java";
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
    Block block = BLOCKS.get();
    int aRow = transposeA ? 1 : lda;
    int aStep = transposeA ? lda : 1;
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      for (int p = 0; p < k; p += DEPTH) {
        int depth = Math.min(DEPTH, k - p);
        int bAt = transposeB ? bOffset + j * ldb + p : bOffset + p * ldb + j;
        pack(block.rows, b, bAt, ldb, transposeB, depth, width);
        float keep = p == 0 ? beta : 1f;
        for (int i = 0; i < m; i++) {
          int cAt = cOffset + i * ldc + j;
          start(block.sums, keep, c, cAt, width);
          sum(block, alpha, a, aOffset + i * aRow + p * aStep, aStep, depth, width);
          System.arraycopy(block.sums, 0, c, cAt, width);
        }
      }
    }
  }

  private static void pack(
      float[][] rows, float[] b, int bAt, int ldb, boolean transpose, int depth, int width) {
    for (int p = 0; p < depth; p++) {
      if (!transpose) {
        System.arraycopy(b, bAt + p * ldb, rows[p], 0, width);
        continue;
      }
      float[] row = rows[p];
      for (int j = 0; j < width; j++) {
        row[j] = b[bAt + p + j * ldb];
      }
    }
  }

  private static void start(float[] sums, float keep, float[] c, int cAt, int width) {
    if (keep == 0f) {
      Arrays.fill(sums, 0, width, 0f);
      return;
    }
    System.arraycopy(c, cAt, sums, 0, width);
    if (keep != 1f) {
      for (int j = 0; j < width; j++) {
        sums[j] *= keep;
      }
    }
  }

  private static void sum(
      Block block, float alpha, float[] a, int aAt, int aStep, int depth, int width) {
    float[][] rows = block.rows;
    float[] sums = block.sums;
    int p = 0;
    for (; p + 3 < depth; p += 4) {
      float a0 = alpha * a[aAt + p * aStep];
      float a1 = alpha * a[aAt + (p + 1) * aStep];
      float a2 = alpha * a[aAt + (p + 2) * aStep];
      float a3 = alpha * a[aAt + (p + 3) * aStep];
      addFour(a0, a1, a2, a3, rows[p], rows[p + 1], rows[p + 2], rows[p + 3], sums, width);
    }
    for (; p < depth; p++) {
      float factor = alpha * a[aAt + p * aStep];
      float[] row = rows[p];
      for (int j = 0; j < width; j++) {
        sums[j] += factor * row[j];
      }
    }
  }

  private static void addFour(
      float a0,
      float a1,
      float a2,
      float a3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] sums,
      int width) {
    for (int j = 0; j < width; j++) {
      sums[j] = sums[j] + a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
  }
}
