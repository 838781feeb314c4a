package io.ganglion.train;

import io.ganglion.data.Batch;
import io.ganglion.data.Batcher;
import io.ganglion.data.Block;
import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.data.Targets;
import io.ganglion.network.Network;
import io.ganglion.network.Pass;
import io.ganglion.tensor.Matrix;
import java.util.Iterator;

/** Runs given weights over rows, in their order. */
final class SplitPass {
  /** Fixed, since the bits of a product may depend on its shape. */
  private static final int BATCH_SIZE = 256;

  private final ModelSpec spec;
  private final Network network;
  private final Pass pass;
  private final Batch batch;

  SplitPass(ModelSpec spec, float[] weights) {
    this.spec = spec;
    this.network = spec.bind();
    this.pass = network.pass(weights, null);
    this.batch = new Batch(spec.columns());
  }

  /** What is done with each batch. */
  interface Consumer {
    /**
     * Takes in a batch.
     *
     * @param out of the network, {@code [rows, outputs]}, not to be written
     */
    void accept(Matrix out, Targets targets);
  }

  /** Adds the batch in hand to scores. */
  void score(ScoreKeeper scores, Matrix out, Targets targets) {
    Matrix energies = spec.readsEnergies() ? network.energies(pass) : null;
    scores.add(out, energies, targets, loss(out, targets));
  }

  /** The output of a layer for the batch in hand. */
  Matrix shown(int layer) {
    return pass.shown(layer);
  }

  /** The shape of the output of a layer. */
  Shape output(int layer) {
    return network.layers().get(layer).output();
  }

  /** How the rows of the batch in hand belong to its examples. */
  Structure structure() {
    return batch.structure;
  }

  void run(Iterator<Block> blocks, Consumer consumer) {
    Batcher batches = Batcher.inOrder(blocks, BATCH_SIZE);
    while (batches.next(batch)) {
      network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
      consumer.accept(network.forward(pass), batch.targets);
    }
  }

  /** The summed loss of a batch as a {@link ScoreKeeper} wants it. */
  private double loss(Matrix out, Targets targets) {
    // With scaled targets the keeper computes the loss itself, in the units of the data.
    return spec.lossAsTrained() ? spec.loss().valueAndGradient(out, targets, null) : 0.0;
  }
}
