package io.ganglion.model;

import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Structure;
import io.ganglion.train.ModelSpec;
import java.util.List;

/** Predicts for the examples of blocks of graphs, some at a time. For one thread. */
public final class NodePredictor extends ModelPass {
  private final int most;
  private Batcher batches;

  /**
   * A predictor.
   *
   * @param weights the flat vector of all parameters, not written
   * @param most examples at a time
   */
  public NodePredictor(ModelSpec spec, float[] weights, int most) {
    super(spec, weights);
    this.most = most;
  }

  /** Begins a block, whose examples come in their order. */
  public void enter(Block block) {
    batches = Batcher.inOrder(List.of(block).iterator(), most);
  }

  /**
   * Predicts for the next examples of the block.
   *
   * @return how many; 0 at its end
   */
  public int next() {
    if (!batches.next(batch)) {
      return 0;
    }
    run();
    return batch.examples();
  }

  /**
   * The number of nodes of these examples, whose rows in the output of a hidden layer stand in the
   * order of the block where the examples are graphs.
   */
  public int nodes() {
    return batch.rows();
  }

  /** The row of the node of an example, in the output of a hidden layer. */
  public int row(int example) {
    return ((Structure.Graphs) batch.structure).seed[example];
  }
}
