package io.ganglion.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.model.LocalFolder;
import io.ganglion.model.ModelException;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.Predictor;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.NetworkSpec;
import io.ganglion.tensor.Seeds;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Models;
import io.ganglion.train.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScorerTest {
  private static final int THREADS = 64;
  private static final int RECORDS = 200;

  private static Map<String, Object> record(int i) {
    Map<String, Object> record = new HashMap<>();
    record.put("rooms", Seeds.normal(1, i));
    record.put("age", i % 7 == 0 ? null : (Object) (i % 90));
    record.put("größe \"m²\"", 0.5f);
    record.put("not a feature", "x");
    return record;
  }

  @Test
  void manyThreadsAtOnceGiveWhatOneGives(@TempDir Path folder)
      throws IOException, InterruptedException, ExecutionException {
    ModelFiles.write(new LocalFolder(folder), Models.regression(1));
    Scorer scorer = Scorer.load(folder);
    float[] expected = new float[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
      expected[i] = scorer.predict(record(i))[0];
    }
    assertThat(expected[0]).isNotEqualTo(expected[1]);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch all = new CountDownLatch(THREADS);
      List<Future<float[]>> found = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        found.add(
            threads.submit(
                () -> {
                  all.countDown();
                  all.await();
                  float[] mine = new float[RECORDS];
                  for (int i = 0; i < RECORDS; i++) {
                    mine[i] = scorer.predict(record(i))[0];
                  }
                  return mine;
                }));
      }
      for (Future<float[]> mine : found) {
        assertThat(mine.get()).containsExactly(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aRecordIsReadByItsColumns() {
    TrainedModel model = Models.mixed(1);
    Scorer scorer = new Scorer(model);
    assertThat(scorer.columns()).containsExactly("year", "town", "zip");
    Map<String, Object> record = new HashMap<>();
    record.put("year", 1_700_003);
    record.put("town", "北京");
    record.put("zip", 80000.0);
    RawRow raw = new RawRow(model.schema());
    raw.numbers[0] = 1_700_003;
    raw.categories[0] = "北京";
    raw.categories[1] = "80000";
    assertThat(scorer.predict(record)).containsExactly(alone(model, raw));
    record.put("year", "?");
    record.put("town", null);
    record.put("zip", "2.5");
    raw.numbers[0] = Double.NaN;
    raw.categories[0] = null;
    raw.categories[1] = "2.5";
    assertThat(scorer.predict(record)).containsExactly(alone(model, raw));
  }

  private static float[] alone(TrainedModel model, RawRow raw) {
    Predictor predictor = new Predictor(model.schema(), model.spec(), model.weights(), 1);
    predictor.set(0, raw);
    return predictor.predict(1).data.clone();
  }

  @Test
  void aVectorIsAnArrayWhetherSparseOrFilled() {
    NumericColumn element = NumericColumn.of("v", 0.0, 1.0, -1.0, 1.0, 0);
    for (List<NumericColumn> elements :
        List.of(List.of(element, element), List.<NumericColumn>of())) {
      Schema schema =
          new Schema(
              List.of(new VectorColumn("v", 2, elements)),
              LabelColumn.number("y", TargetScaling.NONE));
      ModelSpec spec =
          new ModelSpec(
              NetworkSpec.of(Dense.of(1, new Identity())),
              schema.columns(),
              new MeanSquaredError(),
              List.of(),
              TargetScaling.NONE);
      Scorer scorer =
          new Scorer(new TrainedModel(schema, spec, new float[] {2f, -3f, 0.5f}, Map.of()));
      assertThat(scorer.predict(Map.of("v", new double[] {1.0, 0.0}))).containsExactly(2.5f);
      assertThat(scorer.predict(Map.of("v", new float[] {0f, 1f}))).containsExactly(-2.5f);
      assertThatThrownBy(() -> scorer.predict(Map.of("v", new float[1])))
          .hasMessage("column 'v': expected an array of 2 double or float, found 1 of them");
    }
  }

  @Test
  void aBatchGivesWhatItsRowsGive() {
    Scorer scorer = new Scorer(Models.classifier(2));
    assertThat(scorer.classes()).containsExactly("setosa", "7", "l'autre");
    float[][] x = new float[150][2];
    for (int r = 0; r < x.length; r++) {
      x[r][0] = (float) Seeds.normal(5, r);
      x[r][1] = r == 3 ? Float.NaN : r;
    }
    float[][] together = scorer.predict(x);
    float[] one = new float[3];
    for (int r = 0; r < x.length; r++) {
      scorer.predict(x[r], one);
      assertThat(together[r]).containsExactly(one, within(1e-5f));
      double second = x[r][1];
      float[] byName = scorer.predict(Map.of("length", (double) x[r][0], "width", second));
      assertThat(byName).containsExactly(one);
    }
  }

  @Test
  void scoringAllocatesNothing() {
    Scorer scorer = new Scorer(Models.regression(1));
    Map<String, Object> record = record(3);
    float[] prediction = new float[1];
    assertThat(Allocations.perStep(() -> scorer.predict(record, prediction))).isZero();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Scorer scorer = new Scorer(Models.classifier(2));
    assertThatThrownBy(() -> scorer.predict(Map.of("length", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column 'width': expected a value, or null for none");
    assertThatThrownBy(() -> scorer.predict(Map.of("length", 1, "width", "wide")))
        .hasMessage("column 'width': expected a number, found 'wide'");
    assertThatThrownBy(() -> scorer.predict(new float[3], new float[3]))
        .hasMessage("row: expected 2 numbers, found 3");
    assertThatThrownBy(() -> new Scorer(Models.mixed(1)).predict(new float[3], new float[2]))
        .hasMessageContaining("expected a record");
    assertThatThrownBy(() -> new Scorer(Models.forecast(1)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found one of windows");
    // A refused record leaves the workspace as good as new.
    assertThat(scorer.predict(Map.of("length", 1, "width", 2))).hasSize(3);
  }
}
