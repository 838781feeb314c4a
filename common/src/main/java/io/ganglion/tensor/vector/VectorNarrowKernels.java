package io.ganglion.tensor.vector;

import io.ganglion.tensor.NarrowKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products with a vector on the Vector API.
 *
 * <p>In each of them the end of a row that fills no vector is taken element by element.
 */
public final class VectorNarrowKernels implements NarrowKernels {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int L = S.length();

  @Override
  public void rowDots(
      int rows,
      int columns,
      float alpha,
      float[] a,
      int aAt,
      int stride,
      float[] x,
      int xAt,
      float beta,
      float[] y,
      int yAt,
      int step) {
    Lanes lanes = Lanes.ofThisThread();
    for (int i = 0; i < rows; i += 4) {
      int last = rows - 1;
      // Past the last row the last one is taken again: four are summed as fast as one.
      int row0 = aAt + i * stride;
      int row1 = aAt + Math.min(i + 1, last) * stride;
      int row2 = aAt + Math.min(i + 2, last) * stride;
      int row3 = aAt + Math.min(i + 3, last) * stride;
      fourDots(columns, a, row0, row1, row2, row3, x, xAt, lanes.four);
      for (int r = 0; r < Math.min(4, rows - i); r++) {
        int to = yAt + (i + r) * step;
        float old = beta == 0f ? 0f : beta * y[to];
        y[to] = alpha * lanes.four[r] + old;
      }
    }
  }

  private static void fourDots(
      int n, float[] a, int a0, int a1, int a2, int a3, float[] x, int xAt, float[] dots) {
    int i = S.loopBound(n);
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    if (i > 0) {
      sumLanes(i, a, a0, a1, a2, a3, x, xAt, dots);
      for (int lane = 0; lane < L; lane++) {
        s0 += dots[lane];
        s1 += dots[lane + L];
        s2 += dots[lane + 2 * L];
        s3 += dots[lane + 3 * L];
      }
    }
    for (; i < n; i++) {
      float factor = x[xAt + i];
      s0 += a[a0 + i] * factor;
      s1 += a[a1 + i] * factor;
      s2 += a[a2 + i] * factor;
      s3 += a[a3 + i] * factor;
    }
    dots[0] = s0;
    dots[1] = s1;
    dots[2] = s2;
    dots[3] = s3;
  }

  private static void sumLanes(
      int n, float[] a, int a0, int a1, int a2, int a3, float[] x, int xAt, float[] sums) {
    FloatVector v0 = FloatVector.zero(S);
    FloatVector v1 = FloatVector.zero(S);
    FloatVector v2 = FloatVector.zero(S);
    FloatVector v3 = FloatVector.zero(S);
    for (int i = 0; i < n; i += L) {
      FloatVector factor = FloatVector.fromArray(S, x, xAt + i);
      v0 = FloatVector.fromArray(S, a, a0 + i).mul(factor).add(v0);
      v1 = FloatVector.fromArray(S, a, a1 + i).mul(factor).add(v1);
      v2 = FloatVector.fromArray(S, a, a2 + i).mul(factor).add(v2);
      v3 = FloatVector.fromArray(S, a, a3 + i).mul(factor).add(v3);
    }
    v0.intoArray(sums, 0);
    v1.intoArray(sums, L);
    v2.intoArray(sums, 2 * L);
    v3.intoArray(sums, 3 * L);
  }

  @Override
  public void weightedRows(
      int rows,
      int columns,
      float alpha,
      float[] a,
      int aAt,
      int stride,
      float[] x,
      int xAt,
      int step,
      float beta,
      float[] y,
      int yAt) {
    if (beta == 0f) {
      Arrays.fill(y, yAt, yAt + columns, 0f);
    } else if (beta != 1f) {
      for (int j = yAt; j < yAt + columns; j++) {
        y[j] *= beta;
      }
    }
    int j = 0;
    for (; j + 4 * L <= columns; j += 4 * L) {
      addToFour(rows, alpha, a, aAt + j, stride, x, xAt, step, y, yAt + j);
    }
    for (; j < S.loopBound(columns); j += L) {
      FloatVector sum = FloatVector.fromArray(S, y, yAt + j);
      for (int i = 0, from = aAt + j; i < rows; i++, from += stride) {
        sum = FloatVector.fromArray(S, a, from).mul(alpha * x[xAt + i * step]).add(sum);
      }
      sum.intoArray(y, yAt + j);
    }
    for (; j < columns; j++) {
      float sum = y[yAt + j];
      for (int i = 0, from = aAt + j; i < rows; i++, from += stride) {
        sum += a[from] * (alpha * x[xAt + i * step]);
      }
      y[yAt + j] = sum;
    }
  }

  private static void addToFour(
      int rows,
      float alpha,
      float[] a,
      int aAt,
      int stride,
      float[] x,
      int xAt,
      int step,
      float[] y,
      int yAt) {
    FloatVector v0 = FloatVector.fromArray(S, y, yAt);
    FloatVector v1 = FloatVector.fromArray(S, y, yAt + L);
    FloatVector v2 = FloatVector.fromArray(S, y, yAt + 2 * L);
    FloatVector v3 = FloatVector.fromArray(S, y, yAt + 3 * L);
    for (int i = 0, from = aAt; i < rows; i++, from += stride) {
      FloatVector factor = FloatVector.broadcast(S, alpha * x[xAt + i * step]);
      v0 = FloatVector.fromArray(S, a, from).mul(factor).add(v0);
      v1 = FloatVector.fromArray(S, a, from + L).mul(factor).add(v1);
      v2 = FloatVector.fromArray(S, a, from + 2 * L).mul(factor).add(v2);
      v3 = FloatVector.fromArray(S, a, from + 3 * L).mul(factor).add(v3);
    }
    v0.intoArray(y, yAt);
    v1.intoArray(y, yAt + L);
    v2.intoArray(y, yAt + 2 * L);
    v3.intoArray(y, yAt + 3 * L);
  }

  @Override
  public void outer(
      int rows,
      int columns,
      float alpha,
      float[] x,
      int xAt,
      int step,
      float[] y,
      int yAt,
      float beta,
      float[] c,
      int cAt,
      int stride) {
    for (int i = 0; i < rows; i++) {
      float factor = alpha * x[xAt + i * step];
      int to = cAt + i * stride;
      int j = 0;
      for (; j < S.loopBound(columns); j += L) {
        FloatVector product = FloatVector.fromArray(S, y, yAt + j).mul(factor);
        if (beta == 0f) {
          product.intoArray(c, to + j);
        } else {
          FloatVector.fromArray(S, c, to + j).mul(beta).add(product).intoArray(c, to + j);
        }
      }
      for (; j < columns; j++) {
        float old = beta == 0f ? 0f : beta * c[to + j];
        c[to + j] = factor * y[yAt + j] + old;
      }
    }
  }
}
