package io.ganglion.train;

/** Loss and metrics of given weights over a split, in one pass. */
public final class Evaluation implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final long examples;

  private Evaluation(ModelSpec spec, long examples) {
    this.spec = spec;
    this.examples = examples;
  }

  /**
   * Evaluates the weights of {@code state}.
   *
   * @param label what a user is shown of it: "epoch 12: held-out"
   */
  public static Scores of(ModelSpec spec, TrainState state, Cluster split, String label) {
    Total total = split.run(label, state.weightsOnly(), new Evaluation(spec, split.examples()));
    return ScoreKeeper.merge(spec, total.statistics());
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    SplitPass pass = new SplitPass(spec, state.weights);
    ScoreKeeper scores = new ScoreKeeper(spec, examples);
    pass.run(rows.blocks(), (out, targets) -> pass.score(scores, out, targets));
    return new Partial(0.0, new float[0][], scores.states(), 0);
  }
}
