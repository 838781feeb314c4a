package io.ganglion.data;

/** Packs the sequences of a block into one batch, and knows where each of them went. */
public final class SequencePacking {
  private final BatchFiller filler = new BatchFiller();
  private int[] place = new int[0];

  /** Refills the batch with all sequences of a block. */
  public void fill(Batch batch, Block block) {
    int n = block.examples;
    Block[] blockOf = new Block[n];
    int[] exampleOf = new int[n];
    for (int i = 0; i < n; i++) {
      blockOf[i] = block;
      exampleOf[i] = i;
    }
    filler.fill(batch, blockOf, exampleOf, n);
    if (place.length < n) {
      place = new int[n];
    }
    for (int b = 0; b < n; b++) {
      place[exampleOf[b]] = b;
    }
  }

  /** The place of a sequence of the block among the examples of the batch. */
  public int place(int sequence) {
    return place[sequence];
  }

  /** The row of the batch that holds a step of a sequence of the block. */
  public int row(Batch batch, int sequence, int step) {
    return ((Structure.Packed) batch.structure).start[step] + place[sequence];
  }
}
