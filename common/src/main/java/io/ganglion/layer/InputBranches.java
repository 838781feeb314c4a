package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Shape;
import io.ganglion.network.InputLayer;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;

/**
 * {@link Branches} over the columns of a batch. They are joined as others are, by a layer whose
 * input is null, since each branch reads the batch of the pass instead.
 */
record InputBranches(Layer joined) implements InputLayer {
  /** A branch as the join sees it: a layer that looks at no input. */
  record Branch(InputLayer layers) implements Layer {
    @Override
    public Shape output() {
      return layers.output();
    }

    @Override
    public void forward(Pass pass, Matrix x, Matrix y) {
      layers.forward(pass, pass.batch(), y);
    }

    @Override
    public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
      layers.backward(pass, pass.batch(), y, dy);
    }

    @Override
    public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
      layers.tangent(pass, pass.batch(), y, yDot);
    }
  }

  @Override
  public Shape output() {
    return joined.output();
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    joined.forward(pass, null, y);
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    joined.backward(pass, null, y, dy, null);
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    joined.tangent(pass, null, null, y, yDot);
  }
}
