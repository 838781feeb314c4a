package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.RawRow;
import io.ganglion.data.SequenceRows;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Models;
import org.junit.jupiter.api.Test;

final class SequencePredictorTest {
  private static final int[] LENGTHS = {2, 5, 1, 3};

  private static SequencePredictor predictor(TrainedModel model) {
    return new SequencePredictor(model.schema(), model.spec(), model.weights());
  }

  private static RawRow step(TrainedModel model, int sequence, int step) {
    RawRow row = Models.row(model.schema(), Seeds.normal(sequence, step));
    for (int c = 0; c < row.categories.length; c++) {
      row.categories[c] = step % 2 == 0 ? "grey" : null;
    }
    return row;
  }

  private static void add(SequencePredictor predictor, TrainedModel model, int sequence) {
    for (int t = 0; t < LENGTHS[sequence]; t++) {
      predictor.step(step(model, sequence, t));
    }
  }

  private static float[] row(Matrix prediction, int row) {
    float[] values = new float[prediction.columns];
    for (int c = 0; c < values.length; c++) {
      values[c] = prediction.get(row, c);
    }
    return values;
  }

  @Test
  void aSequenceDoesNotDependOnItsBatch() {
    TrainedModel model = Models.forecast(1);
    SequencePredictor predictor = predictor(model);
    float[][] together = new float[LENGTHS.length][];
    for (int s = 0; s < LENGTHS.length; s++) {
      add(predictor, model, s);
      predictor.end(new double[] {s, -s});
    }
    assertThat(predictor.sequences()).isEqualTo(4);
    assertThat(predictor.steps()).isEqualTo(11);
    Matrix prediction = predictor.predict();
    assertThat(prediction.rows).isEqualTo(4);
    for (int s = 0; s < LENGTHS.length; s++) {
      together[s] = row(prediction, predictor.row(s));
    }
    assertThat(predictor.sequences()).isZero();
    for (int s = 0; s < LENGTHS.length; s++) {
      add(predictor, model, s);
      predictor.end(new double[] {s, -s});
      assertThat(row(predictor.predict(), predictor.row(0)))
          .containsExactly(together[s], within(1e-5f));
    }
    // What a prediction is added to is a logarithm here.
    add(predictor, model, 2);
    predictor.end(new double[] {0.0, 0.0});
    float[] bare = row(predictor.predict(), 0);
    assertThat(together[2][0] / bare[0]).isCloseTo((float) Math.exp(2.0), within(1e-3f));
    assertThat(together[2][1] / bare[1]).isCloseTo((float) Math.exp(-2.0), within(1e-3f));
  }

  @Test
  void everyStepHasItsRow() {
    TrainedModel model = Models.steps(new SequenceRows("id", "t"), 1);
    SequencePredictor predictor = predictor(model);
    for (int s = 0; s < LENGTHS.length; s++) {
      add(predictor, model, s);
      predictor.end(null);
    }
    Matrix prediction = predictor.predict();
    assertThat(prediction.rows).isEqualTo(11);
    float[][][] together = new float[LENGTHS.length][][];
    for (int s = 0; s < LENGTHS.length; s++) {
      together[s] = new float[LENGTHS[s]][];
      for (int t = 0; t < LENGTHS[s]; t++) {
        together[s][t] = row(prediction, predictor.row(s, t));
      }
    }
    assertThat(predictor.perStep(predictor.layer("gru_1"))).isTrue();
    for (int s = 0; s < LENGTHS.length; s++) {
      // The steps before the last one don't know of it.
      for (int length = 1; length <= LENGTHS[s]; length++) {
        for (int t = 0; t < length; t++) {
          predictor.step(step(model, s, t));
        }
        predictor.end(null);
        Matrix alone = predictor.predict();
        assertThat(row(alone, predictor.row(0, length - 1)))
            .containsExactly(together[s][length - 1], within(1e-5f));
      }
    }
  }

  @Test
  void stepsThatWereTakenBackLeaveNoTrace() {
    TrainedModel model = Models.steps(new SequenceRows("id", "t"), 1);
    SequencePredictor predictor = predictor(model);
    add(predictor, model, 0);
    predictor.end(null);
    add(predictor, model, 1);
    predictor.discard();
    add(predictor, model, 3);
    predictor.end(null);
    Matrix prediction = predictor.predict();
    assertThat(prediction.rows).isEqualTo(5);
    float[] last = row(prediction, predictor.row(1, 2));
    add(predictor, model, 3);
    predictor.end(null);
    assertThat(row(predictor.predict(), predictor.row(0, 2))).containsExactly(last, within(1e-5f));
  }
}
