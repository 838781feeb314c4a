package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.network.Steps;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link AttentionPooling}, bound. */
final class AttentionPoolingLayer implements Layer {
  private final Shape output;
  private final Linear hidden;
  private final Slot bias;
  private final Linear score;

  /** {@code tanh(W x + b)} and a derivative of it, {@code [rows, units]}. */
  private final Buffer activations;

  private final Buffer activationsDerivative;

  /** The weights a of the steps, and a derivative of them or of their scores, {@code [rows, 1]}. */
  private final Buffer weights;

  private final Buffer weightsDerivative;

  AttentionPoolingLayer(int units, Shape in, Plan plan) {
    this.output = new Shape.Vector(in.features());
    this.hidden = new Linear(plan, "weight", in.features(), units, new Normal());
    this.bias = plan.slot("bias", 1, units, Slot.Kind.BIAS, new Zeros());
    this.score = new Linear(plan, "score", units, 1, new Normal());
    this.activations = plan.buffer(in, units);
    this.activationsDerivative = plan.buffer(in, units);
    this.weights = plan.buffer(in, 1);
    this.weightsDerivative = plan.buffer(in, 1);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public Steps steps() {
    return Steps.POOLED;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Matrix u = pass.buffer(activations);
    Matrix a = pass.buffer(weights);
    hidden.forward(pass, x, 0f, u);
    Kernels.addRow(pass.weight(bias), u);
    Kernels.tanh(u, u);
    score.forward(pass, u, 0f, a);
    Structure.Packed packed = Sequences.of(pass);
    int length = packed.steps;
    for (int b = 0; b < packed.examples; b++) {
      length = Sequences.length(packed, b, length);
      softmax(packed, b, length, a);
    }
    Kernels.fill(y, 0f);
    addWeighted(packed, a, x, y);
  }

  /**
   * Makes weights of the scores of sequence b. The largest is taken off, so that none overflows.
   */
  private static void softmax(Structure.Packed packed, int b, int length, Matrix a) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int t = 0; t < length; t++) {
      largest = Math.max(largest, a.get(packed.start[t] + b, 0));
    }
    double sum = 0.0;
    for (int t = 0; t < length; t++) {
      sum += Math.exp((double) a.get(packed.start[t] + b, 0) - largest);
    }
    for (int t = 0; t < length; t++) {
      int row = packed.start[t] + b;
      a.set(row, 0, (float) (Math.exp((double) a.get(row, 0) - largest) / sum));
    }
  }

  /** {@code y_b += Σ_t a_{b,t} x_{b,t}}. */
  private static void addWeighted(Structure.Packed packed, Matrix a, Matrix x, Matrix y) {
    for (int t = 0; t < packed.steps; t++) {
      for (int b = 0; b < packed.active[t]; b++) {
        int row = packed.start[t] + b;
        Kernels.axpy(a.get(row, 0), x.data, x.row(row), y.data, y.row(b), y.columns);
      }
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Structure.Packed packed = Sequences.of(pass);
    Matrix u = pass.buffer(activations);
    Matrix du = pass.buffer(activationsDerivative);
    Matrix ds = pass.buffer(weightsDerivative);
    multiply(packed, x, dy, ds);
    differentiate(packed, pass.buffer(weights), ds);
    score.backward(pass, u, ds, 0f, du);
    Kernels.tanhBackward(u, du, du);
    Kernels.addColumnSums(du, pass.gradient(bias));
    hidden.backward(pass, x, du, 0f, dx);
    if (dx != null) {
      addSpread(packed, pass.buffer(weights), dy, dx);
    }
  }

  /** {@code da_{b,t} = dy_b · x_{b,t}}. */
  private static void multiply(Structure.Packed packed, Matrix x, Matrix dy, Matrix da) {
    for (int t = 0; t < packed.steps; t++) {
      for (int b = 0; b < packed.active[t]; b++) {
        int row = packed.start[t] + b;
        int at = x.row(row);
        int from = dy.row(b);
        double sum = 0.0;
        for (int c = 0; c < x.columns; c++) {
          sum += (double) x.data[at + c] * dy.data[from + c];
        }
        da.set(row, 0, (float) sum);
      }
    }
  }

  /** {@code v_t = a_t (v_t − Σ_k a_k v_k)}: the derivative of softmax along v, its own adjoint. */
  private static void differentiate(Structure.Packed packed, Matrix a, Matrix v) {
    int length = packed.steps;
    for (int b = 0; b < packed.examples; b++) {
      length = Sequences.length(packed, b, length);
      double mean = 0.0;
      for (int t = 0; t < length; t++) {
        int row = packed.start[t] + b;
        mean += (double) a.get(row, 0) * v.get(row, 0);
      }
      for (int t = 0; t < length; t++) {
        int row = packed.start[t] + b;
        v.set(row, 0, (float) (a.get(row, 0) * (v.get(row, 0) - mean)));
      }
    }
  }

  /** {@code dx_{b,t} += a_{b,t} dy_b}. */
  private static void addSpread(Structure.Packed packed, Matrix a, Matrix dy, Matrix dx) {
    for (int t = 0; t < packed.steps; t++) {
      for (int b = 0; b < packed.active[t]; b++) {
        int row = packed.start[t] + b;
        Kernels.axpy(a.get(row, 0), dy.data, dy.row(b), dx.data, dx.row(row), dx.columns);
      }
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    Structure.Packed packed = Sequences.of(pass);
    Matrix u = pass.buffer(activations);
    Matrix uDot = pass.buffer(activationsDerivative);
    Matrix aDot = pass.buffer(weightsDerivative);
    hidden.tangent(pass, x, xDot, 0f, uDot);
    Kernels.addRow(pass.direction(bias), uDot);
    Kernels.tanhBackward(u, uDot, uDot);
    score.tangent(pass, u, uDot, 0f, aDot);
    differentiate(packed, pass.buffer(weights), aDot);
    Kernels.fill(yDot, 0f);
    addWeighted(packed, aDot, x, yDot);
    if (xDot != null) {
      addWeighted(packed, pass.buffer(weights), xDot, yDot);
    }
  }
}
