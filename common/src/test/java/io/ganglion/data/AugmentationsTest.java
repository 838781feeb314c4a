package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.config.SpecWriter;
import io.ganglion.loss.Loss;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Batches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every augmentation, and those that change values one by one. */
class AugmentationsTest {
  private static final int NUMBERS = 6;
  private static final int FLAGS = 2;
  private static final int WIDTH = NUMBERS + FLAGS;
  private static final float UNTOUCHED = 7f;

  static List<Augmentation> samples() {
    List<Augmentation> samples = new ArrayList<>();
    Augmentations.CATALOGUE.entries().forEach(entry -> samples.addAll(entry.samples()));
    return samples;
  }

  /** Six numbers of deviation 2 around 5, two flags, and two categories where they may be. */
  private static Columns columns(Augmentation sample) {
    boolean steps = sample instanceof Jitter || sample instanceof TimeMasking;
    List<Integer> categories = sample instanceof Mixup ? List.of() : List.of(5, 9);
    List<Columns.Moments> moments = Collections.nCopies(WIDTH, new Columns.Moments(5.0, 4.0));
    return new Columns(
            steps ? Columns.Kind.STEP : Columns.Kind.EXAMPLE, WIDTH, 0, categories, moments)
        .withFlags(FLAGS);
  }

  private static Batch batch(Columns columns, long seed) {
    Batch batch = Batches.of(columns, seed);
    for (int r = 0; r < batch.rows(); r++) {
      for (int c = NUMBERS; c < WIDTH; c++) {
        batch.numeric.set(r, c, UNTOUCHED);
      }
    }
    Batches.targets(batch.targets, Loss.Target.NUMBERS, batch.examples(), 1, true, seed);
    return batch;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenReadsBackAndTravels(Augmentation sample)
      throws IOException, ClassNotFoundException {
    Problems problems = new Problems();
    assertThat(Augmentations.read("x", List.of(SpecWriter.write(sample)), problems))
        .containsExactly(sample);
    assertThat(problems.messages()).isEmpty();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sample);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(sample);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theKeyDecidesAndFlagsStay(Augmentation sample) {
    Columns columns = columns(sample);
    Augmenter augmenter = sample.bind(columns);
    Batch before = batch(columns, 1);
    Batch first = batch(columns, 1);
    augmenter.apply(first, 3);
    // The same thread goes on with another batch in between.
    augmenter.apply(batch(columns, 2), 4);
    Batch again = batch(columns, 1);
    augmenter.apply(again, 3);
    Batch other = batch(columns, 1);
    augmenter.apply(other, 5);
    assertThat(again.numeric.data).isEqualTo(first.numeric.data);
    assertThat(again.ids).isEqualTo(first.ids);
    assertThat(again.targets.values.data).isEqualTo(first.targets.values.data);
    assertThat(first.numeric.data).isNotEqualTo(before.numeric.data);
    assertThat(other.numeric.data).isNotEqualTo(first.numeric.data);
    for (int r = 0; r < first.rows(); r++) {
      for (int c = NUMBERS; c < WIDTH; c++) {
        assertThat(first.numeric.get(r, c)).isEqualTo(UNTOUCHED);
      }
    }
    boolean masks = sample instanceof Masking || sample instanceof TimeMasking;
    for (int i = 0; i < first.ids.length; i++) {
      assertThat(first.ids[i] == before.ids[i] || (masks && first.ids[i] == 0)).isTrue();
    }
    boolean mixes = sample instanceof Mixup;
    assertThat(Arrays.equals(first.targets.values.data, before.targets.values.data))
        .isNotEqualTo(mixes);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aWarmStepAllocatesNothing(Augmentation sample) {
    Columns columns = columns(sample);
    Augmenter augmenter = Augmentations.bind(List.of(sample, sample), columns);
    Batch batch = batch(columns, 1);
    assertThat(Allocations.perStep(() -> augmenter.apply(batch, 3))).isZero();
  }

  /** A batch of many rows of ones, so that what comes out is what was drawn. */
  private static Batch ones(int rows, Columns columns) {
    Batch batch = new Batch(columns);
    ((Structure.Independent) batch.structure).rows = rows;
    batch.numeric.point(new float[rows * columns.numeric()], 0, rows, columns.numeric());
    Arrays.fill(batch.numeric.data, 1f);
    batch.ids = new int[rows * batch.idColumns];
    Arrays.fill(batch.ids, 3);
    return batch;
  }

  private static void checkNormal(float[] values, int from, double mean, double deviation) {
    double sum = 0.0;
    double squares = 0.0;
    int beyond = 0;
    int n = 0;
    for (int i = from; i < values.length; i += 2, n++) {
      double z = (values[i] - mean) / deviation;
      sum += z;
      squares += z * z;
      beyond += Math.abs(z) > 2.0 ? 1 : 0;
    }
    assertThat(sum / n).isCloseTo(0.0, within(4.0 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1.0, within(4.0 * Math.sqrt(2.0 / n)));
    assertThat((double) beyond / n).isCloseTo(0.0455, within(4.0 * Math.sqrt(0.0455 / n)));
  }

  @Test
  void noiseIsInDeviationsOfTheColumn() {
    Columns columns =
        Columns.numeric(2)
            .withStatistics(List.of(new Columns.Moments(9.0, 4.0), new Columns.Moments(0.0, 0.0)));
    Batch batch = ones(30_000, columns);
    new Noise(0.25).bind(columns).apply(batch, 1);
    checkNormal(batch.numeric.data, 0, 1.0, 0.5);
    for (int r = 0; r < batch.rows(); r++) {
      assertThat(batch.numeric.get(r, 1)).as("a constant column").isEqualTo(1f);
    }
  }

  @Test
  void factorsAreAroundOne() {
    Batch batch = ones(30_000, Columns.numeric(2));
    new Scaling(0.1).bind(Columns.numeric(2)).apply(batch, 1);
    checkNormal(batch.numeric.data, 0, 1.0, 0.1);
    checkNormal(batch.numeric.data, 1, 1.0, 0.1);
  }

  @Test
  void valuesAreMaskedOneByOne() {
    Columns columns =
        new Columns(
            Columns.Kind.EXAMPLE,
            2,
            0,
            List.of(5),
            List.of(new Columns.Moments(9.0, 4.0), new Columns.Moments(-2.0, 1.0)));
    Batch batch = ones(30_000, columns);
    new Masking(0.2).bind(columns).apply(batch, 1);
    int[] masked = new int[4];
    for (int r = 0; r < batch.rows(); r++) {
      boolean first = batch.numeric.get(r, 0) == 9f;
      boolean second = batch.numeric.get(r, 1) == -2f;
      boolean id = batch.ids[r] == 0;
      assertThat(first || batch.numeric.get(r, 0) == 1f).isTrue();
      assertThat(second || batch.numeric.get(r, 1) == 1f).isTrue();
      assertThat(id || batch.ids[r] == 3).isTrue();
      masked[0] += first ? 1 : 0;
      masked[1] += second ? 1 : 0;
      masked[2] += id ? 1 : 0;
      masked[3] += first && id ? 1 : 0;
    }
    double[] rates = {0.2, 0.2, 0.2, 0.04};
    for (int i = 0; i < 4; i++) {
      assertThat(masked[i] / 30_000.0)
          .isCloseTo(rates[i], within(4.0 * Math.sqrt(rates[i] / 30_000)));
    }
  }

  @Test
  void sparseValuesAreScaledAndMaskedWhereTheyAre() {
    Columns columns = new Columns(Columns.Kind.EXAMPLE, 0, 30, List.of(), List.of());
    Batch batch = Batches.of(columns, 1);
    float[] before = batch.sparse.value.clone();
    int[] index = batch.sparse.index.clone();
    new Scaling(0.1).bind(columns).apply(batch, 1);
    for (int k = 0; k < before.length; k++) {
      double ratio = batch.sparse.value[k] / before[k];
      assertThat(ratio).isNotEqualTo(1.0).isBetween(0.5, 1.5);
    }
    new Masking(0.5).bind(columns).apply(batch, 2);
    assertThat(batch.sparse.value).contains(0f).isNotEqualTo(new float[before.length]);
    assertThat(batch.sparse.index).isEqualTo(index);
  }

  @Test
  void columnsThatDoNotFitAreRefused() {
    Columns sparse = new Columns(Columns.Kind.EXAMPLE, 2, 30, List.of(), List.of());
    Columns names = new Columns(Columns.Kind.EXAMPLE, 2, 0, List.of(4, 3), List.of());
    Columns onlyNames = new Columns(Columns.Kind.EXAMPLE, 0, 0, List.of(4), List.of());
    Columns steps = new Columns(Columns.Kind.STEP, 2, 0, List.of(), List.of());
    checkRefused(new Noise(0.1), sparse, "noise: expected dense columns, found 30 sparse ones");
    checkRefused(
        new Scaling(0.1), onlyNames, "scaling: expected dense numeric columns, found none");
    checkRefused(
        new Mixup(0.1), names, "mixup: expected numeric columns only, found 2 categorical");
    checkRefused(new Mixup(0.1), steps, "mixup: expected independent rows, found sequences");
    checkRefused(new Jitter(0.1), names, "jitter: expected sequences, found independent rows");
    checkRefused(
        new TimeMasking(0.1), names, "time_masking: expected sequences, found independent rows");
    checkRefused(
        new Image(28, 28, 1, 2, 0.0, 0.0),
        Columns.numeric(785),
        "image: expected 784 numeric columns (height 28 × width 28 × channels 1), found 785");
  }

  private static void checkRefused(Augmentation augmentation, Columns columns, String message) {
    assertThatThrownBy(() -> augmentation.bind(columns))
        .isInstanceOf(AugmentationException.class)
        .hasMessageStartingWith("data.augment: " + message);
  }

  @Test
  void everyProblemComesAtOnce() {
    Problems problems = new Problems();
    List<Object> items =
        List.of(
            "noise",
            Map.of("noize", Map.of()),
            Map.of("masking", Map.of("rate", 1.0)),
            Map.of("scaling", Map.of("deviation", 0)),
            Map.of("image", Map.of("height", 28, "width", 28)),
            Map.of("image", Map.of("height", 28, "shift", 1)),
            Map.of("mixup", Map.of("alpha", 0.2, "beta", 1)));
    Augmentations.read("data.augment", items, problems);
    assertThat(problems.messages())
        .containsExactly(
            "data.augment[0].noise.deviation: is missing",
            "data.augment[1]: no augmentation is called 'noize'; did you mean 'noise'?",
            "data.augment[2].masking.rate: expected a number above 0 and below 1, found 1.0",
            "data.augment[3].scaling.deviation: expected a number above 0, found 0.0",
            "data.augment[4].image.shift: expected at least one of shift, rotation and scale, found"
                + " none",
            "data.augment[5].image.width: is missing",
            "data.augment[6].mixup.beta: is not a key here; expected one of alpha");
  }
}
