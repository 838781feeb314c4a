package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Normals;

/** {@link GaussianNoise} between layers. The noise depends on no parameter, so it has no slope. */
final class GaussianNoiseLayer implements Layer {
  private final Shape output;
  private final float deviation;
  private final Buffer noise;
  private final int stream;

  GaussianNoiseLayer(double deviation, Shape in, Plan plan) {
    this.output = in;
    this.deviation = (float) deviation;
    this.noise = plan.buffer(in);
    this.stream = plan.stream();
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    Kernels.copy(x, y);
    if (pass.training()) {
      Matrix drawn = pass.buffer(noise);
      Normals.fill(drawn.data, drawn.offset, drawn.size(), 0f, deviation, pass.key(stream));
      Kernels.axpy(1f, drawn, y);
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (dx != null) {
      Kernels.copy(dy, dx);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (xDot == null) {
      Kernels.fill(yDot, 0f);
    } else {
      Kernels.copy(xDot, yDot);
    }
  }
}
