package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Gates;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link Gru}, bound. */
final class GruLayer extends RecurrentLayer {
  private static final int GATES = 3;

  private final Slot bias;
  private final Buffer row;

  GruLayer(Gru spec, Shape in, Plan plan) {
    super(spec, GATES, true, in, plan);
    this.bias = plan.slot("bias", 2, GATES * spec.units(), Slot.Kind.BIAS, new Zeros());
    this.row = plan.buffer(0, 0);
  }

  @Override
  void step(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix h) {
    Matrix sums = gates.at(pass, packed, t);
    Gates.gru(pass.weight(bias), sums, inner.at(pass, packed, t), before, h);
  }

  @Override
  void stepBackward(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix dh) {
    Gates.gruBackward(
        gates.at(pass, packed, t),
        inner.at(pass, packed, t),
        before,
        dh,
        dGates.at(pass, packed, t),
        dInner.at(pass, packed, t));
  }

  @Override
  void stepTangent(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix hDot) {
    Gates.gruTangent(
        gates.at(pass, packed, t),
        inner.at(pass, packed, t),
        before,
        gatesDot.at(pass, packed, t),
        innerDot.at(pass, packed, t),
        hDot);
  }

  @Override
  void addBiasGradient(Pass pass) {
    Matrix gradient = pass.gradient(bias);
    Kernels.addColumnSums(dGates.whole(pass), StepBuffer.rows(pass, row, gradient, 0, 1));
    Kernels.addColumnSums(dInner.whole(pass), StepBuffer.rows(pass, row, gradient, 1, 1));
  }

  @Override
  void addBiasTangent(Pass pass) {
    Matrix direction = pass.direction(bias);
    Kernels.addRow(StepBuffer.rows(pass, row, direction, 0, 1), gatesDot.whole(pass));
    Kernels.addRow(StepBuffer.rows(pass, row, direction, 1, 1), innerDot.whole(pass));
  }
}
