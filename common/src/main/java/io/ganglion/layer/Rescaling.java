package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputStage;
import io.ganglion.network.InputStageSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.tensor.Matrix;

/** Brings the numeric columns to another range: {@code x scale + offset}. */
public record Rescaling(double scale, double offset) implements InputStageSpec {
  static Rescaling read(Section section) {
    if (!section.has("scale")) {
      section.problem("scale", "is missing");
    }
    return new Rescaling(number(section, "scale", 1.0), number(section, "offset", 0.0));
  }

  private static double number(Section section, String key, double otherwise) {
    return section.number(key, otherwise, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  @Override
  public String kind() {
    return "rescaling";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    throw Normalization.notLeading(plan);
  }

  @Override
  public InputStage bindStage(Columns columns, Plan plan) {
    if (columns.sparse() > 0 && offset != 0.0) {
      throw new NetworkException(
          plan.where()
              + ": expected offset 0 for sparse columns, whose absent values must stay 0, found "
              + offset
              + ": remove the offset");
    }
    return new Bound((float) scale, (float) offset);
  }

  private record Bound(float scale, float offset) implements InputStage {
    @Override
    public void apply(Pass pass, Batch batch) {
      Matrix x = batch.numeric;
      for (int r = 0; r < x.rows; r++) {
        int row = x.row(r);
        for (int c = 0; c < x.columns; c++) {
          x.data[row + c] = x.data[row + c] * scale + offset;
        }
      }
      for (int k = 0; k < batch.sparse.stored(); k++) {
        batch.sparse.value[k] *= scale;
      }
    }
  }
}
