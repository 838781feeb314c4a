package io.ganglion.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product of a panel of op(A) and a panel of op(B), kept in twelve registers.
 *
 * <p>With the two vectors of B and one element of A that makes fifteen, of the sixteen that
 * processors without AVX-512 have.
 */
final class Tile {
  static final int ROWS = 6;
  static final int L = Lanes.FLOATS.length();
  static final int COLUMNS = 2 * L;

  private static final VectorSpecies<Float> S = Lanes.FLOATS;

  private Tile() {}

  /** How many tiles cover a matrix. */
  static int count(int rows, int columns) {
    return ((rows + ROWS - 1) / ROWS) * ((columns + COLUMNS - 1) / COLUMNS);
  }

  /**
   * {@code C = A B} for a whole tile.
   *
   * <p>Adding to C is left to the caller: with more than this in one method C2 stops inlining the
   * operations on vectors, which makes objects of them.
   */
  static void multiply(
      int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int ldc) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
    FloatVector c40 = FloatVector.zero(S);
    FloatVector c41 = FloatVector.zero(S);
    FloatVector c50 = FloatVector.zero(S);
    FloatVector c51 = FloatVector.zero(S);
    for (int p = 0; p < depth; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + L);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[aAt + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[aAt + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      aAt += ROWS;
      bAt += COLUMNS;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c10.intoArray(c, cAt + ldc);
    c11.intoArray(c, cAt + ldc + L);
    c20.intoArray(c, cAt + 2 * ldc);
    c21.intoArray(c, cAt + 2 * ldc + L);
    c30.intoArray(c, cAt + 3 * ldc);
    c31.intoArray(c, cAt + 3 * ldc + L);
    c40.intoArray(c, cAt + 4 * ldc);
    c41.intoArray(c, cAt + 4 * ldc + L);
    c50.intoArray(c, cAt + 5 * ldc);
    c51.intoArray(c, cAt + 5 * ldc + L);
  }
}
