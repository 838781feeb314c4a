package io.ganglion.train;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;
import java.util.List;

/** The gradient of the mean loss over all rows, with loss and metrics, in one pass. */
final class GradientWork implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final long examples;
  private final long key;

  GradientWork(ModelSpec spec, long examples, long key) {
    this.spec = spec;
    this.examples = examples;
    this.key = key;
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    ScoreKeeper scores = new ScoreKeeper(spec, examples);
    FrozenPass work = new FrozenPass(spec, state.weights, true, Seeds.derive(key, shard));
    LayerProbe probe = new LayerProbe(work.network());
    double[] lossSum = new double[1];
    work.run(
        rows,
        place -> {
          Matrix out = work.forward();
          double loss = work.lossAndGradient(out);
          lossSum[0] += loss;
          scores.add(out, null, work.batch().targets, loss);
          if (probe.looking()) {
            double weight = work.batch().targets.totalWeight();
            probe.look(work.pass(), 1.0 / weight, weight);
          }
        });
    double[][] states = scores.states();
    double[][] seen = probe.states();
    double[][] all = Arrays.copyOf(states, states.length + seen.length + 1);
    System.arraycopy(seen, 0, all, states.length, seen.length);
    all[all.length - 1] = new double[] {lossSum[0], work.weight()};
    return work.partial(all);
  }

  /** {sum of losses, weight} of a shard. */
  static double[] totals(double[][] statistics) {
    return statistics[statistics.length - 1];
  }

  static EpochDiagnostics diagnostics(ModelSpec spec, Total total) {
    List<double[][]> probed =
        total.statistics().stream()
            .map(shard -> Arrays.copyOfRange(shard, ScoreKeeper.size(spec), shard.length - 1))
            .toList();
    return LayerProbe.merge(spec.bind(), probed);
  }
}
