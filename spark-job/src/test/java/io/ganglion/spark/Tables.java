package io.ganglion.spark;

import io.ganglion.data.Block;
import io.ganglion.loss.Loss;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.FileTable;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableOrigin;
import io.ganglion.spark.table.TableSource;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/** Small tables for tests, and what became of them. */
public final class Tables {
  private Tables() {}

  /** Writes a CSV file and reads it. */
  public static Table csv(SparkSession spark, Path folder, String... lines) throws IOException {
    Path file = folder.resolve("table.csv");
    Files.write(file, Arrays.asList(lines));
    return read(spark, file.toString());
  }

  /** Writes lines to several files of one folder, one line here, one there. */
  public static Path spread(Path folder, int files, String header, List<String> lines)
      throws IOException {
    Files.createDirectories(folder);
    for (int f = 0; f < files; f++) {
      List<String> content = new ArrayList<>(List.of(header));
      for (int i = f; i < lines.size(); i += files) {
        content.add(lines.get(i));
      }
      Files.write(folder.resolve("part-" + f + ".csv"), content);
    }
    return folder;
  }

  public static Table read(SparkSession spark, String path, String... missing) {
    return source(new FileTable(List.of(path), null, null), missing).read(spark);
  }

  public static TableSource source(TableOrigin origin, String... missing) {
    return new TableSource("data.train", origin, null, List.of(missing));
  }

  public static TrainingRequest request(
      String label, Loss.Target target, double holdout, int shards) {
    return request(ColumnRoles.of(label, List.of(), List.of()), target, holdout, shards);
  }

  public static TrainingRequest request(
      ColumnRoles roles, Loss.Target target, double holdout, int shards) {
    return new TrainingRequest(
        roles,
        null,
        target,
        TargetUnits.STANDARDIZED,
        ClassWeights.NONE,
        List.of(),
        0.0,
        holdout,
        7,
        rows -> shards);
  }

  /** The blocks of each shard. */
  public static List<List<Block>> blocks(SparkCluster cluster) {
    int[] all = IntStream.range(0, cluster.shards()).toArray();
    return Arrays.asList(cluster.blocks().collectPartitions(all));
  }

  /** All that blocks hold, to the last bit: numbers print so that they read back the same. */
  public static List<String> bits(SparkCluster cluster) {
    List<String> bits = new ArrayList<>();
    for (List<Block> shard : blocks(cluster)) {
      for (Block block : shard) {
        bits.add(
            block.examples
                + Arrays.toString(block.numeric)
                + Arrays.toString(block.ids)
                + (block.sparse == null
                    ? ""
                    : Arrays.toString(block.sparse.start)
                        + Arrays.toString(block.sparse.index)
                        + Arrays.toString(block.sparse.value))
                + Arrays.toString(block.weights)
                + Arrays.toString(block.values)
                + Arrays.toString(block.base)
                + Arrays.toString(block.rowStart)
                + Arrays.toString(block.seed)
                + Arrays.toString(block.edgeStart)
                + Arrays.toString(block.source)
                + Arrays.toString(block.edgeWeight)
                + Arrays.toString(block.degree)
                + Arrays.toString(block.classes));
      }
      bits.add("end of shard");
    }
    return bits;
  }

  /** Columns and rows of a training table, to the last bit. */
  public static List<String> bits(TrainingRows rows) {
    List<String> bits = new ArrayList<>(List.of(rows.schema().toString()));
    bits.add(rows.facts().classes() + " " + rows.facts().rows() + " " + rows.facts().heldOut());
    bits.addAll(bits(rows.training()));
    if (rows.holdout() != null) {
      bits.addAll(bits(rows.holdout()));
    }
    return bits;
  }

  /** A table of SQL values with the given columns. */
  public static Table sql(SparkSession spark, String columns, String... rows) {
    String values = String.join(", ", Arrays.stream(rows).map(row -> "(" + row + ")").toList());
    return new Table(
        "data.train",
        "somewhere",
        spark.sql("select * from values " + values + " as t(" + columns + ")"));
  }

  /** The number of examples of each shard. */
  public static List<Integer> sizes(SparkCluster cluster) {
    return blocks(cluster).stream().map(s -> s.stream().mapToInt(b -> b.examples).sum()).toList();
  }
}
