package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * What a dense layer does with its products, whatever they are of: {@code y = f(z + b)}. It works
 * in the place of z unless the derivative of f reads that.
 */
final class BiasedActivation {
  private final Activation activation;
  private final Slot bias;
  private final Buffer z;
  private final Buffer dz;

  BiasedActivation(Dense spec, Shape output, Plan plan) {
    this(spec, "bias", output, plan);
  }

  /** Reserves b under another name. */
  BiasedActivation(Dense spec, String name, Shape output, Plan plan) {
    this.activation = spec.activation();
    this.bias = spec.bias() ? plan.slot(name, 1, spec.units(), Slot.Kind.BIAS, new Zeros()) : null;
    this.z = activation.needsInput() ? plan.buffer(output) : null;
    this.dz = activation instanceof Identity ? null : plan.buffer(output);
  }

  /** Where the products go before {@link #forward}. */
  Matrix sum(Pass pass, Matrix y) {
    return z == null ? y : pass.buffer(z);
  }

  /** Makes y of the products. */
  void forward(Pass pass, Matrix y) {
    if (bias != null && z == null) {
      activation.forwardInPlace(pass.weight(bias), y);
      return;
    }
    Matrix sum = sum(pass, y);
    if (bias != null) {
      Kernels.addRow(pass.weight(bias), sum);
    }
    activation.forward(sum, y);
  }

  /** Adds the gradient by b, and returns that by the products. */
  Matrix backward(Pass pass, Matrix y, Matrix dy) {
    Matrix dSum = dy;
    if (dz != null) {
      dSum = pass.buffer(dz);
      activation.derivative(input(pass), y, dy, dSum);
    }
    if (bias != null) {
      Kernels.addColumnSums(dSum, pass.gradient(bias));
    }
    return dSum;
  }

  /** Makes yDot, in place, of the derivative of the products. */
  void tangent(Pass pass, Matrix y, Matrix yDot) {
    if (bias != null) {
      Kernels.addRow(pass.direction(bias), yDot);
    }
    activation.derivative(input(pass), y, yDot, yDot);
  }

  /** How the units stall; null where they cannot. */
  Stalling.Kind stall() {
    return activation.stall();
  }

  /** Writes the slopes of f after {@link #forward}. */
  void slopes(Pass pass, Matrix y, Matrix slopes) {
    activation.slopes(input(pass), y, slopes);
  }

  private Matrix input(Pass pass) {
    return z == null ? null : pass.buffer(z);
  }
}
