package io.ganglion.reference;

import io.ganglion.config.Json;
import io.ganglion.config.Problems;
import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.layer.Activation;
import io.ganglion.layer.Activations;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.loss.Loss;
import io.ganglion.loss.Losses;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.optimize.Step;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The network, parameters and batches of scripts/reference/keras_reference.py. */
final class ReferenceRun {
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 3;
  private static final int ROWS = 8;

  private final Network network;
  private final Loss loss;
  private final float[] weights;
  private final float[] gradient;
  private final Pass pass;
  private final Batch batch = new Batch(Columns.numeric(INPUTS));
  private final Numbers rows = new Numbers(2);
  private final float[] inputs = new float[ROWS * INPUTS];
  private final float[] targets = new float[ROWS * OUTPUTS];

  /** The run of a case, which names its hidden activation and its loss. */
  ReferenceRun(Map<?, ?> reference) {
    Problems problems = new Problems();
    Activation hidden = Activations.CATALOGUE.read("hidden", reference.get("hidden"), problems);
    this.loss = Losses.CATALOGUE.read("loss", reference.get("loss"), problems);
    problems.throwIfAny();
    NetworkSpec spec =
        NetworkSpec.of(Dense.of(7, hidden), Dense.of(6, hidden), Dense.of(OUTPUTS, new Identity()));
    this.network = Network.bind(spec, Columns.numeric(INPUTS), loss);
    this.weights = new float[network.parameters()];
    this.gradient = new float[network.parameters()];
    new Numbers(1).fill(weights);
    this.pass = network.pass(weights, gradient);
    ((Structure.Independent) batch.structure).rows = ROWS;
    batch.numeric.point(inputs, 0, ROWS, INPUTS);
    batch.targets.rows = ROWS;
    batch.targets.classes = loss.target() == Loss.Target.CLASS ? new int[ROWS] : null;
  }

  /** The cases of a file of reference numbers. */
  static List<Map<?, ?>> cases(String file) {
    try (InputStream in = ReferenceRun.class.getResourceAsStream("/reference/" + file)) {
      List<?> cases = (List<?>) Json.read(file, in.readAllBytes());
      return cases.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A vector of a case. */
  static float[] vector(Map<?, ?> reference, String key) {
    List<?> items = (List<?>) reference.get(key);
    float[] values = new float[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) items.get(i)).floatValue();
    }
    return values;
  }

  List<String> parameterPaths() {
    return network.slots().stream().map(slot -> slot.path()).toList();
  }

  float[] weights() {
    return weights;
  }

  float[] gradient() {
    return gradient;
  }

  /** The mean loss of the next batch, with its gradient in {@link #gradient}. */
  double nextBatch() {
    rows.fill(inputs);
    rows.fill(targets);
    setTargets();
    network.begin(pass, batch, Pass.Mode.TRAINING, 0L);
    Matrix out = network.forward(pass);
    Matrix dOut = network.outputGradient(pass);
    double sum = loss.valueAndGradient(out, batch.targets, dOut);
    Kernels.scale(1f / ROWS, dOut);
    Arrays.fill(gradient, 0f);
    network.backward(pass);
    return sum / ROWS;
  }

  private void setTargets() {
    switch (loss.target()) {
      case NUMBERS -> batch.targets.values.point(targets, 0, ROWS, OUTPUTS);
      case BINARY -> {
        for (int i = 0; i < targets.length; i++) {
          targets[i] = targets[i] > 0f ? 1f : 0f;
        }
        batch.targets.values.point(targets, 0, ROWS, OUTPUTS);
      }
      case CLASS -> {
        for (int r = 0; r < ROWS; r++) {
          batch.targets.classes[r] = greatest(r * OUTPUTS);
        }
      }
    }
  }

  private int greatest(int from) {
    int greatest = 0;
    for (int c = 1; c < OUTPUTS; c++) {
      if (targets[from + c] > targets[from + greatest]) {
        greatest = c;
      }
    }
    return greatest;
  }

  /**
   * Moves the weights by a step on each of the next batches.
   *
   * @param heldOut what the schedule hears after each epoch
   */
  void train(UpdateRule rule, int batches, double[] heldOut) {
    Step step = new Step();
    step.gradient = gradient;
    step.weights = weights;
    step.state = new float[rule.optimizer().vectors()][weights.length];
    step.active = new Ranges();
    step.decayed = new Ranges();
    pass.collect(step.active, step.decayed);
    double[] state = rule.schedule().start();
    for (int epoch = 0; epoch < heldOut.length; epoch++) {
      for (int batch = 0; batch < batches; batch++) {
        nextBatch();
        step.learningRate = rule.learningRate(epoch + (double) batch / batches, state);
        step.number++;
        rule.apply(step);
      }
      state = rule.schedule().after(state, heldOut[epoch]);
    }
  }
}
