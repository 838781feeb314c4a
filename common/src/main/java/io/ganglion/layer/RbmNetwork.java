package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.data.Targets;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.network.Undirected;
import io.ganglion.tensor.Blas;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;

/** {@link Rbm}, bound. Its output is the logits of the reconstruction. */
final class RbmNetwork implements Undirected {
  /** Uniform within ±{@code 0.01 √3}, whose deviation is 0.01. */
  private static final Uniform SMALL = new Uniform(-0.017320508075688773, 0.017320508075688773);

  private final int steps;
  private final Shape output;
  private final Shape units;
  private final Slot weight;
  private final Slot hiddenBias;
  private final Slot visibleBias;
  private final Buffer logits;
  private final Buffer hidden;
  private final Buffer chainHidden;
  private final Buffer chainVisible;
  private final int stream;

  RbmNetwork(Rbm spec, Columns columns, Plan plan) {
    int visible = columns.numeric();
    this.steps = spec.steps();
    this.output = columns.shape(visible);
    this.units = columns.shape(spec.hidden());
    this.weight = plan.slot("weight", spec.hidden(), visible, Slot.Kind.WEIGHT, SMALL);
    this.hiddenBias = plan.slot("hidden_bias", 1, spec.hidden(), Slot.Kind.BIAS, new Zeros());
    this.visibleBias = plan.slot("visible_bias", 1, visible, Slot.Kind.BIAS, new Zeros());
    this.logits = plan.buffer(units);
    this.hidden = plan.buffer(units);
    this.chainHidden = plan.buffer(units);
    this.chainVisible = plan.buffer(output);
    this.stream = plan.stream();
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public Shape units() {
    return units;
  }

  @Override
  public Matrix units(Pass pass) {
    return pass.buffer(hidden);
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    hiddenLogits(pass, batch.numeric, pass.buffer(logits));
    Kernels.sigmoid(pass.buffer(logits), pass.buffer(hidden));
    visibleLogits(pass, pass.buffer(hidden), y);
  }

  private void hiddenLogits(Pass pass, Matrix v, Matrix z) {
    Blas.gemm(false, true, 1f, v, pass.weight(weight), 0f, z);
    Kernels.addRow(pass.weight(hiddenBias), z);
  }

  private void visibleLogits(Pass pass, Matrix h, Matrix z) {
    Blas.gemm(false, false, 1f, h, pass.weight(weight), 0f, z);
    Kernels.addRow(pass.weight(visibleBias), z);
  }

  /**
   * Adds the contrastive divergence estimate of the gradient of {@code −log p(v)}, the mean over
   * the weighted rows. All states of the chain are samples, but for the last hidden ones, whose
   * probabilities do the same with less noise.
   */
  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    long key = pass.key(stream);
    Matrix v = pass.buffer(chainVisible);
    Matrix h = pass.buffer(chainHidden);
    Kernels.copy(pass.buffer(hidden), h);
    for (int k = 0; k < steps; k++) {
      sample(h, Seeds.derive(key, k, 0));
      visibleLogits(pass, h, v);
      Kernels.sigmoid(v, v);
      sample(v, Seeds.derive(key, k, 1));
      hiddenLogits(pass, v, h);
      Kernels.sigmoid(h, h);
    }
    add(pass, batch.targets, -1.0, pass.buffer(hidden), batch.numeric);
    add(pass, batch.targets, 1.0, h, v);
  }

  /** Puts 1 with the probability that stands there, else 0. */
  private static void sample(Matrix x, long key) {
    for (int i = 0; i < x.size(); i++) {
      int at = x.offset + i;
      x.data[at] = Seeds.uniform(key, i) < x.data[at] ? 1f : 0f;
    }
  }

  /** Adds the mean of {@code sign h vᵀ}, {@code sign h} and {@code sign v}; v is left as it is. */
  private void add(Pass pass, Targets rows, double sign, Matrix h, Matrix v) {
    double total = rows.totalWeight();
    Matrix weighted = pass.buffer(logits);
    Matrix visible = pass.gradient(visibleBias);
    for (int r = 0; r < h.rows; r++) {
      float share = (float) (sign * rows.weight(r) / total);
      for (int j = 0; j < h.columns; j++) {
        weighted.set(r, j, share * h.get(r, j));
      }
      Kernels.axpy(share, v.data, v.row(r), visible.data, visible.offset, v.columns);
    }
    Blas.gemm(true, false, 1f, weighted, v, 1f, pass.gradient(weight));
    Kernels.addColumnSums(weighted, pass.gradient(hiddenBias));
  }

  @Override
  public void energies(Pass pass, Batch batch, Matrix y, Matrix energies) {
    Matrix z = pass.buffer(logits);
    Matrix a = pass.weight(visibleBias);
    Matrix v = batch.numeric;
    for (int r = 0; r < v.rows; r++) {
      double energy = 0.0;
      for (int i = 0; i < v.columns; i++) {
        energy -= (double) a.get(0, i) * v.get(r, i);
      }
      for (int j = 0; j < z.columns; j++) {
        double x = z.get(r, j);
        energy -= Math.max(x, 0.0) + Math.log1p(Math.exp(-Math.abs(x)));
      }
      energies.set(r, 0, (float) energy);
    }
  }
}
