package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Structure;
import io.ganglion.network.InputStage;
import io.ganglion.network.Pass;

/**
 * {@link EdgeDropout} on the edges of a batch.
 *
 * @param stream of its random numbers
 */
record EdgeDropoutStage(DropoutMask mask, int stream) implements InputStage {
  @Override
  public void apply(Pass pass, Batch batch) {
    if (pass.training()) {
      Structure.Graphs graphs = Neighbours.of(pass);
      graphs.ownWeights();
      mask.apply(graphs.edgeWeight, graphs.edgeStart[graphs.rows()], pass.key(stream));
    }
  }
}
