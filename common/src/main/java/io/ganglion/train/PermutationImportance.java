package io.ganglion.train;

import io.ganglion.data.ColumnGroup;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * What each column of a table means to a model: by how much the loss grows when the column's values
 * are permuted among the rows, all network columns of a table column together.
 *
 * <p>Source: Breiman 2001, "Random forests", section 10; Fisher, Rudin & Dominici 2019, "All models
 * are wrong, but many are useful", section 3.
 *
 * @param columns in the order of the schema
 * @param loss of the same rows as they are
 * @param work that was done
 */
public record PermutationImportance(
    List<ColumnImportance> columns, double loss, ImportanceWork work) {
  public PermutationImportance {
    columns = List.copyOf(columns);
  }

  /**
   * Measures the weights of {@code state}: one pass over the rows as they are, then one for each
   * group of columns, or several groups in one pass as the work says.
   *
   * @param groups one a column of the table
   * @param seed of the permutations
   */
  public static PermutationImportance of(
      ModelSpec spec,
      TrainState state,
      Cluster split,
      List<ColumnGroup> groups,
      ImportanceWork work,
      long seed) {
    TrainState light = state.weightsOnly();
    long perShard =
        work.rows() >= split.examples()
            ? split.examples()
            : Math.max(1, work.rows() / split.shards());
    Task asTheyAre = new Task(spec, perShard, List.of(), List.of(), 1);
    Total unchanged = split.run("report: rows as they are", light, asTheyAre);
    double base = losses(unchanged)[0];
    long rows = unchanged.statistics().stream().mapToLong(found -> (long) found[0][2]).sum();
    List<ColumnImportance> found = new ArrayList<>();
    for (int from = 0; from < groups.size(); from += work.columnsPerPass()) {
      int to = Math.min(groups.size(), from + work.columnsPerPass());
      List<ColumnGroup> some = groups.subList(from, to);
      List<Long> keys = new ArrayList<>();
      for (int i = from; i < to; i++) {
        keys.add(Seeds.derive(seed, i));
      }
      Task task = new Task(spec, perShard, List.copyOf(some), keys, work.repeats());
      double[] losses = losses(split.run("report: " + some.get(0).name() + " …", light, task));
      for (int i = 0; i < losses.length; i++) {
        found.add(new ColumnImportance(some.get(i).name(), losses[i] - base));
      }
    }
    return new PermutationImportance(found, base, work.on(rows, groups.size()));
  }

  /** The mean loss of each group over all shards. */
  private static double[] losses(Total total) {
    double[] sums = new double[total.statistics().get(0).length];
    double[] weights = new double[sums.length];
    for (double[][] shard : total.statistics()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += shard[i][0];
        weights[i] += shard[i][1];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= weights[i];
    }
    return sums;
  }

  /**
   * The pass over a shard: for each group the sums of losses, weights and rows; without groups
   * once.
   */
  private record Task(
      ModelSpec spec, long rows, List<ColumnGroup> groups, List<Long> keys, int repeats)
      implements ShardTask {
    @Override
    public Partial run(int shard, Shard given, TrainState state) {
      PermutedRows permuted = new PermutedRows(given.blocks(), rows);
      SplitPass pass = new SplitPass(spec, state.weights);
      double[][] found = new double[Math.max(1, groups.size())][3];
      if (groups.isEmpty()) {
        add(pass, permuted, found[0]);
      }
      for (int i = 0; i < groups.size(); i++) {
        for (int repeat = 0; repeat < repeats; repeat++) {
          permuted.permute(groups.get(i), Seeds.derive(keys.get(i), shard, repeat));
          add(pass, permuted, found[i]);
        }
        permuted.restore(groups.get(i));
      }
      return new Partial(0.0, new float[0][], found, 0);
    }

    private void add(SplitPass pass, PermutedRows rows, double[] sums) {
      ScoreKeeper scores = new ScoreKeeper(spec.withoutMetrics(), this.rows);
      pass.run(rows.blocks(), (out, targets) -> pass.score(scores, out, targets));
      sums[0] += scores.states()[0][0];
      sums[1] += scores.states()[0][1];
      sums[2] += scores.states()[0][2];
    }
  }
}
