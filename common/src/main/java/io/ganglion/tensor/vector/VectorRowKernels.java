package io.ganglion.tensor.vector;

import io.ganglion.tensor.RowKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Work on scattered rows on the Vector API: rows are short, so what a loop or a call of its own
 * would cost for each of them counts.
 */
public final class VectorRowKernels implements RowKernels {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int L = S.length();

  @Override
  public void addRows(
      float[] scale,
      int[] rows,
      int from,
      int to,
      float[] table,
      int tableAt,
      int width,
      float[] y,
      int yAt) {
    int wide = S.loopBound(width);
    for (int i = 0; i < wide; i += L) {
      FloatVector sum = FloatVector.fromArray(S, y, yAt + i);
      for (int k = from; k < to; k++) {
        int at = tableAt + rows[k] * width + i;
        sum = FloatVector.fromArray(S, table, at).mul(scale[k]).add(sum);
      }
      sum.intoArray(y, yAt + i);
    }
    for (int k = from; wide < width && k < to; k++) {
      addEnd(scale[k], table, tableAt + rows[k] * width, y, yAt, wide, width);
    }
  }

  @Override
  public void addToRows(
      float[] scale,
      int[] rows,
      int from,
      int to,
      float[] x,
      int xAt,
      float[] table,
      int tableAt,
      int width) {
    int wide = S.loopBound(width);
    for (int i = 0; i < wide; i += L) {
      for (int k = from; k < to; k++) {
        int at = tableAt + rows[k] * width + i;
        FloatVector product = FloatVector.fromArray(S, x, xAt + i).mul(scale[k]);
        FloatVector.fromArray(S, table, at).add(product).intoArray(table, at);
      }
    }
    for (int k = from; wide < width && k < to; k++) {
      addEnd(scale[k], x, xAt, table, tableAt + rows[k] * width, wide, width);
    }
  }

  private static void addEnd(
      float scale, float[] x, int xAt, float[] y, int yAt, int from, int to) {
    for (int i = from; i < to; i++) {
      y[yAt + i] += scale * x[xAt + i];
    }
  }

  @Override
  public void gather(
      float[] table, int tableAt, int width, int[] rows, int from, int to, float[] y) {
    for (int k = from; k < to; k++) {
      copy(table, tableAt + rows[k] * width, y, (k - from) * width, width);
    }
  }

  @Override
  public void scatter(
      float[] x, float[] table, int tableAt, int width, int[] rows, int from, int to) {
    for (int k = from; k < to; k++) {
      copy(x, (k - from) * width, table, tableAt + rows[k] * width, width);
    }
  }

  private static void copy(float[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector.fromArray(S, x, xAt + i).intoArray(y, yAt + i);
    }
    for (; i < n; i++) {
      y[yAt + i] = x[xAt + i];
    }
  }
}
