package io.ganglion.train;

/**
 * Chooses how many batches each shard takes between two averages, so that merging stays within a
 * share of the time.
 *
 * <p>A round of {@code k} batches is taken to last {@code o + k τ}: its overhead o, which is
 * everything but local steps (broadcast, scheduling, binding, results, merge), and the time τ in
 * which every shard takes a step. Its share of merging {@code o / (o + k τ)} stays within σ from
 * {@code k = o (1 − σ) / (σ τ)} on. An epoch is cut into equal rounds, as many as fit.
 *
 * <p>Both are running means of what was measured. The first round counts only until there is a
 * second, since a virtual machine that has just begun is slow.
 *
 * <p>The share is that of all rounds so far: where merging has taken more of their time (by that
 * first round, a pause of the collector, a lost executor), rounds are so much longer that it is
 * paid back.
 */
final class AutoPeriod {
  /** The share that is aimed at, of the one that is allowed: times of rounds vary. */
  private static final double AIM = 0.8;

  /** How much a round counts in the running means. */
  private static final double TAKE = 0.4;

  /** The share of an epoch that the first round takes, of which nothing is known. */
  private static final long FIRST = 16;

  /** From so many rounds on the machine is warm and the means are settled. */
  private static final long ENOUGH = 5;

  private final double share;
  private double overhead;
  private double step;
  private double merged;
  private double worked;
  private long rounds;

  /**
   * Before the first round.
   *
   * @param share of the time that merging may take, in (0, 1)
   */
  AutoPeriod(double share) {
    this.share = share;
  }

  /**
   * The batches of the next round; {@link ParameterAveraging#EVERY_EPOCH} for all that are left.
   *
   * @param left batches of a shard until the end of the epoch
   * @param ofEpoch batches of a shard in an epoch
   */
  long next(long left, long ofEpoch) {
    long least = rounds == 0 ? (ofEpoch + FIRST - 1) / FIRST : least();
    long more = left / Math.max(1, least);
    return more <= 1 ? ParameterAveraging.EVERY_EPOCH : (left + more - 1) / more;
  }

  /** The least batches of a round that keep merging within its share, or bring it back there. */
  private long least() {
    double aim = AIM * share;
    double odds = (1.0 - aim) / aim;
    double owed = Math.max(0.0, merged * odds - worked);
    return (long) Math.min(1e18, Math.ceil((overhead * odds + owed) / step));
  }

  /**
   * Whether not even one average an epoch would keep merging within its share, as far as enough
   * rounds tell.
   */
  boolean beyondReach(long ofEpoch) {
    return rounds >= ENOUGH && overhead > share * (overhead + ofEpoch * step);
  }

  /**
   * Takes in a round.
   *
   * @param batches of a shard
   * @param overhead seconds of the round that were not local steps
   * @param work seconds of the round that were
   */
  void took(long batches, double overhead, double work) {
    double take = rounds < 2 ? 1.0 : TAKE;
    this.overhead += take * (overhead - this.overhead);
    this.step += take * (work / batches - this.step);
    merged += overhead;
    worked += work;
    rounds++;
  }
}
