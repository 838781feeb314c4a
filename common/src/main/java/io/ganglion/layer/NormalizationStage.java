package io.ganglion.layer;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.network.Buffer;
import io.ganglion.network.InputStage;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Matrix;
import java.util.List;

/** {@link Normalization}, bound. */
final class NormalizationStage implements InputStage {
  private final Slot mean;
  private final Slot variance;
  private final Buffer scale;

  NormalizationStage(List<Columns.Moments> moments, Plan plan) {
    int columns = moments.size();
    this.mean =
        plan.slot(
            "mean",
            1,
            columns,
            Slot.Kind.STATISTIC,
            new GivenValues(moments.stream().map(Columns.Moments::mean).toList()));
    this.variance =
        plan.slot(
            "variance",
            1,
            columns,
            Slot.Kind.STATISTIC,
            new GivenValues(moments.stream().map(Columns.Moments::variance).toList()));
    this.scale = plan.buffer(1, columns);
  }

  @Override
  public void apply(Pass pass, Batch batch) {
    Matrix x = batch.numeric;
    Matrix center = pass.weight(mean);
    Matrix factor = pass.buffer(scale);
    for (int c = 0; c < x.columns; c++) {
      float v = pass.weight(variance).get(0, c);
      factor.set(0, c, v == 0f ? 0f : (float) (1.0 / Math.sqrt(v)));
    }
    for (int r = 0; r < x.rows; r++) {
      int row = x.row(r);
      for (int c = 0; c < x.columns; c++) {
        float centered = x.data[row + c] - center.data[center.offset + c];
        x.data[row + c] = centered * factor.data[factor.offset + c];
      }
    }
  }
}
