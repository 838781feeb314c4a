package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Shape;
import io.ganglion.data.Structure;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/**
 * A network over graphs of which only the outputs of some nodes are asked for: {@code y_i =
 * h_seed(i)}, with h {@code [rows, features]} and y {@code [examples, features]}.
 */
final class SeedOutputs implements InputLayer {
  private final InputLayer body;
  private final Shape output;
  private final Buffer h;
  private final Buffer dh;
  private final Buffer hDot;

  private SeedOutputs(InputLayer body, Plan plan) {
    this.body = body;
    this.output = new Shape.Vector(body.output().features());
    this.h = plan.buffer(body.output());
    this.dh = plan.buffer(body.output());
    this.hDot = plan.buffer(body.output());
  }

  /**
   * The network with an output an example.
   *
   * @throws NetworkException if an example takes more than the output of one node
   */
  static InputLayer of(InputLayer body, Plan plan) {
    if (!(body.output() instanceof Shape.Graph graph) || graph.seeds() == 0) {
      return body;
    }
    if (graph.seeds() > 1) {
      throw new NetworkException(
          "network: expected an output for each pair of nodes, found one for each node: end with"
              + " dot_product");
    }
    return new SeedOutputs(body, plan);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public boolean trainable() {
    return body.trainable();
  }

  @Override
  public void forward(Pass pass, Batch batch, Matrix y) {
    Matrix all = pass.buffer(h);
    body.forward(pass, batch, all);
    gather(batch, all, y);
  }

  @Override
  public void backward(Pass pass, Batch batch, Matrix y, Matrix dy) {
    Matrix dAll = pass.buffer(dh);
    Kernels.fill(dAll, 0f);
    int[] seed = ((Structure.Graphs) batch.structure).seed;
    for (int i = 0; i < dy.rows; i++) {
      Kernels.axpy(1f, dy.data, dy.row(i), dAll.data, dAll.row(seed[i]), dy.columns);
    }
    body.backward(pass, batch, pass.buffer(h), dAll);
  }

  @Override
  public void tangent(Pass pass, Batch batch, Matrix y, Matrix yDot) {
    Matrix allDot = pass.buffer(hDot);
    body.tangent(pass, batch, pass.buffer(h), allDot);
    gather(batch, allDot, yDot);
  }

  private static void gather(Batch batch, Matrix from, Matrix to) {
    int[] seed = ((Structure.Graphs) batch.structure).seed;
    for (int i = 0; i < to.rows; i++) {
      System.arraycopy(from.data, from.row(seed[i]), to.data, to.row(i), to.columns);
    }
  }
}
