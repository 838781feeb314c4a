package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Buffer;
import io.ganglion.network.Carrying;
import io.ganglion.network.Layer;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Steps;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * A {@link Recurrent}, bound: all but the arithmetic of its gates. The gates of unit j are the
 * columns j, units + j, … of their sums.
 *
 * <p>Without returnSequences the output holds the running state of each sequence, which is left
 * alone after its last step. Sequences end from the last row on, as the longest come first.
 */
abstract class RecurrentLayer implements Layer, Carrying {
  private final Shape output;
  private final boolean sequences;
  private final InputProjection input;
  private final StateProjection state;
  private final boolean apart;

  /** The sums over the input, and over the state as well unless they are kept apart; then gates. */
  final StepBuffer gates;

  final StepBuffer dGates;
  final StepBuffer gatesDot;

  /** The sums over the state; those of gates unless they are kept apart. */
  final StepBuffer inner;

  final StepBuffer dInner;
  final StepBuffer innerDot;

  private final StepBuffer dState;
  private final StepBuffer stateDot;
  private final Buffer step;

  /**
   * Binds the layer.
   *
   * @param count of gates
   * @param apart whether the gates tell the sums over the input from those over the state
   */
  RecurrentLayer(Recurrent spec, int count, boolean apart, Shape in, Plan plan) {
    Sequences.check(in, plan);
    Shape last = new Shape.Vector(spec.units());
    Shape sums = in.withFeatures(count * spec.units());
    this.sequences = spec.returnSequences();
    this.output = sequences ? in.withFeatures(spec.units()) : last;
    this.input = new InputProjection(spec, count, in, plan);
    this.state = new StateProjection(spec, count, in, plan);
    this.apart = apart;
    this.gates = new StepBuffer(plan, sums);
    this.dGates = new StepBuffer(plan, sums);
    this.gatesDot = new StepBuffer(plan, sums);
    this.inner = apart ? new StepBuffer(plan, sums) : gates;
    this.dInner = apart ? new StepBuffer(plan, sums) : dGates;
    this.innerDot = apart ? new StepBuffer(plan, sums) : gatesDot;
    this.dState = new StepBuffer(plan, last);
    this.stateDot = sequences ? new StepBuffer(plan, last) : null;
    this.step = plan.buffer(0, 0);
  }

  /** Makes gates of the sums of step t, and h of them. */
  abstract void step(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix h);

  /**
   * Makes the gradients by the sums of step t of that by its state.
   *
   * @param dh the gradient by the state after the step; if the sums are kept apart overwritten with
   *     that by the state before it, but for what comes through the sums
   */
  abstract void stepBackward(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix dh);

  /**
   * Makes the derivative of the state of step t of that of its sums.
   *
   * @param hDot the derivative of the state before the step; overwritten with that after it
   */
  abstract void stepTangent(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix hDot);

  /** Begins a run through the steps of what a layer carries from step to step itself. */
  void begin(Pass pass, Structure.Packed packed) {}

  /** Keeps, for a batch that continues this one, what a layer carries from step to step itself. */
  void carry(Pass pass, Structure.Packed packed) {}

  /** Adds the gradient by the biases, given dGates and dInner. */
  abstract void addBiasGradient(Pass pass);

  /** Adds the direction of the biases to gatesDot and innerDot. */
  abstract void addBiasTangent(Pass pass);

  @Override
  public final Shape output() {
    return output;
  }

  @Override
  public final Steps steps() {
    return Steps.FORWARD;
  }

  @Override
  public final void carry(Pass pass) {
    Structure.Packed packed = Sequences.of(pass);
    state.carry(pass, packed);
    carry(pass, packed);
  }

  @Override
  public final void forward(Pass pass, Matrix x, Matrix y) {
    Structure.Packed packed = Sequences.of(pass);
    input.forward(pass, packed, x, gates.whole(pass));
    state.begin(pass, packed);
    begin(pass, packed);
    for (int t = 0; t < packed.steps; t++) {
      state.forward(pass, packed, t, apart ? 0f : 1f, inner.at(pass, packed, t));
      Matrix h = ofStep(pass, packed, t, y);
      step(pass, packed, t, state.before(pass, packed, t), h);
      state.keep(pass, packed, t, h);
    }
  }

  @Override
  public final void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    Structure.Packed packed = Sequences.of(pass);
    if (sequences) {
      Kernels.fill(dState.whole(pass), 0f);
    } else {
      Kernels.copy(dy, dState.whole(pass));
    }
    begin(pass, packed);
    for (int t = packed.steps - 1; t >= 0; t--) {
      Matrix dh = dState.rows(pass, 0, packed.active[t]);
      if (sequences) {
        Kernels.axpy(1f, ofStep(pass, packed, t, dy), dh);
      }
      stepBackward(pass, packed, t, state.before(pass, packed, t), dh);
      if (t > 0) {
        state.backward(pass, dInner.at(pass, packed, t), apart ? 1f : 0f, dh);
      }
    }
    state.addGradient(pass, packed, dInner.whole(pass));
    addBiasGradient(pass);
    input.backward(pass, packed, x, dGates.whole(pass), dx);
  }

  @Override
  public final void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    Structure.Packed packed = Sequences.of(pass);
    input.tangent(pass, packed, x, xDot, gatesDot.whole(pass));
    state.tangent(pass, packed, apart ? 0f : 1f, innerDot.whole(pass));
    addBiasTangent(pass);
    Matrix running = sequences ? stateDot.whole(pass) : yDot;
    Kernels.fill(running, 0f);
    begin(pass, packed);
    for (int t = 0; t < packed.steps; t++) {
      Matrix hDot = StepBuffer.rows(pass, step, running, 0, packed.active[t]);
      if (t > 0) {
        state.addTangent(pass, hDot, innerDot.at(pass, packed, t));
      }
      stepTangent(pass, packed, t, state.before(pass, packed, t), hDot);
      if (sequences) {
        Kernels.copy(stateDot.rows(pass, 0, hDot.rows), ofStep(pass, packed, t, yDot));
      }
    }
  }

  /** The rows of an output, or of its gradient, that step t writes. */
  private Matrix ofStep(Pass pass, Structure.Packed packed, int t, Matrix all) {
    int first = sequences ? packed.start[t] : 0;
    return StepBuffer.rows(pass, step, all, first, packed.active[t]);
  }
}
