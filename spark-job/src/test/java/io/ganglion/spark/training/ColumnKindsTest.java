package io.ganglion.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.data.Block;
import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.facts.ClassCount;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.row.SortedPlaces;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Table;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Tables with columns of every kind. */
class ColumnKindsTest {
  private static final int ROWS = 600;
  private static final int SPARSE = 2000;

  private static final StructType TYPE =
      new StructType()
          .add("number", DataTypes.DoubleType)
          .add("whole", DataTypes.LongType)
          .add("flag", DataTypes.BooleanType)
          .add("town", DataTypes.StringType)
          .add("zip", DataTypes.IntegerType)
          .add("filled", SQLDataTypes.VectorType())
          .add("sparse", SQLDataTypes.VectorType())
          .add("weight", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("z", DataTypes.DoubleType)
          .add("kind", DataTypes.StringType);

  private static final List<String> TOWNS = List.of("Ulm", "Aalen", "Überlingen", "北京");

  /** Rows of which some are equal, with gaps in numbers and names. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int c = i < 100 ? i % 5 : i;
      Vector filled = Vectors.dense(c % 3, 1e9 + c, -c);
      int first = (7 * c) % (SPARSE - 1);
      Vector sparse =
          Vectors.sparse(SPARSE, new int[] {first, first + 1}, new double[] {1.0, c + 0.5});
      rows.add(
          RowFactory.create(
              c % 11 == 4 ? null : Seeds.normal(3, c),
              1_700_000_000_000L + c,
              c % 2 == 0,
              c % 13 == 2 ? null : TOWNS.get(c % TOWNS.size()),
              80_000 + c % 3,
              filled,
              sparse,
              0.5 + c % 4,
              2.0 * c,
              -1.0 * c,
              c % 10 == 0 ? "rare" : "usual"));
    }
    return rows;
  }

  private static Table table(SparkSession spark, List<Row> rows, int partitions) {
    return new Table(
        "data.train", "somewhere", spark.createDataFrame(rows, TYPE).repartition(partitions));
  }

  private static ColumnRoles roles(List<String> labels, String vector, String weight) {
    List<String> features = List.of("number", "whole", "flag", "town", "zip", vector);
    return new ColumnRoles(labels, features, List.of(), List.of("zip"), weight);
  }

  private static TrainingRows load(Table table, ColumnRoles roles, Loss.Target target) {
    return TrainingRows.load(table, Tables.request(roles, target, 0.2, 3));
  }

  @Test
  void noKindOfColumnDependsOnPartitionsOrOrder() {
    for (String vector : List.of("filled", "sparse")) {
      for (Loss.Target target : List.of(Loss.Target.NUMBERS, Loss.Target.CLASS)) {
        List<String> labels = target == Loss.Target.CLASS ? List.of("kind") : List.of("y", "z");
        ColumnRoles roles = roles(labels, vector, "weight");
        List<Row> rows = rows();
        List<String> expected = bits(table(LocalSpark.session(2), rows, 1), roles, target);
        Collections.shuffle(rows, new Random(8));
        assertThat(bits(table(LocalSpark.session(2), rows, 7), roles, target)).isEqualTo(expected);
      }
    }
  }

  private static List<String> bits(Table table, ColumnRoles roles, Loss.Target target) {
    try (TrainingRows rows = load(table, roles, target)) {
      return Tables.bits(rows);
    }
  }

  @Test
  void encodesEveryRowAsItsSchemaSays() {
    ColumnRoles roles = roles(List.of("y", "z"), "sparse", "weight");
    try (TrainingRows rows =
        load(table(LocalSpark.session(2), rows(), 2), roles, Loss.Target.NUMBERS)) {
      Schema schema = rows.schema();
      assertThat(schema.numbers())
          .extracting(NumericColumn::name)
          .containsExactly("number", "whole", "flag");
      assertThat(schema.categories())
          .extracting(CategoricalColumn::values)
          .containsExactly(
              List.of("Aalen", "Ulm", "Überlingen", "北京"), List.of("80000", "80001", "80002"));
      assertThat(schema.vector()).isEqualTo(new VectorColumn("sparse", SPARSE, List.of()));
      assertThat(schema.weight()).isEqualTo("weight");
      assertThat(schema.label().names()).containsExactly("y", "z");
      assertThat(schema.numbers().get(1).offset()).isEqualTo(schema.numbers().get(1).mean());
      Map<Integer, Row> byNumber = new HashMap<>();
      rows().forEach(row -> byNumber.put((int) (row.getDouble(8) / 2.0), row));
      RowEncoder encoder = new RowEncoder(schema);
      for (List<Block> shard : Tables.blocks(rows.training())) {
        for (Block block : shard) {
          for (int r = 0; r < block.rows; r++) {
            double y =
                block.values[2 * r] * schema.label().scaling().deviations().get(0)
                    + schema.label().scaling().means().get(0);
            check(block, r, byNumber.get((int) Math.rint(y / 2.0)), schema, encoder);
          }
        }
      }
    }
  }

  private static void check(Block block, int r, Row row, Schema schema, RowEncoder encoder) {
    double[] raw = {
      row.isNullAt(0) ? Double.NaN : row.getDouble(0), row.getLong(1), row.getBoolean(2) ? 1 : 0
    };
    float[] expected = new float[schema.width()];
    encoder.encode(raw, 0, expected, 0);
    for (int c = 0; c < expected.length; c++) {
      assertThat(block.numeric[r * expected.length + c]).isEqualTo(expected[c]);
    }
    assertThat(block.ids[2 * r]).isEqualTo(encoder.id(0, row.getString(3)));
    assertThat(block.ids[2 * r + 1]).isEqualTo(encoder.id(1, String.valueOf(row.getInt(4))));
    assertThat(block.weights[r]).isEqualTo((float) row.getDouble(7));
    Vector sparse = (Vector) row.get(6);
    int from = block.sparse.start[r];
    assertThat(block.sparse.start[r + 1] - from).isEqualTo(2);
    for (int k = from; k < from + 2; k++) {
      assertThat(block.sparse.value[k]).isEqualTo((float) sparse.apply(block.sparse.index[k]));
    }
  }

  @Test
  void filledVectorsAreNumericColumns() {
    ColumnRoles roles = roles(List.of("y"), "filled", null);
    try (TrainingRows rows =
        load(table(LocalSpark.session(2), rows(), 2), roles, Loss.Target.NUMBERS)) {
      List<NumericColumn> elements = rows.schema().vector().elements();
      assertThat(elements)
          .extracting(NumericColumn::name)
          .containsExactly("filled[0]", "filled[1]", "filled[2]");
      // Far from 0, so that a float would not tell one value from the next.
      assertThat(elements.get(1).offset()).isEqualTo(elements.get(1).mean());
      assertThat(elements.get(1).mean() - 1e9).isCloseTo(-elements.get(2).mean(), within(1e-5));
      assertThat(rows.schema().sparseWidth()).isZero();
      assertThat(rows.schema().width()).isEqualTo(7);
    }
  }

  @Test
  void vectorsOfTwoSizesAreRefusedWhereverTheyStand() {
    vectorsOfTwoSizes(300, 5, 2, 2);
    // The other size begins with the second chunk of a partition.
    vectorsOfTwoSizes(SortedPlaces.MOST, 2, 5, 1);
  }

  private static void vectorsOfTwoSizes(int first, int size, int otherSize, int partitions) {
    StructType type =
        new StructType().add("v", SQLDataTypes.VectorType()).add("y", DataTypes.DoubleType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < first + 300; i++) {
      Vector vector = Vectors.dense(new double[i < first ? size : otherSize]);
      rows.add(RowFactory.create(vector, (double) i));
    }
    Table table =
        new Table(
            "data.train",
            "somewhere",
            LocalSpark.session(2).createDataFrame(rows, type).coalesce(partitions));
    TrainingRequest request =
        Tables.request(ColumnRoles.of("y", List.of("v"), List.of()), Loss.Target.NUMBERS, 0.0, 1);
    assertThatThrownBy(() -> TrainingRows.load(table, request))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'v' holds vectors of")
        .hasMessageContaining("expected one size");
  }

  @Test
  void sharesAreStratifiedByClass() {
    ColumnRoles roles = ColumnRoles.of("kind", List.of("number"), List.of());
    TrainingRequest request =
        new TrainingRequest(
            roles,
            null,
            Loss.Target.BINARY,
            TargetUnits.STANDARDIZED,
            ClassWeights.NONE,
            List.of(),
            0.25,
            0.2,
            7,
            n -> 2);
    try (TrainingRows rows = TrainingRows.load(table(LocalSpark.session(2), rows(), 3), request)) {
      long rare = rows().stream().filter(row -> row.getString(10).equals("rare")).count();
      ClassCount found = rows.facts().classes().get(0);
      assertThat(found.name()).isEqualTo("rare");
      assertThat((double) found.rows()).isCloseTo(0.6 * rare, within(2.0));
      assertThat((double) found.heldOut()).isCloseTo(0.15 * rare, within(2.0));
      assertThat(rows.test().examples()).isEqualTo(150);
      assertThat(rows.holdout().examples()).isEqualTo(90);
    }
  }

  @Test
  void classWeightsCountInTrainingAlone() {
    ColumnRoles roles = ColumnRoles.of("kind", List.of("whole"), List.of());
    TrainingRequest request =
        new TrainingRequest(
            roles,
            null,
            Loss.Target.BINARY,
            TargetUnits.STANDARDIZED,
            new ClassWeights(true, Map.of()),
            List.of(),
            0.0,
            0.2,
            7,
            n -> 2);
    try (TrainingRows rows = TrainingRows.load(table(LocalSpark.session(2), rows(), 3), request)) {
      double[] sums = new double[2];
      for (List<Block> shard : Tables.blocks(rows.training())) {
        for (Block block : shard) {
          for (int r = 0; r < block.rows; r++) {
            sums[(int) block.values[r]] += block.weights[r];
          }
        }
      }
      assertThat(sums[0]).isCloseTo(sums[1], within(1e-3));
      assertThat(sums[0] + sums[1]).isCloseTo((double) rows.training().examples(), within(1e-3));
      for (List<Block> shard : Tables.blocks(rows.holdout())) {
        shard.forEach(block -> assertThat(block.weights).containsOnly(1f));
      }
    }
  }

  @Test
  void weightsCountInMeansAndDeviations() {
    SparkSession spark = LocalSpark.session(2);
    StructType type =
        new StructType()
            .add("x", DataTypes.DoubleType)
            .add("w", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType);
    List<Row> weighted = new ArrayList<>();
    List<Row> repeated = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int times = 1 + i % 3;
      Double x = i % 7 == 0 ? null : Seeds.normal(5, i);
      weighted.add(RowFactory.create(x, (double) times, Seeds.normal(6, i)));
      for (int t = 0; t < times; t++) {
        repeated.add(RowFactory.create(x, 1.0, Seeds.normal(6, i)));
      }
    }
    ColumnRoles roles = new ColumnRoles(List.of("y"), List.of("x"), List.of(), List.of(), "w");
    TrainingRequest request = Tables.request(roles, Loss.Target.NUMBERS, 0.0, 1);
    Table one = new Table("a", "here", spark.createDataFrame(weighted, type));
    Table other = new Table("b", "there", spark.createDataFrame(repeated, type));
    try (TrainingRows a = TrainingRows.load(one, request);
        TrainingRows b = TrainingRows.load(other, request)) {
      NumericColumn x = a.schema().numbers().get(0);
      NumericColumn twice = b.schema().numbers().get(0);
      assertThat(x.mean()).isCloseTo(twice.mean(), within(1e-9));
      double there = a.schema().label().scaling().deviations().get(0);
      assertThat(there).isCloseTo(b.schema().label().scaling().deviations().get(0), within(1e-8));
    }
  }
}
