package io.ganglion.train;

/** Loss and metrics of given weights over a split, in one pass. */
public final class Evaluation implements ShardTask {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;

  private Evaluation(ModelSpec spec) {
    this.spec = spec;
  }

  /**
   * Evaluates the weights of {@code state}.
   *
   * @param label what a user is shown of it: "epoch 12: held-out"
   */
  public static Scores of(ModelSpec spec, TrainState state, Cluster split, String label) {
    Total total = split.run(label, state.weightsOnly(), new Evaluation(spec));
    return ScoreKeeper.merge(spec, total.statistics());
  }

  @Override
  public Partial run(int shard, Shard rows, TrainState state) {
    SplitPass pass = new SplitPass(spec, state.weights);
    ScoreKeeper scores = new ScoreKeeper(spec);
    pass.run(rows.blocks(), (out, targets) -> scores.add(out, targets, pass.loss(out, targets)));
    return new Partial(0.0, new float[0][], scores.states(), 0);
  }
}
