package io.ganglion.spark.sequence;

import io.ganglion.spark.scoring.ScoredTable;
import java.io.Serializable;
import java.util.stream.IntStream;

/** Where the columns of a {@link ScoredTable} stand in its rows. */
public final class SequencePlaces implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The features, in the order of the schema. */
  public final int[] features;

  /** The columns that stay beside predictions. */
  public final int[] kept;

  /** Which of those hold an element for each step. */
  public final boolean[] ofSteps;

  /** What predictions are added to; empty for nothing. */
  public final int[] bases;

  /** Whether a row a step tells the number of the step, since no column does. */
  public final boolean numbered;

  /** Places in the rows of a table of sequences. */
  public SequencePlaces(
      int[] features, int[] kept, boolean[] ofSteps, int[] bases, boolean numbered) {
    this.features = features;
    this.kept = kept;
    this.ofSteps = ofSteps;
    this.bases = bases;
    this.numbered = numbered;
  }

  /** The columns that stay beside predictions and hold one element for all steps. */
  public int[] whole() {
    return IntStream.range(0, kept.length).filter(i -> !ofSteps[i]).map(i -> kept[i]).toArray();
  }
}
