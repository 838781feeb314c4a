package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * Dropout inside a recurrence: a mask {@code [sequences, features]} that is drawn once in a forward
 * pass and is the same at all steps.
 *
 * <p>Source: Gal &amp; Ghahramani 2016, "A theoretically grounded application of dropout in
 * recurrent neural networks", section 4.
 */
final class SequenceDropout {
  private final DropoutMask random;
  private final StepBuffer mask;
  private final Buffer from;
  private final Buffer to;
  private final int stream;

  private SequenceDropout(double rate, int features, Plan plan) {
    this.random = new DropoutMask(rate);
    this.mask = new StepBuffer(plan, new Shape.Vector(features));
    this.from = plan.buffer(0, 0);
    this.to = plan.buffer(0, 0);
    this.stream = plan.stream();
  }

  /**
   * The dropout of so many features; null where the rate is 0.
   *
   * @param rate in [0, 1)
   */
  static SequenceDropout of(double rate, int features, Plan plan) {
    return rate == 0.0 ? null : new SequenceDropout(rate, features, plan);
  }

  void draw(Pass pass) {
    random.draw(mask.whole(pass), pass.key(stream));
  }

  /** {@code y = mask ⊙ x}, both a step of the first sequences; y may be x. */
  void multiply(Pass pass, Matrix x, Matrix y) {
    Kernels.multiply(x, mask.rows(pass, 0, x.rows), y);
  }

  /** {@code y = mask ⊙ x}, both all steps; y may be x. */
  void multiplySteps(Pass pass, Structure.Packed packed, Matrix x, Matrix y) {
    for (int t = 0; t < packed.steps; t++) {
      Matrix step = StepBuffer.rows(pass, from, x, packed.start[t], packed.active[t]);
      multiply(pass, step, StepBuffer.rows(pass, to, y, packed.start[t], packed.active[t]));
    }
  }
}
