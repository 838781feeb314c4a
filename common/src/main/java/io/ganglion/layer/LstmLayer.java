package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Gates;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** {@link Lstm}, bound. */
final class LstmLayer extends RecurrentLayer {
  private static final int GATES = 4;

  private final Slot bias;
  private final StepBuffer cells;
  private final StepBuffer earlierCells;
  private final StepBuffer squashed;
  private final StepBuffer first;
  private final StepBuffer running;

  LstmLayer(Lstm spec, Shape in, Plan plan) {
    super(spec, GATES, false, in, plan);
    int units = spec.units();
    Shape states = in.withFeatures(units);
    this.bias = plan.slot("bias", 1, GATES * units, Slot.Kind.BIAS, new UnitForgetBias());
    this.cells = new StepBuffer(plan, states);
    this.earlierCells = cells.anotherView(plan);
    this.squashed = new StepBuffer(plan, states);
    this.first = new StepBuffer(plan, new Shape.Vector(units));
    this.running = new StepBuffer(plan, new Shape.Vector(units));
  }

  @Override
  void begin(Pass pass, Structure.Packed packed) {
    Kernels.fill(running.whole(pass), 0f);
    if (!packed.continues) {
      Kernels.fill(first.whole(pass), 0f);
    }
  }

  @Override
  void carry(Pass pass, Structure.Packed packed) {
    Matrix last = cells.at(pass, packed, packed.steps - 1);
    Kernels.copy(last, first.rows(pass, 0, last.rows));
  }

  @Override
  void step(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix h) {
    Gates.lstm(
        pass.weight(bias),
        gates.at(pass, packed, t),
        cellBefore(pass, packed, t),
        cells.at(pass, packed, t),
        squashed.at(pass, packed, t),
        h);
  }

  @Override
  void stepBackward(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix dh) {
    Gates.lstmBackward(
        gates.at(pass, packed, t),
        cellBefore(pass, packed, t),
        squashed.at(pass, packed, t),
        dh,
        running.rows(pass, 0, dh.rows),
        dGates.at(pass, packed, t));
  }

  @Override
  void stepTangent(Pass pass, Structure.Packed packed, int t, Matrix before, Matrix hDot) {
    Gates.lstmTangent(
        gates.at(pass, packed, t),
        cellBefore(pass, packed, t),
        squashed.at(pass, packed, t),
        gatesDot.at(pass, packed, t),
        running.rows(pass, 0, hDot.rows),
        hDot);
  }

  private Matrix cellBefore(Pass pass, Structure.Packed packed, int t) {
    return t == 0
        ? first.rows(pass, 0, packed.active[0])
        : earlierCells.rows(pass, packed.start[t - 1], packed.active[t]);
  }

  @Override
  void addBiasGradient(Pass pass) {
    Kernels.addColumnSums(dGates.whole(pass), pass.gradient(bias));
  }

  @Override
  void addBiasTangent(Pass pass) {
    Kernels.addRow(pass.direction(bias), gatesDot.whole(pass));
  }
}
