package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AssessmentTest {
  private static ModelSpec spec(int units, Loss loss, TargetScaling scaling) {
    return new ModelSpec(
        NetworkSpec.of(Dense.of(units, new Identity())),
        Columns.numeric(1),
        loss,
        List.of(),
        scaling);
  }

  private static Assessment assess(ModelSpec spec, float[] weights, List<List<Block>> shards) {
    return Assessment.of(spec, TrainState.start(weights, 0), new LocalCluster(shards), "test");
  }

  @Test
  void countsWhichClassIsTakenForWhich() {
    // Logits x, 0 and −9: class 0 where x is above 0, else class 1.
    ModelSpec spec = spec(3, new CategoricalCrossentropy(), TargetScaling.NONE);
    float[] weights = {1, 0, 0, 0, 0, -9};
    Block first =
        Block.builder(3)
            .numeric(new float[] {2, 2, -2}, 1)
            .classes(new int[] {0, 1, 1})
            .weights(new float[] {1, 2, 1})
            .build();
    Block second =
        Block.builder(1)
            .numeric(new float[] {-1}, 1)
            .classes(new int[] {2})
            .weights(new float[] {0.5f})
            .build();

    Assessment found = assess(spec, weights, List.of(List.of(first), List.of(), List.of(second)));

    Confusion confusion = found.classes().get(0).confusion();
    assertThat(confusion.cell(0, 0)).isEqualTo(1);
    assertThat(confusion.cell(1, 0)).isEqualTo(2);
    assertThat(confusion.cell(1, 1)).isEqualTo(1);
    assertThat(confusion.cell(2, 1)).isEqualTo(0.5);
    assertThat(confusion.row(1)).isEqualTo(3);
    assertThat(found.numbers()).isEmpty();
    // Three answers of probability 0.88 of which half the weight was right, and one of 0.73.
    Calibration calibration = found.classes().get(0).calibration();
    double sure = 1 / (1 + Math.exp(-2) + Math.exp(-11));
    double unsure = 1 / (1 + Math.exp(-1) + Math.exp(-9));
    assertThat(calibration.rows(8)).isEqualTo(3);
    assertThat(calibration.predicted(8)).isCloseTo(sure, within(1e-3));
    assertThat(calibration.observed(8)).isEqualTo(0.5);
    assertThat(calibration.error())
        .isCloseTo((4 * (sure - 0.5) + 0.5 * unsure) / 4.5, within(1e-3));
  }

  @Test
  void judgesEveryBinaryOutputByItself() {
    ModelSpec spec = spec(2, new BinaryCrossentropy(), TargetScaling.NONE);
    Block block =
        Block.builder(2)
            .numeric(new float[] {3, -3}, 1)
            .values(new float[] {1, 1, 0, 0}, 2)
            .build();

    Assessment found = assess(spec, new float[] {1, -1, 0, 0}, List.of(List.of(block)));

    assertThat(found.classes()).hasSize(2);
    assertThat(found.classes().get(0).confusion().cell(1, 1)).isEqualTo(1);
    assertThat(found.classes().get(0).confusion().cell(0, 0)).isEqualTo(1);
    assertThat(found.classes().get(1).confusion().cell(1, 0)).isEqualTo(1);
    assertThat(found.classes().get(1).confusion().cell(0, 1)).isEqualTo(1);
    assertThat(found.classes().get(1).calibration().observed(9)).isZero();
  }

  @Test
  void showsNumbersInTheUnitsOfTheData() {
    ModelSpec spec =
        spec(1, new MeanSquaredError(), new TargetScaling(List.of(10.0), List.of(2.0)));
    // The prediction is 10 + 2 x; the truths are 12, 8 and 19.
    Block block =
        Block.builder(3)
            .numeric(new float[] {0, 1, 4}, 1)
            .values(new float[] {1, -1, 4.5f}, 1)
            .weights(new float[] {1, 1, 2})
            .build();

    NumberAssessment found =
        assess(spec, new float[] {1, 0}, List.of(List.of(block))).numbers().get(0);

    assertThat(found.rows()).isEqualTo(3);
    assertThat(found.sampled()).isEqualTo(3);
    assertThat(found.truth(2)).isEqualTo(19);
    assertThat(found.prediction(2)).isEqualTo(18);
    assertThat(found.meanResidual()).isEqualTo((2 - 4 + 2 * 1) / 4.0);
    assertThat(found.rootMeanSquare()).isCloseTo(Math.sqrt((4 + 16 + 2) / 4.0), within(1e-12));
    assertThat(found.lost()).isZero();
  }

  @Test
  void samplesAtMostAThousandRowsBySheerPosition() {
    ModelSpec spec = spec(1, new MeanSquaredError(), TargetScaling.NONE);
    List<List<Block>> shards =
        Stream.of(3000, 1, 0, 1777)
            .map(
                rows -> {
                  float[] x = new float[rows];
                  Arrays.fill(x, rows);
                  return List.of(Block.builder(rows).numeric(x, 1).values(x, 1).build());
                })
            .toList();

    NumberAssessment found = assess(spec, new float[] {1, 0}, shards).numbers().get(0);

    assertThat(found.rows()).isEqualTo(4778);
    assertThat(found.sampled()).isBetween(450, NumberAssessment.SAMPLE);
    assertThat(found.truth(0)).isEqualTo(3000);
    assertThat(found.truth(found.sampled() - 1)).isEqualTo(1777);
  }

  @Test
  void countsRowsWithoutAFinitePredictionApart() {
    NumberAssessment found = new NumberAssessment();
    found.add(1, Double.POSITIVE_INFINITY, 1, true);
    found.add(1, 0.5, 1, true);

    assertThat(found.lost()).isEqualTo(1);
    assertThat(found.sampled()).isEqualTo(1);
    assertThat(found.meanResidual()).isEqualTo(0.5);
  }

  @Test
  void theHistogramDoesNotDependOnOrderOrShards() {
    ResidualHistogram all = new ResidualHistogram();
    ResidualHistogram backwards = new ResidualHistogram();
    ResidualHistogram small = new ResidualHistogram();
    ResidualHistogram large = new ResidualHistogram();
    int n = 500;
    double[] residuals = new double[n];
    for (int i = 0; i < n; i++) {
      residuals[i] = Seeds.normal(5, i) * (i < 400 ? 0.01 : 7);
    }
    residuals[17] = 0;
    for (int i = 0; i < n; i++) {
      all.add(residuals[i], 1);
      backwards.add(residuals[n - 1 - i], 1);
      (i < 400 ? small : large).add(residuals[i], 1);
    }
    small.merge(large.state());

    assertThat(backwards.state()).isEqualTo(all.state());
    assertThat(small.state()).isEqualTo(all.state());
    double largest = Arrays.stream(residuals).map(Math::abs).max().orElseThrow();
    assertThat(largest).isBetween(ResidualHistogram.HALF / 2 * all.width(), 256 * all.width());
    double counted = 0;
    for (int bin = -ResidualHistogram.HALF; bin < ResidualHistogram.HALF; bin++) {
      counted += all.weight(bin);
    }
    assertThat(counted).isEqualTo(n);
  }
}
