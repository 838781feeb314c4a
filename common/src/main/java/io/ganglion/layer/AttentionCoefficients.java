package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The coefficients of {@link GraphAttention}: {@code α_k = softmax_k leaky_relu(s · z_source(k) + t
 * · z_r)} over what row r hears, in each head, times factors of dropout. They stand as {@link
 * Neighbours} wants them.
 */
final class AttentionCoefficients {
  private final boolean selfLoops;
  private final float slope;
  private final HeadScores source;
  private final HeadScores target;
  private final Buffer weights;
  private final Buffer derivative;
  private final DropoutMask dropout;
  private final int stream;
  private final Buffer factors;
  private final Buffer dropped;

  AttentionCoefficients(GraphAttention spec, Shape in, Plan plan) {
    Shape z = in.withFeatures(spec.heads() * spec.units());
    this.selfLoops = spec.selfLoops();
    this.slope = (float) spec.negativeSlope();
    this.source = new HeadScores("source", spec, z, plan);
    this.target = new HeadScores("target", spec, z, plan);
    this.weights = plan.heardBuffer(spec.heads());
    this.derivative = plan.heardBuffer(spec.heads());
    boolean drops = spec.dropout() > 0.0;
    this.dropout = drops ? new DropoutMask(spec.dropout()) : null;
    this.stream = drops ? plan.stream() : 0;
    this.factors = drops ? plan.heardBuffer(spec.heads()) : null;
    this.dropped = drops ? plan.heardBuffer(spec.heads()) : null;
  }

  /** What the last forward gave: α, in training with dropout. */
  Matrix applied(Pass pass) {
    return pass.buffer(drops(pass) ? dropped : weights);
  }

  /** Room for a derivative by the coefficients or along them. */
  Matrix derivative(Pass pass) {
    return pass.buffer(derivative);
  }

  private boolean drops(Pass pass) {
    return dropout != null && pass.training();
  }

  /** Computes the coefficients of z {@code [rows, heads units]}. */
  Matrix forward(Pass pass, Matrix z) {
    source.forward(pass, z);
    target.forward(pass, z);
    Matrix alpha = pass.buffer(weights);
    Structure.Graphs graphs = Neighbours.of(pass);
    for (int r = 0; r < z.rows; r++) {
      for (int h = 0; h < alpha.columns; h++) {
        softmax(pass, graphs, r, h, alpha);
      }
    }
    if (drops(pass)) {
      dropout.draw(pass.buffer(factors), pass.key(stream));
      Kernels.multiply(alpha, pass.buffer(factors), pass.buffer(dropped));
    }
    return applied(pass);
  }

  /** The largest score is taken off, so that none overflows. */
  private void softmax(Pass pass, Structure.Graphs graphs, int r, int h, Matrix alpha) {
    int first = Neighbours.first(graphs, r);
    int own = Neighbours.own(graphs, r);
    float largest = Float.NEGATIVE_INFINITY;
    for (int place = first; place <= own; place++) {
      float score = counts(graphs, r, place) ? score(pass, graphs, r, place, h) : Float.NaN;
      alpha.set(place, h, score);
      largest = score > largest ? score : largest;
    }
    double sum = 0.0;
    for (int place = first; place <= own; place++) {
      boolean counts = counts(graphs, r, place);
      float power = counts ? (float) Math.exp((double) alpha.get(place, h) - largest) : 0f;
      alpha.set(place, h, power);
      sum += power;
    }
    // Without anybody to hear all are 0 and stay so.
    float share = sum == 0.0 ? 0f : (float) (1.0 / sum);
    for (int place = first; place <= own; place++) {
      alpha.set(place, h, alpha.get(place, h) * share);
    }
  }

  /**
   * With self-loops the row itself counts, and an edge from it to itself would be a second time. An
   * edge of weight 0 is none.
   */
  private boolean counts(Structure.Graphs graphs, int r, int place) {
    boolean own = place == Neighbours.own(graphs, r);
    if (own) {
      return selfLoops;
    }
    return graphs.weight(place - r) != 0f && !(selfLoops && graphs.source[place - r] == r);
  }

  private float score(Pass pass, Structure.Graphs graphs, int r, int place, int h) {
    float sum = sum(pass, graphs, r, place, h);
    return sum >= 0f ? sum : slope * sum;
  }

  private float sum(Pass pass, Structure.Graphs graphs, int r, int place, int h) {
    int heard = Neighbours.heard(graphs, r, place);
    return source.scores(pass).get(heard, h) + target.scores(pass).get(r, h);
  }

  /**
   * Adds the gradients by s, t and z.
   *
   * @param d the gradient by the applied coefficients; overwritten
   */
  void backward(Pass pass, Matrix z, Matrix d, Matrix dz) {
    Structure.Graphs graphs = Neighbours.of(pass);
    Matrix dSource = source.derivative(pass);
    Matrix dTarget = target.derivative(pass);
    Kernels.fill(dSource, 0f);
    Kernels.fill(dTarget, 0f);
    if (drops(pass)) {
      Kernels.multiply(d, pass.buffer(factors), d);
    }
    differentiate(pass, graphs, d);
    for (int r = 0; r < z.rows; r++) {
      for (int place = Neighbours.first(graphs, r); place <= Neighbours.own(graphs, r); place++) {
        int heard = Neighbours.heard(graphs, r, place);
        for (int h = 0; h < d.columns; h++) {
          float value = d.get(place, h) * slopeAt(pass, graphs, r, place, h);
          dSource.set(heard, h, dSource.get(heard, h) + value);
          dTarget.set(r, h, dTarget.get(r, h) + value);
        }
      }
    }
    source.backward(pass, z, dz);
    target.backward(pass, z, dz);
  }

  private float slopeAt(Pass pass, Structure.Graphs graphs, int r, int place, int h) {
    return sum(pass, graphs, r, place, h) >= 0f ? 1f : slope;
  }

  /** The derivative of the applied coefficients along those of s, t and z. */
  Matrix tangent(Pass pass, Matrix z, Matrix zDot) {
    Structure.Graphs graphs = Neighbours.of(pass);
    source.tangent(pass, z, zDot);
    target.tangent(pass, z, zDot);
    Matrix sourceDot = source.derivative(pass);
    Matrix targetDot = target.derivative(pass);
    Matrix d = pass.buffer(derivative);
    for (int r = 0; r < z.rows; r++) {
      for (int place = Neighbours.first(graphs, r); place <= Neighbours.own(graphs, r); place++) {
        int heard = Neighbours.heard(graphs, r, place);
        for (int h = 0; h < d.columns; h++) {
          float sumDot = sourceDot.get(heard, h) + targetDot.get(r, h);
          d.set(place, h, sumDot * slopeAt(pass, graphs, r, place, h));
        }
      }
    }
    differentiate(pass, graphs, d);
    if (drops(pass)) {
      Kernels.multiply(d, pass.buffer(factors), d);
    }
    return d;
  }

  /** {@code v_k = α_k (v_k − Σ_j α_j v_j)}: the derivative of softmax along v, its own adjoint. */
  private void differentiate(Pass pass, Structure.Graphs graphs, Matrix v) {
    Matrix alpha = pass.buffer(weights);
    for (int r = 0; r < graphs.rows(); r++) {
      int first = Neighbours.first(graphs, r);
      int own = Neighbours.own(graphs, r);
      for (int h = 0; h < v.columns; h++) {
        double mean = 0.0;
        for (int place = first; place <= own; place++) {
          mean += (double) alpha.get(place, h) * v.get(place, h);
        }
        for (int place = first; place <= own; place++) {
          v.set(place, h, (float) (alpha.get(place, h) * (v.get(place, h) - mean)));
        }
      }
    }
  }
}
