package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Activation;
import io.ganglion.layer.Activations;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.loss.Loss;
import io.ganglion.loss.Losses;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.ConjugateGradient;
import io.ganglion.optimize.HessianFree;
import io.ganglion.optimize.Lbfgs;
import io.ganglion.optimize.Minimizer;
import io.ganglion.optimize.Regularization;
import io.ganglion.train.Cost;
import io.ganglion.train.FullBatch;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Minimisers over three shards against SciPy's on the same networks, rows and first weights: see
 * scripts/reference/scipy_minimize.py.
 */
class MinimizersReferenceTest {
  private static final int ROWS = 240;
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 3;
  private static final int[] BOUNDS = {0, 100, 190, 240};

  private static final List<Minimizer> MINIMIZERS =
      List.of(
          new Lbfgs(10, 0.0, 0.0),
          new ConjugateGradient(0.0, 0.0),
          new HessianFree(0.1, 1.0, 100, false, 0.0, 0.0));

  static Stream<Arguments> cases() {
    return ReferenceRun.cases("minimizers.json").stream()
        .flatMap(
            problem ->
                MINIMIZERS.stream()
                    .map(m -> Arguments.of(problem.get("name") + ", " + m.kind(), problem, m)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void reachesTheLossOfSciPyForLittleMoreThanItsCost(
      String name, Map<?, ?> problem, Minimizer minimizer) {
    Map<?, ?> theirs = (Map<?, ?>) problem.get(minimizer.kind());
    double goal = number(theirs, "value") + 1e-6;
    double most = 1.25 * 3.0 * number(theirs, "calls") * ROWS;
    Run run = new Run(problem, minimizer);
    double value = Double.POSITIVE_INFINITY;
    double evaluations = 0.0;
    while (value > goal && evaluations < 2 * most) {
      value = run.iterate();
      evaluations += run.cost.rowEvaluations();
    }
    assertThat(value).as(name).isLessThanOrEqualTo(goal);
    assertThat(evaluations).as(name).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @MethodSource("minimizers")
  void findsTheMinimumOfSoftmaxRegression(Minimizer minimizer) {
    Map<?, ?> problem = ReferenceRun.cases("minimizers.json").get(0);
    Run run = new Run(problem, minimizer);
    double value = Double.POSITIVE_INFINITY;
    for (int iteration = 0; iteration < 60; iteration++) {
      value = run.iterate();
    }
    assertThat(value).isCloseTo(number(problem, "minimum"), within(1e-6));
  }

  static Stream<Minimizer> minimizers() {
    Minimizer local = new HessianFree(0.1, 1.0, 100, true, 0.0, 0.0);
    return Stream.concat(MINIMIZERS.stream(), Stream.of(local));
  }

  private static double number(Map<?, ?> map, String key) {
    return ((Number) map.get(key)).doubleValue();
  }

  /** A minimiser on a problem. */
  private static final class Run {
    private final ModelSpec spec;
    private final double l2;
    private final FullBatch strategy;
    private final LocalCluster rows;
    private TrainState state;
    private Cost cost;

    Run(Map<?, ?> problem, Minimizer minimizer) {
      Problems problems = new Problems();
      Activation hidden = Activations.CATALOGUE.read("hidden", problem.get("hidden"), problems);
      Loss loss = Losses.CATALOGUE.read("loss", problem.get("loss"), problems);
      problems.throwIfAny();
      List<?> widths = (List<?>) problem.get("widths");
      List<LayerSpec> layers = new ArrayList<>();
      for (int i = 1; i < widths.size(); i++) {
        int width = ((Number) widths.get(i)).intValue();
        layers.add(Dense.of(width, i < widths.size() - 1 ? hidden : new Identity()));
      }
      this.spec =
          new ModelSpec(
              NetworkSpec.of(layers.toArray(new LayerSpec[0])),
              Columns.numeric(INPUTS),
              loss,
              List.of(),
              TargetScaling.NONE);
      this.l2 = number(problem, "l2");
      this.strategy = new FullBatch(spec, minimizer, new Regularization(0.0, l2), 1);
      this.rows = new LocalCluster(shards(loss));
      float[] weights = new float[spec.bind().parameters()];
      new Numbers(1).fill(weights);
      this.state = strategy.start(weights);
    }

    /** One iteration; the value after it. */
    double iterate() {
      TrainingStrategy.Outcome outcome = strategy.epoch(state, rows);
      state = outcome.state();
      cost = outcome.cost();
      return outcome.statistics().loss()
          + new Regularization(0.0, l2).value(state.weights, spec.bind().decayed());
    }

    private static List<List<Block>> shards(Loss loss) {
      float[] inputs = new float[ROWS * INPUTS];
      new Numbers(2).fill(inputs);
      float[] targets = new float[ROWS * OUTPUTS];
      int[] classes = new int[ROWS];
      for (int r = 0; r < ROWS; r++) {
        for (int j = 0; j < OUTPUTS; j++) {
          int at = r * INPUTS;
          double product = inputs[at + (j + 1) % INPUTS] * (double) inputs[at + (j + 2) % INPUTS];
          targets[r * OUTPUTS + j] = (float) (Math.sin(3.0 * inputs[at + j]) + product);
          if (targets[r * OUTPUTS + j] > targets[r * OUTPUTS + classes[r]]) {
            classes[r] = j;
          }
        }
      }
      List<List<Block>> shards = new ArrayList<>();
      for (int s = 0; s < BOUNDS.length - 1; s++) {
        int from = BOUNDS[s];
        int to = BOUNDS[s + 1];
        Block.Builder block =
            Block.builder(to - from)
                .numeric(Arrays.copyOfRange(inputs, from * INPUTS, to * INPUTS), INPUTS);
        if (loss.target() == Loss.Target.CLASS) {
          block.classes(Arrays.copyOfRange(classes, from, to));
        } else {
          block.values(Arrays.copyOfRange(targets, from * OUTPUTS, to * OUTPUTS), OUTPUTS);
        }
        shards.add(List.of(block.build()));
      }
      return shards;
    }
  }
}
