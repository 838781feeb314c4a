package io.ganglion.layer;

import io.ganglion.network.Pass;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Matrix;

/** A bound layer that ends in a bias and an activation: its units stall as that does. */
interface Activated extends Stalling {
  BiasedActivation end();

  @Override
  default Stalling.Kind stall() {
    return end().stall();
  }

  @Override
  default void slopes(Pass pass, Matrix x, Matrix y, Matrix slopes) {
    end().slopes(pass, y, slopes);
  }
}
