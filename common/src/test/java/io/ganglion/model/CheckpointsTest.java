package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.Block;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Dropout;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Tanh;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.MeanAbsoluteError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.Clipping;
import io.ganglion.optimize.Lbfgs;
import io.ganglion.optimize.ReduceOnPlateau;
import io.ganglion.optimize.Regularization;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.testing.Data;
import io.ganglion.testing.MemoryFolder;
import io.ganglion.train.DataDigest;
import io.ganglion.train.EarlyStopping;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.FullBatch;
import io.ganglion.train.GradientAggregation;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingPoint;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckpointsTest {
  private static final int EPOCHS = 12;
  private static final List<List<Block>> TRAINING = Data.regressionShards(6, 1, 30, 20);
  private static final LocalCluster HOLDOUT = new LocalCluster(Data.regressionShards(6, 9, 40));

  private static final int PARAMETERS = spec(true).bind().initialize(1).length;

  private static ModelSpec spec(boolean dropout) {
    NetworkSpec network =
        dropout
            ? NetworkSpec.of(
                Dense.of(32, new Tanh()), new Dropout(0.2), Dense.of(1, new Identity()))
            : NetworkSpec.of(Dense.of(32, new Tanh()), Dense.of(1, new Identity()));
    return new ModelSpec(
        network,
        Columns.numeric(6),
        new MeanSquaredError(),
        List.of(new MeanAbsoluteError()),
        new TargetScaling(List.of(10.0), List.of(3.0)));
  }

  private static UpdateRule rule() {
    return new UpdateRule(
        new Adam(0.02, 0.9, 0.999, 1e-7),
        Clipping.NONE,
        Regularization.NONE,
        0.0,
        new ReduceOnPlateau(0.5, 1, 0.01, 0.0, 0.0),
        EPOCHS);
  }

  static Stream<TrainingStrategy> strategies() {
    ModelSpec random = spec(true);
    return Stream.of(
        new ParameterAveraging(random, rule(), 8, 2, ParameterAveraging.StateMerge.AVERAGE, 1),
        new GradientAggregation(random, rule(), 8, 1),
        new FullBatch(spec(false), Lbfgs.defaults(), Regularization.NONE, 1));
  }

  private static Trainer trainer(TrainingStrategy strategy, TrainingListener listener) {
    ModelSpec spec = spec(!(strategy instanceof FullBatch));
    return new Trainer(spec, strategy, EPOCHS, new EarlyStopping("mae", 4, 0.0), listener);
  }

  /** Writes a checkpoint after each epoch. */
  private record Writing(Checkpoints checkpoints, int last) implements TrainingListener {
    @Override
    public void epochDone(EpochRecord epoch, int epochs) {}

    @Override
    public void pointReached(TrainingPoint point) {
      try {
        if (point.state().epoch <= last) {
          checkpoints.write(point);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static TrainingResult train(TrainingStrategy strategy, TrainingListener listener) {
    float[] weights = spec(!(strategy instanceof FullBatch)).bind().initialize(1);
    return trainer(strategy, listener)
        .train(strategy.start(weights), new LocalCluster(TRAINING), HOLDOUT);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void goingOnGivesTheSameBits(TrainingStrategy strategy) throws IOException {
    MemoryFolder folder = new MemoryFolder();
    for (int last : new int[] {1, 5, EPOCHS}) {
      Checkpoints checkpoints = new Checkpoints(folder, "job", 2);
      checkpoints.clear();
      TrainingResult whole = train(strategy, new Writing(checkpoints, last));

      Checkpoints.Found found = checkpoints.newest(whole.weights().length);
      assertThat(found.notes()).isEmpty();
      assertThat(found.point().state().epoch).isEqualTo(Math.min(last, whole.epochs().size()));
      TrainingResult resumed =
          trainer(strategy, (epoch, epochs) -> {})
              .train(found.point(), new LocalCluster(TRAINING), HOLDOUT);

      assertThat(resumed.weights()).containsExactly(whole.weights());
      assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
      assertThat(resumed.stopped()).isEqualTo(whole.stopped());
      assertThat(resumed.epochs().stream().map(CheckpointsTest::timeless))
          .containsExactlyElementsOf(
              whole.epochs().stream().map(CheckpointsTest::timeless).toList());
    }
  }

  private static String timeless(EpochRecord epoch) {
    return epoch.toString().replaceAll("(seconds|samplesPerSecond)=[^,]*", "");
  }

  private static MemoryFolder folder(int epochs) {
    MemoryFolder folder = new MemoryFolder();
    TrainingStrategy strategy = strategies().findFirst().orElseThrow();
    train(strategy, new Writing(new Checkpoints(folder, "job", 2), epochs));
    return folder;
  }

  @Test
  void theNewestFewAreKept() throws IOException {
    MemoryFolder folder = folder(5);

    assertThat(folder.names())
        .containsExactly("epoch-000000004.checkpoint", "epoch-000000005.checkpoint");
    new Checkpoints(folder, "job", 2).clear();
    assertThat(folder.names()).isEmpty();
  }

  @Test
  void thoseOfAnotherJobAreNotUsed() throws IOException {
    Checkpoints.Found found = new Checkpoints(folder(2), "another", 2).newest(PARAMETERS);

    assertThat(found.point()).isNull();
    assertThat(found.notes())
        .contains("epoch-000000002.checkpoint is of another job or other rows")
        .hasSize(2);
  }

  @Test
  void thoseOfAnotherNetworkAreNotUsed() throws IOException {
    Checkpoints.Found found = new Checkpoints(folder(2), "job", 2).newest(PARAMETERS - 1);

    assertThat(found.point()).isNull();
    assertThat(found.notes())
        .contains(
            "epoch-000000002.checkpoint: expected the network's %d weights, found %d"
                .formatted(PARAMETERS - 1, PARAMETERS))
        .hasSize(2);
  }

  @Test
  void ofATornOneTheOneBeforeIsUsed() throws IOException {
    Random random = new Random(1);
    MemoryFolder folder = folder(3);
    byte[] whole = folder.files.get("epoch-000000003.checkpoint");
    for (int trial = 0; trial < 300; trial++) {
      byte[] torn = whole.clone();
      if (trial % 2 == 0) {
        torn = Arrays.copyOf(whole, random.nextInt(whole.length));
      } else {
        torn[random.nextInt(torn.length)] ^= (byte) (1 << random.nextInt(8));
      }
      folder.files.put("epoch-000000003.checkpoint", torn);

      Checkpoints.Found found = new Checkpoints(folder, "job", 2).newest(PARAMETERS);

      assertThat(found.point().state().epoch).as("trial %s", trial).isEqualTo(2);
      assertThat(found.notes()).hasSize(1);
      assertThat(found.notes().get(0)).startsWith("epoch-000000003.checkpoint");
    }
  }

  @Test
  void aDigestTellsRowsApart() {
    long digest = DataDigest.of(new LocalCluster(TRAINING));

    assertThat(DataDigest.of(new LocalCluster(Data.regressionShards(6, 1, 30, 20))))
        .isEqualTo(digest);
    assertThat(DataDigest.of(new LocalCluster(List.of(TRAINING.get(1), TRAINING.get(0)))))
        .isNotEqualTo(digest);
    assertThat(DataDigest.of(new LocalCluster(Data.regressionShards(6, 2, 30, 20))))
        .isNotEqualTo(digest);
    assertThat(DataDigest.of(new LocalCluster(Data.regressionShards(6, 1, 25, 25))))
        .isNotEqualTo(digest);
  }

  @Test
  void aHeaderThatClaimsMoreThanThereIsIsRefused() {
    byte[] bytes = new byte[24];
    bytes[6] = 1;

    assertThatThrownBy(
            () ->
                CheckpointFile.read(
                    "file", new ByteArrayInputStream(bytes), bytes.length, "job", 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected a whole checkpoint");
  }
}
