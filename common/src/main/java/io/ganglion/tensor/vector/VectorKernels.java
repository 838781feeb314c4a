package io.ganglion.tensor.vector;

import io.ganglion.tensor.FlatKernels;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API. C2 vectorises no loop over arrays under different offsets by
 * itself, so even {@code axpy} gains.
 *
 * <p>C2 must not make objects of vectors. So only one width of them is used, no method takes or
 * returns one, and one that is carried from turn to turn of a loop or is a reinterpretation is an
 * argument and never the receiver.
 *
 * <p>What an element becomes does not depend on its place: the end of a stretch is computed by the
 * same operations as the rest.
 */
public final class VectorKernels implements FlatKernels {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int L = S.length();

  @Override
  public String name() {
    return "Vector API of " + S.vectorBitSize() + " bits";
  }

  @Override
  public void axpy(float alpha, float[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector product = FloatVector.fromArray(S, x, xAt + i).mul(alpha);
      FloatVector.fromArray(S, y, yAt + i).add(product).intoArray(y, yAt + i);
    }
    for (; i < n; i++) {
      y[yAt + i] += alpha * x[xAt + i];
    }
  }

  @Override
  public void multiply(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector factor = FloatVector.fromArray(S, y, yAt + i);
      FloatVector.fromArray(S, x, xAt + i).mul(factor).intoArray(z, zAt + i);
    }
    for (; i < n; i++) {
      z[zAt + i] = x[xAt + i] * y[yAt + i];
    }
  }

  @Override
  public void relu(float[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector v = FloatVector.fromArray(S, x, xAt + i);
      // The addition makes 0 of −0, as Math.max does.
      v.blend(0f, v.lt(0f)).add(0f).intoArray(y, yAt + i);
    }
    for (; i < n; i++) {
      y[yAt + i] = Math.max(0f, x[xAt + i]);
    }
  }

  @Override
  public void reluBackward(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    FloatVector zero = FloatVector.zero(S);
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      var alive = FloatVector.fromArray(S, y, yAt + i).compare(VectorOperators.GT, 0f);
      zero.blend(FloatVector.fromArray(S, dy, dyAt + i), alive).intoArray(dx, dxAt + i);
    }
    for (; i < n; i++) {
      dx[dxAt + i] = y[yAt + i] > 0f ? dy[dyAt + i] : 0f;
    }
  }

  @Override
  public void sigmoid(float[] x, int xAt, float[] y, int yAt, int n) {
    Exponential.sigmoid(x, xAt, y, yAt, n);
  }

  @Override
  public void sigmoidBackward(
      float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector s = FloatVector.fromArray(S, y, yAt + i);
      FloatVector slope = s.mul(FloatVector.broadcast(S, 1f).sub(s));
      FloatVector.fromArray(S, dy, dyAt + i).mul(slope).intoArray(dx, dxAt + i);
    }
    for (; i < n; i++) {
      float s = y[yAt + i];
      dx[dxAt + i] = dy[dyAt + i] * (s * (1f - s));
    }
  }

  @Override
  public void tanh(float[] x, int xAt, float[] y, int yAt, int n) {
    Exponential.tanh(x, xAt, y, yAt, n);
  }

  @Override
  public void tanhBackward(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int n) {
    int i = 0;
    for (; i < S.loopBound(n); i += L) {
      FloatVector t = FloatVector.fromArray(S, y, yAt + i);
      FloatVector slope = FloatVector.broadcast(S, 1f).sub(t.mul(t));
      FloatVector.fromArray(S, dy, dyAt + i).mul(slope).intoArray(dx, dxAt + i);
    }
    for (; i < n; i++) {
      float t = y[yAt + i];
      dx[dxAt + i] = dy[dyAt + i] * (1f - t * t);
    }
  }

  @Override
  public void exp(float[] x, int xAt, float[] y, int yAt, int n) {
    Exponential.exp(x, xAt, y, yAt, n);
  }

  @Override
  public float max(float[] x, int xAt, int n) {
    float max = Float.NEGATIVE_INFINITY;
    int i = 0;
    if (n >= 2 * L) {
      FloatVector greatest = FloatVector.broadcast(S, max);
      for (; i < S.loopBound(n); i += L) {
        greatest = FloatVector.fromArray(S, x, xAt + i).max(greatest);
      }
      float[] lanes = Lanes.ofThisThread().floats;
      greatest.intoArray(lanes, 0);
      for (float lane : lanes) {
        max = Math.max(max, lane);
      }
    }
    for (; i < n; i++) {
      max = Math.max(max, x[xAt + i]);
    }
    return max;
  }

  @Override
  public double sum(float[] x, int xAt, int n) {
    int i = 0;
    double sum = 0.0;
    if (n >= 2 * L) {
      DoubleVector low = DoubleVector.zero(Lanes.DOUBLES);
      DoubleVector high = DoubleVector.zero(Lanes.DOUBLES);
      for (; i < S.loopBound(n); i += L) {
        FloatVector v = FloatVector.fromArray(S, x, xAt + i);
        low = ((DoubleVector) v.convert(VectorOperators.F2D, 0)).add(low);
        high = ((DoubleVector) v.convert(VectorOperators.F2D, 1)).add(high);
      }
      Lanes lanes = Lanes.ofThisThread();
      low.intoArray(lanes.doubles, 0);
      high.intoArray(lanes.doubles, L / 2);
      sum = lanes.sum();
    }
    for (; i < n; i++) {
      sum += x[xAt + i];
    }
    return sum;
  }

  @Override
  public double dot(float[] x, int xAt, float[] y, int yAt, int n) {
    int i = 0;
    double sum = 0.0;
    if (n >= 2 * L) {
      DoubleVector low = DoubleVector.zero(Lanes.DOUBLES);
      DoubleVector high = DoubleVector.zero(Lanes.DOUBLES);
      for (; i < S.loopBound(n); i += L) {
        FloatVector v = FloatVector.fromArray(S, x, xAt + i);
        FloatVector w = FloatVector.fromArray(S, y, yAt + i);
        DoubleVector lowV = (DoubleVector) v.convert(VectorOperators.F2D, 0);
        DoubleVector highV = (DoubleVector) v.convert(VectorOperators.F2D, 1);
        low = lowV.mul(w.convert(VectorOperators.F2D, 0)).add(low);
        high = highV.mul(w.convert(VectorOperators.F2D, 1)).add(high);
      }
      Lanes lanes = Lanes.ofThisThread();
      low.intoArray(lanes.doubles, 0);
      high.intoArray(lanes.doubles, L / 2);
      sum = lanes.sum();
    }
    for (; i < n; i++) {
      sum += (double) x[xAt + i] * y[yAt + i];
    }
    return sum;
  }

  @Override
  public boolean within(double[] x, int n, double least, double greatest) {
    int i = 0;
    for (; i < Lanes.DOUBLES.loopBound(n); i += Lanes.DOUBLES.length()) {
      DoubleVector v = DoubleVector.fromArray(Lanes.DOUBLES, x, i);
      var low = v.compare(VectorOperators.GE, least);
      if (!low.and(v.compare(VectorOperators.LE, greatest)).allTrue()) {
        return false;
      }
    }
    for (; i < n; i++) {
      if (!(x[i] >= least && x[i] <= greatest)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void addRow(
      float[] bias, int biasAt, float[] y, int yAt, int rows, int columns, int stride) {
    int j = 0;
    for (; j < S.loopBound(columns); j += L) {
      FloatVector addend = FloatVector.fromArray(S, bias, biasAt + j);
      for (int r = 0, at = yAt + j; r < rows; r++, at += stride) {
        FloatVector.fromArray(S, y, at).add(addend).intoArray(y, at);
      }
    }
    for (; j < columns; j++) {
      float addend = bias[biasAt + j];
      for (int r = 0, at = yAt + j; r < rows; r++, at += stride) {
        y[at] += addend;
      }
    }
  }

  @Override
  public void addRowRelu(
      float[] bias, int biasAt, float[] y, int yAt, int rows, int columns, int stride) {
    int j = 0;
    for (; j < S.loopBound(columns); j += L) {
      FloatVector addend = FloatVector.fromArray(S, bias, biasAt + j);
      for (int r = 0, at = yAt + j; r < rows; r++, at += stride) {
        FloatVector v = FloatVector.fromArray(S, y, at).add(addend);
        v.blend(0f, v.lt(0f)).add(0f).intoArray(y, at);
      }
    }
    for (; j < columns; j++) {
      float addend = bias[biasAt + j];
      for (int r = 0, at = yAt + j; r < rows; r++, at += stride) {
        y[at] = Math.max(0f, y[at] + addend);
      }
    }
  }

  @Override
  public void addColumnSums(
      float[] x, int xAt, int rows, int columns, int stride, float[] sums, int sumsAt) {
    int j = 0;
    for (; j < S.loopBound(columns); j += L) {
      FloatVector sum = FloatVector.fromArray(S, sums, sumsAt + j);
      for (int r = 0, at = xAt + j; r < rows; r++, at += stride) {
        sum = FloatVector.fromArray(S, x, at).add(sum);
      }
      sum.intoArray(sums, sumsAt + j);
    }
    for (; j < columns; j++) {
      float sum = sums[sumsAt + j];
      for (int r = 0, at = xAt + j; r < rows; r++, at += stride) {
        sum += x[at];
      }
      sums[sumsAt + j] = sum;
    }
  }
}
