package io.ganglion.ml;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says by a column what each node of a graph is for: nodes without a label are only heard. */
final class NodeParts {
  private static final String PART = "part of the node";
  private static final String TRAIN = "train";
  private static final String HELD_OUT = "held out";
  private static final long PLACES = 1L << 30;

  private NodeParts() {}

  /**
   * The nodes with their parts.
   *
   * @param node the column of ids, whose hash draws the held-out share
   */
  static Dataset<Row> marked(Dataset<Row> nodes, String node, TrainingParams<?> params) {
    Column part = lit(TRAIN);
    if (params.isSet(params.validationIndicatorCol())) {
      Column flag = nodes.col(FeatureColumns.quoted(params.getValidationIndicatorCol()));
      part = when(flag, lit(HELD_OUT)).otherwise(part);
    } else if (params.getHoldout() > 0.0) {
      Column id = nodes.col(FeatureColumns.quoted(node));
      Column place = pmod(xxhash64(id, lit(params.getSeed())), lit(PLACES));
      part = when(place.lt(lit(params.getHoldout() * PLACES)), lit(HELD_OUT)).otherwise(part);
    }
    Column label = nodes.col(FeatureColumns.quoted(params.getLabelCol()));
    return nodes.withColumn(PART, when(label.isNull(), lit("none")).otherwise(part));
  }

  /** The key {@code split} of the section data. */
  static Map<String, Object> split(TrainingParams<?> params) {
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("column", PART);
    split.put("train", List.of(TRAIN));
    if (params.isSet(params.validationIndicatorCol()) || params.getHoldout() > 0.0) {
      split.put("holdout", List.of(HELD_OUT));
    }
    return split;
  }
}
