package io.ganglion.layer;

import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputStage;
import io.ganglion.network.InputStageSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;
import java.util.Collections;
import java.util.List;

/**
 * Standardises the numeric columns with the moments of the training split: {@code (x − mean) /
 * √variance}, and 0 for a column without variance. The moments are saved with the weights.
 */
public record Normalization() implements InputStageSpec {
  @Override
  public String kind() {
    return "normalization";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    throw notLeading(plan);
  }

  @Override
  public InputStage bindStage(Columns columns, Plan plan) {
    if (columns.numeric() == 0) {
      throw new NetworkException(
          plan.where()
              + ": expected numeric columns to standardise, found none: remove it; sparse and"
              + " categorical columns stay as they are");
    }
    List<Columns.Moments> moments = columns.statistics();
    if (moments.isEmpty()) {
      moments = Collections.nCopies(columns.numeric(), new Columns.Moments(0.0, 1.0));
    }
    return new NormalizationStage(moments, plan);
  }

  /** The error for a stage that stands behind or inside another layer. */
  static NetworkException notLeading(Plan plan) {
    return new NetworkException(
        plan.where()
            + ": expected it before all other layers, as it works on the columns of the data,"
            + " found it behind or inside another layer: move it to the start of the network");
  }
}
