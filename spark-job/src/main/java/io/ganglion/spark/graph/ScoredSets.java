package io.ganglion.spark.graph;

import io.ganglion.model.NodePredictor;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.shard.Packing;
import io.ganglion.train.ModelSpec;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.Tuple2;

/** Answers for the graphs of blocks: a row a graph or a row a node, with their keys. */
record ScoredSets(ModelSpec spec, Answer answer) implements Serializable {
  private static final int GRAPHS_AT_ONCE = 256;
  private static final int MOST = 1 << 18;

  /** Packs graphs without labels for their units. */
  static Iterator<Tuple2<Integer, SetPiece>> packed(Iterator<Row> rows, UnitPlan units) {
    return new Packing<>(
        rows,
        () -> SetPiece.of(new ExamplePiece(0, false)),
        piece -> {
          piece.examples.trimmed(1, 0);
          return piece;
        },
        MOST,
        (row, packed) -> {
          long key = row.getAs(LabelledNodes.KEY);
          int unit = units.unit(row.getAs(LabelledNodes.PLACE), row.getAs(LabelledNodes.ORDER));
          ExamplePiece examples = packed.of(unit).examples;
          int place = examples.add(1, 0);
          examples.orders[place] = row.getAs(LabelledNodes.ORDER);
          examples.seeds[place] = key;
        });
  }

  /** The answers for some blocks. */
  Iterator<Row> rows(Iterator<SetBlock> blocks, float[] weights) {
    NodePredictor predictor = new NodePredictor(spec, weights, GRAPHS_AT_ONCE);
    return new Iterator<>() {
      private final Queue<Row> ready = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        while (ready.isEmpty() && blocks.hasNext()) {
          answer(blocks.next(), predictor, ready);
        }
        return !ready.isEmpty();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.remove();
      }
    };
  }

  private void answer(SetBlock block, NodePredictor predictor, Queue<Row> to) {
    predictor.enter(block.block());
    int graph = 0;
    int node = 0;
    for (int found = predictor.next(); found > 0; found = predictor.next()) {
      if (answer.perStep()) {
        for (int row = 0; row < predictor.nodes(); row++) {
          to.add(row(predictor, row, block.graphOf(node), block.nodeKey(node)));
          node++;
        }
      } else {
        for (int row = 0; row < found; row++) {
          to.add(row(predictor, row, block.graph(graph++)));
        }
      }
    }
  }

  private Row row(NodePredictor predictor, int row, long... keys) {
    Object[] values = new Object[keys.length + answer.width()];
    for (int i = 0; i < keys.length; i++) {
      values[i] = keys[i];
    }
    answer.write(predictor, row, values, keys.length);
    return RowFactory.create(values);
  }
}
