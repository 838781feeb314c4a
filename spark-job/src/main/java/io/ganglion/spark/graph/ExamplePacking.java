package io.ganglion.spark.graph;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.Loss;
import io.ganglion.spark.shard.Packing;
import io.ganglion.spark.table.NumberText;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Packs examples for the units that they belong to.
 *
 * @param target what the loss reads
 * @param keys positions of the columns with the nodes of an example
 * @param classWeights by index of a class; empty where each counts 1
 * @param weighted whether there are weights of rows
 */
record ExamplePacking(
    LabelColumn label,
    Loss.Target target,
    List<Integer> keys,
    List<Double> classWeights,
    boolean weighted,
    UnitPlan units)
    implements PairFlatMapFunction<Iterator<Row>, Integer, ExamplePiece>, Serializable {
  private static final int MOST = 1 << 18;

  /** Target numbers an example; 0 for a class. */
  int targets() {
    return target == Loss.Target.CLASS ? 0 : label.names().size();
  }

  @Override
  public Iterator<Tuple2<Integer, ExamplePiece>> call(Iterator<Row> rows) {
    Map<String, Integer> classes = new HashMap<>();
    label.classes().forEach(name -> classes.put(name, classes.size()));
    int each = keys.size();
    int targets = targets();
    boolean weigh = weighted || !classWeights.isEmpty();
    return new Packing<>(
        rows,
        () -> new ExamplePiece(targets, weigh),
        piece -> piece.trimmed(each, targets),
        MOST,
        (row, packed) -> add(row, classes, packed));
  }

  private void add(Row row, Map<String, Integer> classes, Packing<Row, ExamplePiece> packed) {
    int each = keys.size();
    int targets = targets();
    long order = row.getAs(LabelledNodes.ORDER);
    ExamplePiece piece = packed.of(units.unit(row.getAs(LabelledNodes.PLACE), order));
    int place = piece.add(each, targets);
    piece.orders[place] = order;
    for (int j = 0; j < each; j++) {
      piece.seeds[place * each + j] = row.getLong(keys.get(j));
    }
    int first = row.fieldIndex(LabelledNodes.LABEL + 0);
    int classIndex = label.classed() ? classes.get(name(row.get(first))) : -1;
    if (piece.classes != null) {
      piece.classes[place] = classIndex;
    } else if (label.classed()) {
      piece.values[place] = classIndex;
    } else {
      TargetScaling scaling = label.scaling();
      for (int i = 0; i < targets; i++) {
        double value = ((Number) row.get(first + i)).doubleValue();
        piece.values[place * targets + i] =
            (float)
                (scaling.none()
                    ? value
                    : (value - scaling.means().get(i)) / scaling.deviations().get(i));
      }
    }
    if (piece.weights != null) {
      double weight = row.getAs(LabelledNodes.WEIGHT);
      piece.weights[place] =
          (float) (classWeights.isEmpty() ? weight : weight * classWeights.get(classIndex));
    }
  }

  /** A class as the label has it. */
  static String name(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    return value instanceof Number number
        ? NumberText.format(number.doubleValue())
        : String.valueOf(value);
  }
}
