package io.ganglion.spark.graph;

import io.ganglion.data.Block;
import io.ganglion.model.GraphStages;
import io.ganglion.model.GraphStages.Stage;
import io.ganglion.model.NodePredictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.TrainState;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Runs the stages of a model over all nodes of a graph, one stage after another. */
final class StagedPass {
  /** Nodes of a batch. */
  private static final int BATCH = 4096;

  private final TrainedModel model;
  private final GraphPartitions graph;
  private final int layer;

  /**
   * A pass.
   *
   * @param layer whose activations are wanted; a negative number for predictions
   */
  StagedPass(TrainedModel model, GraphPartitions graph, int layer) {
    this.model = model;
    this.graph = graph;
    this.layer = layer;
  }

  /** The outputs of all nodes, cached. */
  JavaRDD<NodeRows> run() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(graph.parts().context());
    Broadcast<TrainState> weights = context.broadcast(TrainState.start(model.weights(), 0));
    JavaRDD<GraphPart> reached = graph.parts();
    for (Stage stage : GraphStages.of(model.spec())) {
      int shown = layer - stage.firstLayer();
      boolean here = shown >= 0 && shown < stage.layers();
      JavaRDD<NodeRows> outputs = outputs(stage, here ? shown : -1, reached, weights);
      if (reached != graph.parts()) {
        reached.unpersist();
      }
      if (here) {
        return outputs;
      }
      reached =
          outputs
              .zipPartitions(
                  graph.parts(),
                  (rows, parts) ->
                      List.of(new GraphPart(rows.next(), parts.next().adjacency)).iterator())
              .persist(StorageLevel.MEMORY_AND_DISK());
      reached.count();
      outputs.unpersist();
    }
    return reached.map(part -> part.nodes);
  }

  /** The outputs of a stage for all nodes. */
  private JavaRDD<NodeRows> outputs(
      Stage stage, int shown, JavaRDD<GraphPart> reached, Broadcast<TrainState> weights) {
    int partitions = graph.count();
    int[] fanOut = new int[stage.hops()];
    Arrays.fill(fanOut, Integer.MAX_VALUE);
    NeighbourhoodJob job =
        new NeighbourhoodJob(partitions, new UnitPlan(partitions, 1), fanOut, 1, 0);
    JavaPairRDD<Integer, ExamplePiece> all =
        reached.mapPartitionsToPair(parts -> all(parts.next().nodes, partitions));
    try (NeighbourhoodJob.Gathered gathered = job.gather(reached, all)) {
      JavaRDD<NodeRows> outputs =
          gathered
              .blocks()
              .zipPartitions(
                  reached,
                  (blocks, parts) ->
                      List.of(
                              outputs(
                                  stage,
                                  shown,
                                  blocks,
                                  parts.next().nodes,
                                  weights.value().weights))
                          .iterator())
              .persist(StorageLevel.MEMORY_AND_DISK());
      outputs.count();
      return outputs;
    }
  }

  /** The nodes of a partition as examples of its own unit. */
  private static Iterator<Tuple2<Integer, ExamplePiece>> all(NodeRows nodes, int partitions) {
    if (nodes.rows == 0) {
      return Collections.emptyIterator();
    }
    ExamplePiece piece = new ExamplePiece(0, false);
    for (int r = 0; r < nodes.rows; r++) {
      int place = piece.add(1, 0);
      piece.seeds[place] = nodes.keys[r];
      piece.orders[place] = nodes.keys[r];
    }
    int unit = NodeKeys.partition(nodes.keys[0], partitions);
    return List.of(new Tuple2<>(unit, piece.trimmed(1, 0))).iterator();
  }

  private static NodeRows outputs(
      Stage stage, int shown, Iterator<Block> blocks, NodeRows nodes, float[] weights) {
    NodePredictor predictor = new NodePredictor(stage.spec(), stage.weights(weights), BATCH);
    int width = shown < 0 ? predictor.width() : predictor.width(shown);
    NodeRows outputs = new NodeRows(width, 0, 0, nodes.rows);
    while (blocks.hasNext()) {
      predictor.enter(blocks.next());
      for (int n = predictor.next(); n > 0; n = predictor.next()) {
        Matrix found = shown < 0 ? predictor.prediction() : predictor.output(shown);
        for (int i = 0; i < n; i++) {
          int to = outputs.add(nodes.keys[outputs.rows]);
          int row = shown < 0 ? i : predictor.row(i);
          System.arraycopy(found.data, found.row(row), outputs.numeric, to * width, width);
        }
      }
    }
    return outputs;
  }
}
