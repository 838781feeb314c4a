package io.ganglion.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.NumericColumn;
import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.ClassCount;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.Table;
import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRowsTest {
  private static final int ROWS = 1003;
  private static final String HEADER = "a,b,c,kind";

  @TempDir Path folder;

  /** Rows of which some are equal, and some values of b are missing. */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int content = i < 200 ? i % 10 : i;
      lines.add(
          String.format(
              Locale.ROOT,
              "%.6f,%s,%d,%s",
              Seeds.normal(1, content),
              content % 7 == 3 ? "" : String.valueOf(Seeds.uniform(2, content) * 1e6),
              content % 5,
              List.of("red", "green", "blue").get(content % 3)));
    }
    return lines;
  }

  private static List<String> bits(SparkSession spark, Path path, double holdout)
      throws IOException {
    Table table = Tables.read(spark, path.toString());
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("kind", Loss.Target.CLASS, holdout, 3))) {
      return Tables.bits(rows);
    }
  }

  @Test
  void partitionsFilesAndOrderOfRowsChangeNoBit() throws IOException {
    List<String> lines = lines();
    Path one = Tables.spread(folder.resolve("one"), 1, HEADER, lines);
    Collections.shuffle(lines, new Random(5));
    Path seven = Tables.spread(folder.resolve("seven"), 7, HEADER, lines);

    List<String> expected = bits(LocalSpark.session(2), one, 0.2);

    assertThat(bits(LocalSpark.session(2), seven, 0.2)).isEqualTo(expected);
    assertThat(bits(LocalSpark.session(1), one, 0.2)).isEqualTo(expected);
    assertThat(bits(LocalSpark.session(1), seven, 0.2)).isEqualTo(expected);
    assertThat(bits(LocalSpark.session(2), one, 0.3)).isNotEqualTo(expected);
  }

  @Test
  void splitsExactlyAndFillsShardsEvenly() throws IOException {
    Path path = Tables.spread(folder, 1, HEADER, lines());
    Table table = Tables.read(LocalSpark.session(2), path.toString());
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("kind", Loss.Target.CLASS, 0.2, 3))) {
      assertThat((double) rows.holdout().examples()).isCloseTo(0.2 * ROWS, within(1.0));
      assertThat(rows.training().examples() + rows.holdout().examples()).isEqualTo(ROWS);
      assertThat(rows.facts().heldOut()).isEqualTo(rows.holdout().examples());
      for (SparkCluster cluster : List.of(rows.training(), rows.holdout())) {
        List<Integer> sizes = Tables.sizes(cluster);
        assertThat(Collections.max(sizes) - Collections.min(sizes)).isLessThanOrEqualTo(1);
        assertThat(sizes.stream().mapToLong(s -> s).sum()).isEqualTo(cluster.examples());
      }
      assertThat(rows.facts().classes().stream().mapToLong(ClassCount::heldOut).sum())
          .isEqualTo(rows.holdout().examples());
    }
  }

  @Test
  void spreadsEqualRowsOverSplitsAndShards() throws IOException {
    List<String> lines = new ArrayList<>(Collections.nCopies(300, "1,2,0"));
    lines.addAll(Collections.nCopies(100, "3,4,1"));
    Path path = Tables.spread(folder, 1, "a,b,y", lines);
    Table table = Tables.read(LocalSpark.session(2), path.toString());
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("y", Loss.Target.BINARY, 0.1, 4))) {
      assertThat(rows.facts().classes())
          .allSatisfy(
              c ->
                  assertThat((double) c.heldOut())
                      .isCloseTo(0.1 * (c.rows() + c.heldOut()), within(1.0)));
      for (List<Block> shard : Tables.blocks(rows.training())) {
        int ones = 0;
        int changes = 0;
        float[] values = shard.get(0).values;
        for (int i = 0; i < values.length; i++) {
          ones += values[i] == 1f ? 1 : 0;
          changes += i > 0 && values[i] != values[i - 1] ? 1 : 0;
        }
        assertThat((double) ones).isCloseTo(22.5, within(1.0));
        // Sorted rows would change once; shuffled ones do in 2 · ¾ · ¼ of 89 places.
        assertThat(changes).isBetween(15, 60);
      }
    }
  }

  @Test
  void learnsColumnsFromTheTrainingRowsAlone() throws IOException {
    Path path = Tables.spread(folder, 3, HEADER, lines());
    Table table = Tables.read(LocalSpark.session(2), path.toString());
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("kind", Loss.Target.CLASS, 0.2, 2))) {
      assertThat(rows.schema().label().classes()).containsExactly("blue", "green", "red");
      assertThat(rows.schema().width()).isEqualTo(4);
      NumericColumn b = rows.schema().numbers().get(1);
      double sum = 0.0;
      double squares = 0.0;
      long count = 0;
      long missing = 0;
      for (List<Block> shard : Tables.blocks(rows.training())) {
        for (Block block : shard) {
          for (int r = 0; r < block.rows; r++) {
            double x = block.numeric[r * 4 + 1];
            boolean absent = block.numeric[r * 4 + 3] == 1f;
            assertThat(!absent || x == (float) b.mean()).isTrue();
            missing += absent ? 1 : 0;
            sum += absent ? 0.0 : x;
            squares += absent ? 0.0 : (x - b.mean()) * (x - b.mean());
            count += absent ? 0 : 1;
          }
        }
      }
      assertThat(b.missing()).isEqualTo(missing).isPositive();
      assertThat(b.mean()).isCloseTo(sum / count, within(1e-1));
      assertThat(b.variance() * (count + missing) / squares).isCloseTo(1.0, within(1e-6));
    }
  }

  @Test
  void standardisesNumbersByTheTrainingRows() throws IOException {
    Path path = Tables.spread(folder, 1, HEADER, lines());
    Table table = Tables.read(LocalSpark.session(2), path.toString());
    TrainingRequest request =
        Tables.request(
            ColumnRoles.of("a", List.of("c"), List.of("kind")), Loss.Target.NUMBERS, 0.2, 2);
    try (TrainingRows rows = TrainingRows.load(table, request)) {
      double sum = 0.0;
      double squares = 0.0;
      for (List<Block> shard : Tables.blocks(rows.training())) {
        for (Block block : shard) {
          assertThat(block.numericColumns).isEqualTo(1);
          for (float value : block.values) {
            sum += value;
            squares += value * value;
          }
        }
      }
      long examples = rows.training().examples();
      assertThat(sum / examples).isCloseTo(0.0, within(1e-6));
      assertThat(squares / examples).isCloseTo(1.0, within(1e-5));
      assertThat(rows.facts().labels().get(0).mean())
          .isEqualTo(rows.schema().label().scaling().means().get(0));
    }
  }

  @Test
  void cutsBlocksOfAFixedSize() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 9000; i++) {
      lines.add(i + "," + i % 2);
    }
    Path path = Tables.spread(folder, 2, "x,y", lines);
    Table table = Tables.read(LocalSpark.session(2), path.toString());
    try (TrainingRows rows =
        TrainingRows.load(table, Tables.request("y", Loss.Target.BINARY, 0.0, 1))) {
      assertThat(rows.holdout()).isNull();
      assertThat(Tables.blocks(rows.training()).get(0).stream().map(b -> b.examples))
          .containsExactly(4096, 4096, 808);
    }
  }

  @Test
  void aTestTableGoesByTheTrainingColumns() throws IOException {
    SparkSession spark = LocalSpark.session(2);
    Path train = Tables.spread(folder.resolve("train"), 1, "a,b,y", List.of("1,2,no", "3,,yes"));
    Path test =
        Tables.spread(folder.resolve("test"), 1, "y,c,b,a", List.of("yes,9,4,5", "no,9,1,"));
    TrainingRequest request = Tables.request("y", Loss.Target.BINARY, 0.0, 1);
    try (TrainingRows rows = TrainingRows.load(Tables.read(spark, train.toString()), request);
        LabelledRows labelled =
            LabelledRows.load(
                Tables.read(spark, test.toString()), rows.schema(), Loss.Target.BINARY, 8)) {
      assertThat(labelled.rows().shards()).isEqualTo(2);
      List<float[]> found = new ArrayList<>();
      for (List<Block> shard : Tables.blocks(labelled.rows())) {
        Block block = shard.get(0);
        found.add(
            new float[] {block.numeric[0], block.numeric[1], block.numeric[2], block.values[0]});
      }
      assertThat(found)
          .containsExactlyInAnyOrder(new float[] {5f, 4f, 0f, 1f}, new float[] {2f, 1f, 0f, 0f});
      assertThat(labelled.facts().warnings())
          .containsExactly(
              "column 'a' is missing in 1 rows but in no training row: the training mean stands"
                  + " in");
    }
  }
}
