package io.ganglion.layer;

import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** What a node counts in its own sum of {@link GraphIsomorphism}: {@code (1 + ε) x_r}. */
final class OwnShare {
  private final double epsilon;

  /** ε where it is trained, else null. */
  private final Slot trained;

  OwnShare(GraphIsomorphism spec, Plan plan) {
    this.epsilon = spec.epsilon();
    this.trained =
        spec.trainEpsilon()
            ? plan.slot("epsilon", 1, 1, Slot.Kind.BIAS, new Constant(epsilon))
            : null;
  }

  /** {@code 1 + ε}. */
  float value(Pass pass) {
    return (float) (1.0 + (trained == null ? epsilon : pass.weight(trained).get(0, 0)));
  }

  /** {@code dε += Σ_r x_r · dy_r}. */
  void addGradient(Pass pass, Matrix x, Matrix dy) {
    if (trained == null) {
      return;
    }
    double sum = 0.0;
    for (int r = 0; r < x.rows; r++) {
      for (int c = 0; c < x.columns; c++) {
        sum += (double) x.get(r, c) * dy.get(r, c);
      }
    }
    Matrix gradient = pass.gradient(trained);
    gradient.set(0, 0, (float) (gradient.get(0, 0) + sum));
  }

  /** {@code yDot += εDot x}. */
  void addTangent(Pass pass, Matrix x, Matrix yDot) {
    if (trained != null) {
      Kernels.axpy(pass.direction(trained).get(0, 0), x, yDot);
    }
  }
}
