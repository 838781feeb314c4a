package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * A number of each row in each head: {@code p_{r,h} = a_h · z_{r,h}}, with z {@code [rows, heads
 * units]}, a {@code [heads, units]} and p {@code [rows, heads]}.
 */
final class HeadScores {
  private final Slot vectors;
  private final Buffer scores;
  private final Buffer derivative;

  HeadScores(String name, GraphAttention spec, Shape z, Plan plan) {
    this.vectors =
        plan.slot(name, spec.heads(), spec.units(), Slot.Kind.WEIGHT, spec.initializer());
    this.scores = plan.buffer(z, spec.heads());
    this.derivative = plan.buffer(z, spec.heads());
  }

  /** p, after {@link #forward}. */
  Matrix scores(Pass pass) {
    return pass.buffer(scores);
  }

  /** dp before {@link #backward}, or pDot after {@link #tangent}. */
  Matrix derivative(Pass pass) {
    return pass.buffer(derivative);
  }

  void forward(Pass pass, Matrix z) {
    Matrix p = pass.buffer(scores);
    Kernels.fill(p, 0f);
    add(pass.weight(vectors), z, p);
  }

  /** {@code da += Σ_r dp_r z_r} and {@code dz_r += dp_r a}. */
  void backward(Pass pass, Matrix z, Matrix dz) {
    Matrix a = pass.weight(vectors);
    Matrix da = pass.gradient(vectors);
    Matrix dp = pass.buffer(derivative);
    for (int r = 0; r < z.rows; r++) {
      for (int h = 0; h < dp.columns; h++) {
        int shift = h * a.columns;
        float value = dp.get(r, h);
        Kernels.axpy(value, z.data, z.row(r) + shift, da.data, da.row(h), a.columns);
        Kernels.axpy(value, a.data, a.row(h), dz.data, dz.row(r) + shift, a.columns);
      }
    }
  }

  void tangent(Pass pass, Matrix z, Matrix zDot) {
    Matrix pDot = pass.buffer(derivative);
    Kernels.fill(pDot, 0f);
    add(pass.direction(vectors), z, pDot);
    add(pass.weight(vectors), zDot, pDot);
  }

  private static void add(Matrix a, Matrix z, Matrix p) {
    for (int r = 0; r < z.rows; r++) {
      for (int h = 0; h < p.columns; h++) {
        int from = z.row(r) + h * a.columns;
        int vector = a.row(h);
        double sum = p.get(r, h);
        for (int c = 0; c < a.columns; c++) {
          sum += (double) a.data[vector + c] * z.data[from + c];
        }
        p.set(r, h, (float) sum);
      }
    }
  }
}
