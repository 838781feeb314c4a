package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link Dense}, bound. Bias and activation work in place on the product. */
final class DenseLayer implements Layer, Stalling {
  private final Shape output;
  private final Linear linear;
  private final Activation activation;
  private final Slot bias;
  private final Buffer z;
  private final Buffer dz;

  DenseLayer(Dense spec, Shape in, Plan plan) {
    int units = spec.units();
    this.output = in.withFeatures(units);
    this.activation = spec.activation();
    this.linear = new Linear(plan, "weight", in.features(), units, spec.initializer());
    this.bias = spec.bias() ? plan.slot("bias", 1, units, Slot.Kind.BIAS, new Zeros()) : null;
    this.z = activation.needsInput() ? plan.buffer(output) : null;
    this.dz = activation instanceof Identity ? null : plan.buffer(output);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Matrix sum = z == null ? y : pass.buffer(z);
    linear.forward(pass, x, 0f, sum);
    if (bias != null && z == null) {
      activation.forwardInPlace(pass.weight(bias), y);
      return;
    }
    if (bias != null) {
      Kernels.addRow(pass.weight(bias), sum);
    }
    activation.forward(sum, y);
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Matrix dSum = dy;
    if (dz != null) {
      dSum = pass.buffer(dz);
      activation.derivative(input(pass), y, dy, dSum);
    }
    linear.backward(pass, x, dSum, 0f, dx);
    if (bias != null) {
      Kernels.addColumnSums(dSum, pass.gradient(bias));
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    linear.tangent(pass, x, xDot, 0f, yDot);
    if (bias != null) {
      Kernels.addRow(pass.direction(bias), yDot);
    }
    activation.derivative(input(pass), y, yDot, yDot);
  }

  @Override
  public Stalling.Kind stall() {
    return activation.stall();
  }

  @Override
  public void slopes(Pass pass, Matrix x, Matrix y, Matrix slopes) {
    activation.slopes(input(pass), y, slopes);
  }

  private Matrix input(Pass pass) {
    return z == null ? null : pass.buffer(z);
  }
}
