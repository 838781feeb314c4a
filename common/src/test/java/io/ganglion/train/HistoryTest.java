package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static Scores scores(double loss, double mae, double accuracy) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("mae", mae);
    metrics.put("accuracy", accuracy);
    return new Scores(loss, metrics, 0);
  }

  private static EpochRecord epoch(int epoch, Scores training, Scores holdout) {
    return new EpochRecord(epoch, training, holdout, 0.25 * epoch, 1200.5);
  }

  private static EpochRecord epoch(int epoch, Scores training, Scores holdout, double rate) {
    return new EpochRecord(
        epoch, training, holdout, 0.25 * epoch, 1200.5, rate, null, new Cost(6.0, 2), null);
  }

  private static final History HISTORY =
      History.empty()
          .with(epoch(1, scores(9.0, 2.5, 0.5), scores(8.0, 2.25, 0.75)))
          .with(epoch(2, scores(1.0 / 3, 1e-9, 0.6), scores(7.0, Double.NaN, 0.75)))
          .with(epoch(3, scores(0.1, 1e9, 0.7), scores(7.0, 2.0, 0.5)));

  @Test
  void writesALineAnEpoch() {
    assertThat(HistoryCsv.write(HISTORY))
        .isEqualTo(
            """
            epoch,loss,holdout_loss,mae,holdout_mae,accuracy,holdout_accuracy,row_evaluations,passes,seconds,samples_per_second
            1,9.0,8.0,2.5,2.25,0.5,0.75,0.0,0,0.25,1200.5
            2,0.3333333333333333,7.0,1.0E-9,NaN,0.6,0.75,0.0,0,0.5,1200.5
            3,0.1,7.0,1.0E9,2.0,0.7,0.5,0.0,0,0.75,1200.5
            """);
  }

  @Test
  void writesALearningRateThatChanges() {
    Scores loss = new Scores(2.0, Map.of(), 0);
    History history =
        History.empty().with(epoch(1, loss, loss, 0.001)).with(epoch(2, loss, loss, 0.00025));
    String text = HistoryCsv.write(history);
    assertThat(text)
        .isEqualTo(
            """
            epoch,loss,holdout_loss,learning_rate,row_evaluations,passes,seconds,samples_per_second
            1,2.0,2.0,0.001,6.0,2,0.25,1200.5
            2,2.0,2.0,2.5E-4,6.0,2,0.5,1200.5
            """);
    assertThat(HistoryCsv.read("history.csv", text)).isEqualTo(history);
  }

  @Test
  void writesWhatAveragingCameTo() {
    Scores loss = new Scores(2.0, Map.of("mae", 1.5), 0);
    Cost cost = new Cost(6.0, 2);
    Merging merging = new Merging(320, 0.0375, false);
    for (double rate : new double[] {0.001, Double.NaN}) {
      History history =
          History.empty()
              .with(new EpochRecord(1, loss, loss, 0.25, 1200.5, rate, null, cost, merging));
      String text = HistoryCsv.write(history);
      assertThat(text)
          .contains(",averaging_every,merge_share,row_evaluations,passes,seconds")
          .contains(",320,0.0375,6.0,2,0.25,");
      assertThat(HistoryCsv.read("history.csv", text)).isEqualTo(history);
    }
  }

  @Test
  void leavesOutWhatThereIsNot() {
    Scores loss = new Scores(2.0, Map.of(), 0);
    assertThat(HistoryCsv.write(new History(List.of(epoch(1, loss, null)))))
        .isEqualTo(
            "epoch,loss,row_evaluations,passes,seconds,samples_per_second\n1,2.0,0.0,0,0.25,1200.5\n");
    assertThat(HistoryCsv.write(History.empty()))
        .isEqualTo("epoch,loss,row_evaluations,passes,seconds,samples_per_second\n");
  }

  @Test
  void readsBackTheSameBits() {
    assertThat(HistoryCsv.read("history.csv", HistoryCsv.write(HISTORY))).isEqualTo(HISTORY);
    Random random = new Random(5);
    History history = History.empty();
    for (int i = 1; i <= 200; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      Scores scores = new Scores(any, Map.of("mse", random.nextGaussian()), 0);
      history = history.with(new EpochRecord(i, scores, null, random.nextDouble(), any));
    }
    assertThat(HistoryCsv.read("history.csv", HistoryCsv.write(history))).isEqualTo(history);
    assertThat(HistoryCsv.read("x", HistoryCsv.write(History.empty()))).isEqualTo(History.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,b\n1,2\n",
        "epoch,loss\n1,2\n",
        "epoch,loss,seconds\n1,2,3\n",
        "epoch,loss,holdout_loss,mae,holdout_mse,row_evaluations,passes,seconds,samples_per_second\n",
        "epoch,loss,holdout_loss,mae,row_evaluations,passes,seconds,samples_per_second\n",
        "epoch,loss,row_evaluations,passes,seconds,samples_per_second,learning_rate\n",
      })
  void refusesAnotherHeader(String text) {
    assertThatThrownBy(() -> HistoryCsv.read("history.csv", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("history.csv, line 1: expected a header such as epoch,loss,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3", "1,2,3,4,5,6,7", "1,x,3,4,5,6", "1.5,2,3,4,5,6", ""})
  void refusesAnotherLine(String line) {
    String text =
        "epoch,loss,row_evaluations,passes,seconds,samples_per_second\n1,2.0,6.0,1,3.0,4.0\n"
            + line
            + "\n";
    assertThatThrownBy(() -> HistoryCsv.read("history.csv", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("history.csv, line 3: ");
  }

  @Test
  void findsTheBestHeldOutEpoch() {
    assertThat(HISTORY.best("loss", false)).get().extracting(EpochRecord::epoch).isEqualTo(2);
    assertThat(HISTORY.best("mae", false)).get().extracting(EpochRecord::epoch).isEqualTo(3);
    assertThat(HISTORY.best("accuracy", true)).get().extracting(EpochRecord::epoch).isEqualTo(1);
  }

  @Test
  void withoutAHeldOutScoreNothingIsBest() {
    Scores nan = scores(Double.NaN, 1, 1);
    assertThat(History.empty().best("loss", false)).isEmpty();
    assertThat(new History(List.of(epoch(1, nan, null))).best("loss", false)).isEmpty();
    assertThat(new History(List.of(epoch(1, nan, nan))).best("loss", false)).isEmpty();
  }

  @Test
  void refusesEpochsWithOtherScores() {
    Scores other = new Scores(1.0, Map.of("mae", 1.0), 0);
    assertThatThrownBy(() -> HISTORY.with(epoch(4, scores(1, 1, 1), null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected the scores of epoch 1 in epoch 4");
    assertThatThrownBy(() -> HISTORY.with(epoch(4, other, other)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void growsWithoutChange() {
    History one = new History(HISTORY.records().subList(0, 1));
    one.with(HISTORY.records().get(1));
    assertThat(one.records()).hasSize(1);
  }
}
