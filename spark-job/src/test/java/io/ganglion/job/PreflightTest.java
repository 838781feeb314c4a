package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.config.ConfigException;
import io.ganglion.optimize.HessianFree;
import io.ganglion.optimize.Lbfgs;
import io.ganglion.optimize.Regularization;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is said before the first step of what it will take. */
final class PreflightTest {
  private static final long MB = 1L << 20;
  private static final long GB = 1L << 30;

  /** 20 million parameters and Adam's two vectors: 229 MB. */
  private static final Preflight LARGE = new Preflight(20_000_000, 2, 10 * MB, 7500, 128, 8);

  private static final Preflight SMALL = new Preflight(5000, 2, MB, 30, 128, 8);

  private static Machines cluster(long driver, long executor, int cores) {
    return new Machines(false, driver, executor, 2, cores);
  }

  private static String shown(Preflight preflight, Machines machines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    preflight.show(new PrintStream(out, true, StandardCharsets.UTF_8), machines);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theEstimateIsTold() {
    assertThat(shown(LARGE, cluster(8 * GB, 4 * GB, 4)))
        .contains("229 MB of weights and optimizer state")
        .contains("back from 8 shards in each round")
        // The state, the best weights, and 3 + 4 states in the merge.
        .contains("some 1.9 GB of memory on the driver, which has 8.0 GB")
        // The broadcast, a result on its way, and two tasks of 229 + 76 + 10 MB.
        .contains("and 1.1 GB on an executor of 4.0 GB");
    assertThat(shown(LARGE, new Machines(true, 8 * GB, 8 * GB, 2, 2)))
        .contains("some 1.4 GB of memory for the merge and 1.1 GB for tasks, of 8.0 GB");
  }

  @Test
  void memoryThatCannotSufficeIsRefused() {
    assertThatThrownBy(() -> LARGE.warnings(cluster(GB / 4, 4 * GB, 4)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "memory: the driver needs at least 305 MB and has 256 MB: set spark.driver.memory to"
                + " 3814m or more, or use fewer units");
    assertThatThrownBy(() -> LARGE.warnings(cluster(8 * GB, GB / 4, 4)))
        .hasMessageContaining("an executor needs at least 305 MB and has 256 MB")
        .hasMessageContaining("spark.executor.memory");
    assertThatThrownBy(() -> LARGE.warnings(new Machines(true, GB / 4, GB / 4, 2, 2)))
        .hasMessageContaining("spark.driver.memory");
  }

  @Test
  void memoryThatMayNotSufficeIsAWarning() {
    assertThat(LARGE.warnings(cluster(8 * GB, 3 * GB / 2, 4)))
        .containsExactly(
            "memory: an executor needs some 1.1 GB and has 1.5 GB: set spark.executor.memory to"
                + " 2176m or more, or use fewer units");
    assertThat(LARGE.warnings(new Machines(true, 2 * GB, 2 * GB, 2, 2)))
        .singleElement()
        .asString()
        .startsWith("memory: Spark in one process needs some 2.5 GB and has 2.0 GB");
    assertThat(LARGE.warnings(cluster(8 * GB, 4 * GB, 4))).isEmpty();
  }

  @Test
  void localSolvesKeepTheirRows() {
    HessianFree local = new HessianFree(0.1, 0.5, 10, true, 0.0, 0.0);
    assertThat(new AllRows(local, Regularization.NONE).rowsInMemory(10_000)).isEqualTo(5_000);
    AllRows passes = new AllRows(Lbfgs.defaults(), Regularization.NONE);
    assertThat(passes.rowsInMemory(10_000)).isEqualTo(passes.rowsAStep()).isEqualTo(256);
  }

  @Test
  void idleCoresAndEmptyBatchesAreWarnings() {
    Preflight two = new Preflight(5000, 2, MB, 60_000, 32, 2);
    assertThat(two.warnings(cluster(GB, GB, 16)))
        .containsExactly("2 shards keep 2 of 16 cores busy: set training.shards to 16 or more");
    assertThat(SMALL.warnings(cluster(GB, GB, 16)))
        .containsExactly(
            "a shard has 30 rows, less than the batch of 128: set fewer training.shards or a"
                + " smaller training.batchSize");
    Preflight all = new Preflight(5000, 20, MB, 30, 0, 8);
    assertThat(all.warnings(cluster(GB, GB, 16))).isEmpty();
  }
}
