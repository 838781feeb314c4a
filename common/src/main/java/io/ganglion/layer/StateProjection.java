package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * The part of the gates' sums that comes from the state: {@code s_t = (mask ⊙ h_{t−1}) Uᵀ}, with h
 * {@code [sequences, units]} and s {@code [sequences, gates · units]}; the state before the first
 * step is 0, or that of the batch that this one continues.
 *
 * <p>The states are kept moved by one step, so that row (b, t) holds {@code h_{t−1}}: then the
 * gradient by U over all steps is one product whatever the lengths.
 */
final class StateProjection {
  private final Linear linear;
  private final StepBuffer previous;
  private final StepBuffer last;
  private final StepBuffer carried;
  private final SequenceDropout dropout;
  private final StepBuffer masked;
  private final StepBuffer product;
  private final Buffer sums;

  StateProjection(Recurrent spec, int gates, Shape in, Plan plan) {
    int units = spec.units();
    int out = Math.multiplyExact(gates, units);
    Shape states = in.withFeatures(units);
    this.linear = new Linear(plan, "recurrent_weight", units, out, spec.recurrentInitializer());
    this.previous = new StepBuffer(plan, states);
    this.last = new StepBuffer(plan, new Shape.Vector(units));
    this.carried = new StepBuffer(plan, new Shape.Vector(units));
    this.dropout = SequenceDropout.of(spec.recurrentDropout(), units, plan);
    this.masked = dropout == null ? null : new StepBuffer(plan, states);
    this.product = dropout == null ? null : new StepBuffer(plan, new Shape.Vector(units));
    this.sums = plan.buffer(0, 0);
  }

  /** Begins a forward pass. */
  void begin(Pass pass, Structure.Packed packed) {
    Matrix first = previous.at(pass, packed, 0);
    if (packed.continues) {
      Kernels.copy(carried.rows(pass, 0, first.rows), first);
    } else {
      Kernels.fill(first, 0f);
    }
    if (masks(pass)) {
      dropout.draw(pass);
    }
  }

  /** The state before step t. */
  Matrix before(Pass pass, Structure.Packed packed, int t) {
    return previous.at(pass, packed, t);
  }

  /** Keeps the state h after step t of those sequences that go on, after the last step of all. */
  void keep(Pass pass, Structure.Packed packed, int t, Matrix h) {
    Matrix next =
        t + 1 < packed.steps
            ? previous.at(pass, packed, t + 1)
            : last.rows(pass, 0, packed.active[t]);
    Kernels.copy(StepBuffer.rows(pass, sums, h, 0, next.rows), next);
  }

  /** Makes the states after the last step those before the first one of a batch that continues. */
  void carry(Pass pass, Structure.Packed packed) {
    int going = packed.active[packed.steps - 1];
    Kernels.copy(last.rows(pass, 0, going), carried.rows(pass, 0, going));
  }

  /** {@code s = s_t + beta s}. */
  void forward(Pass pass, Structure.Packed packed, int t, float beta, Matrix s) {
    if (t > 0 || packed.continues) {
      Matrix before = previous.at(pass, packed, t);
      if (masks(pass)) {
        Matrix kept = masked.at(pass, packed, t);
        dropout.multiply(pass, before, kept);
        before = kept;
      }
      linear.forward(pass, before, beta, s);
    } else if (beta == 0f) {
      Kernels.fill(s, 0f);
    }
  }

  /** {@code dh = mask ⊙ (ds U) + beta dh}, dh being the gradient by the state before a step. */
  void backward(Pass pass, Matrix ds, float beta, Matrix dh) {
    if (masks(pass)) {
      Matrix through = product.rows(pass, 0, dh.rows);
      linear.inputGradient(pass, ds, 0f, through);
      dropout.multiply(pass, through, through);
      if (beta == 0f) {
        Kernels.copy(through, dh);
      } else {
        Kernels.axpy(1f, through, dh);
      }
    } else {
      linear.inputGradient(pass, ds, beta, dh);
    }
  }

  /** Adds the gradient by U, given that by the sums of all steps. */
  void addGradient(Pass pass, Structure.Packed packed, Matrix ds) {
    int first = firstKnown(packed);
    Matrix later = StepBuffer.rows(pass, sums, ds, first, ds.rows - first);
    linear.addGradient(pass, kept(pass).rows(pass, first, later.rows), later);
  }

  /** {@code sDot = (mask ⊙ h_{t−1}) UDotᵀ + beta sDot} for all steps. */
  void tangent(Pass pass, Structure.Packed packed, float beta, Matrix sDot) {
    int first = firstKnown(packed);
    if (beta == 0f) {
      Kernels.fill(StepBuffer.rows(pass, sums, sDot, 0, first), 0f);
    }
    Matrix later = StepBuffer.rows(pass, sums, sDot, first, sDot.rows - first);
    linear.tangent(pass, kept(pass).rows(pass, first, later.rows), null, beta, later);
  }

  /** {@code sDot += (mask ⊙ hDot) Uᵀ}, hDot being the derivative of the state before a step. */
  void addTangent(Pass pass, Matrix hDot, Matrix sDot) {
    Matrix dot = hDot;
    if (masks(pass)) {
      dot = product.rows(pass, 0, hDot.rows);
      dropout.multiply(pass, hDot, dot);
    }
    linear.forward(pass, dot, 1f, sDot);
  }

  /** The first row with a state before it that is not 0. */
  private static int firstKnown(Structure.Packed packed) {
    return packed.continues ? 0 : packed.active[0];
  }

  private boolean masks(Pass pass) {
    return dropout != null && pass.training();
  }

  private StepBuffer kept(Pass pass) {
    return masks(pass) ? masked : previous;
  }
}
