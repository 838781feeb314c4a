package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link SimpleRnn}, bound; its states are its gates. */
final class SimpleRnnLayer extends RecurrentLayer {
  private final Activation activation;
  private final Slot bias;

  SimpleRnnLayer(SimpleRnn spec, Shape in, Plan plan) {
    super(spec, 1, false, in, plan);
    this.activation = spec.activation();
    this.bias = plan.slot("bias", 1, spec.units(), Slot.Kind.BIAS, new Zeros());
  }

  @Override
  void step(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix h) {
    Matrix sums = gates.at(pass, packed, t);
    activation.forwardInPlace(pass.weight(bias), sums);
    Kernels.copy(sums, h);
  }

  @Override
  void stepBackward(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix dh) {
    Matrix states = gates.at(pass, packed, t);
    activation.derivative(null, states, dh, dGates.at(pass, packed, t));
  }

  @Override
  void stepTangent(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix hDot) {
    Matrix states = gates.at(pass, packed, t);
    activation.derivative(null, states, gatesDot.at(pass, packed, t), hDot);
  }

  @Override
  void addBiasGradient(Pass pass) {
    Kernels.addColumnSums(dGates.whole(pass), pass.gradient(bias));
  }

  @Override
  void addBiasTangent(Pass pass) {
    Kernels.addRow(pass.direction(bias), gatesDot.whole(pass));
  }
}
