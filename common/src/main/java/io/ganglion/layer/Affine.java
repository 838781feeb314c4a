package io.ganglion.layer;

import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * A trained scale and shift of each feature behind a standardisation: {@code y = γ x̂ + β}, with x̂
 * {@code [rows, features]}, γ from 1 and β from 0.
 */
final class Affine {
  private final Slot gamma;
  private final Slot beta;

  Affine(Plan plan, int features) {
    this.gamma = plan.slot("gamma", 1, features, Slot.Kind.BIAS, new Constant(1.0));
    this.beta = plan.slot("beta", 1, features, Slot.Kind.BIAS, new Zeros());
  }

  void forward(Pass pass, Matrix unit, Matrix y) {
    Matrix g = pass.weight(gamma);
    Matrix b = pass.weight(beta);
    for (int r = 0; r < y.rows; r++) {
      int row = unit.row(r);
      int to = y.row(r);
      for (int c = 0; c < y.columns; c++) {
        y.data[to + c] = g.data[g.offset + c] * unit.data[row + c] + b.data[b.offset + c];
      }
    }
  }

  /** {@code dγ += Σ dy ⊙ x̂} and {@code dβ += Σ dy}, over the rows. */
  void backward(Pass pass, Matrix unit, Matrix dy) {
    Matrix dGamma = pass.gradient(gamma);
    for (int r = 0; r < dy.rows; r++) {
      int row = unit.row(r);
      int from = dy.row(r);
      for (int c = 0; c < dy.columns; c++) {
        dGamma.data[dGamma.offset + c] += dy.data[from + c] * unit.data[row + c];
      }
    }
    Kernels.addColumnSums(dy, pass.gradient(beta));
  }

  /** {@code y = γ y}. */
  void scale(Pass pass, Matrix y) {
    Matrix g = pass.weight(gamma);
    for (int r = 0; r < y.rows; r++) {
      int row = y.row(r);
      for (int c = 0; c < y.columns; c++) {
        y.data[row + c] *= g.data[g.offset + c];
      }
    }
  }

  /** {@code yDot += γDot x̂ + βDot}. */
  void addTangent(Pass pass, Matrix unit, Matrix yDot) {
    Matrix gDot = pass.direction(gamma);
    for (int r = 0; r < yDot.rows; r++) {
      int row = unit.row(r);
      int to = yDot.row(r);
      for (int c = 0; c < yDot.columns; c++) {
        yDot.data[to + c] += gDot.data[gDot.offset + c] * unit.data[row + c];
      }
    }
    Kernels.addRow(pass.direction(beta), yDot);
  }
}
