package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;

/**
 * The part of the gates' sums that comes from the input: {@code y = (mask ⊙ x) Wᵀ} for all steps in
 * one product, with x {@code [rows, in]} and y {@code [rows, gates · units]}.
 */
final class InputProjection {
  private final Linear linear;
  private final SequenceDropout dropout;
  private final Buffer masked;
  private final Buffer maskedDot;

  InputProjection(Recurrent spec, int gates, Shape in, Plan plan) {
    int out = Math.multiplyExact(gates, spec.units());
    this.linear = new Linear(plan, "weight", in.features(), out, spec.initializer());
    this.dropout = SequenceDropout.of(spec.dropout(), in.features(), plan);
    this.masked = dropout == null ? null : plan.buffer(in);
    this.maskedDot = dropout == null ? null : plan.buffer(in);
  }

  void forward(Pass pass, Structure.Packed packed, Matrix x, Matrix y) {
    if (masks(pass)) {
      dropout.draw(pass);
      dropout.multiplySteps(pass, packed, x, pass.buffer(masked));
    }
    linear.forward(pass, input(pass, x), 0f, y);
  }

  void backward(Pass pass, Structure.Packed packed, Matrix x, Matrix dy, Matrix dx) {
    linear.backward(pass, input(pass, x), dy, 0f, dx);
    if (dx != null && masks(pass)) {
      dropout.multiplySteps(pass, packed, dx, dx);
    }
  }

  void tangent(Pass pass, Structure.Packed packed, Matrix x, Matrix xDot, Matrix yDot) {
    Matrix dot = xDot;
    if (xDot != null && masks(pass)) {
      dot = pass.buffer(maskedDot);
      dropout.multiplySteps(pass, packed, xDot, dot);
    }
    linear.tangent(pass, input(pass, x), dot, 0f, yDot);
  }

  private boolean masks(Pass pass) {
    return dropout != null && pass.training();
  }

  private Matrix input(Pass pass, Matrix x) {
    return masks(pass) ? pass.buffer(masked) : x;
  }
}
