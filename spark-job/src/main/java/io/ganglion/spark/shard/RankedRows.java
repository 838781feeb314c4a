package io.ganglion.spark.shard;

import io.ganglion.spark.row.ChunkReader;
import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.row.RowLayout;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Rows in an order that their content alone decides: by class where the label names one, so that a
 * systematic sample is a stratified one, and by hash. Rows stay where they were read; only their
 * hashes travel, to be ranked, and the positions come back. Partitions, files and the order of
 * arrival have no say in a position.
 *
 * <p>Two different rows of one hash could change places; among a hundred million rows the chance of
 * such a pair is 3 in 10,000.
 *
 * @param chunks the rows as they were read, cached
 * @param positions of the rows of each chunk, cached
 * @param count the number of all rows
 */
public record RankedRows(
    UsedColumns columns, JavaRDD<RawChunk> chunks, JavaRDD<long[]> positions, long count)
    implements AutoCloseable {
  private static final int FEWEST_PARTITIONS = 4;

  /**
   * Reads the table, once, and ranks its rows.
   *
   * @throws DataException if the table cannot be read, or is empty
   */
  public static RankedRows rank(UsedColumns columns, long seed) {
    Table table = columns.table();
    RowLayout layout = columns.layout();
    // Spark reads a small table of the driver's as early as it plans to.
    JavaRDD<RawChunk> chunks =
        SourceFailures.explained(
            table.where(),
            table.location(),
            () -> new ChunkReader(columns).chunks(seed).persist(StorageLevel.MEMORY_AND_DISK()));
    KeyCounts counts =
        described(
            chunks,
            "data: read " + table.where(),
            () ->
                SourceFailures.explained(
                    table.where(),
                    table.location(),
                    () -> KeyCounts.sum(chunks.mapPartitions(c -> count(c, layout)).collect())));
    if (counts.rows() == 0) {
      throw table.empty();
    }
    JavaRDD<long[]> positions = positions(chunks, layout, counts);
    return new RankedRows(
        columns, chunks, positions.persist(StorageLevel.MEMORY_AND_DISK()), counts.rows());
  }

  private static Iterator<KeyCounts> count(Iterator<RawChunk> chunks, RowLayout layout) {
    long[] byKey = new long[RankKey.KEYS];
    while (chunks.hasNext()) {
      new HashRuns(chunks.next(), layout).count(byKey);
    }
    return List.of(KeyCounts.of(byKey)).iterator();
  }

  private static JavaRDD<long[]> positions(
      JavaRDD<RawChunk> chunks, RowLayout layout, KeyCounts counts) {
    int partitions = chunks.getNumPartitions();
    int ranking = Math.max(FEWEST_PARTITIONS, Math.min(RankKey.BUCKETS, partitions));
    JavaRDD<RankRun> runs =
        chunks.mapPartitionsWithIndex((origin, rows) -> runs(origin, rows, layout), true);
    JavaRDD<RankRun> ranked =
        byKey(runs, run -> run.key, ranking).mapPartitions(arriving -> ranked(arriving, counts));
    return chunks.zipPartitions(
        byKey(ranked, run -> run.origin, partitions),
        (rows, arriving) -> positions(rows, arriving, layout));
  }

  /** Names the part of a run. */
  private interface Part extends java.io.Serializable {
    int of(RankRun run);
  }

  private static JavaRDD<RankRun> byKey(JavaRDD<RankRun> runs, Part part, int partitions) {
    JavaPairRDD<Integer, RankRun> keyed = runs.mapToPair(run -> new Tuple2<>(part.of(run), run));
    return keyed.partitionBy(new RemainderPartitioner(partitions)).values();
  }

  private static Iterator<RankRun> runs(int origin, Iterator<RawChunk> chunks, RowLayout layout) {
    return HashRuns.runs(origin, hashes(chunks, layout)).iterator();
  }

  private static Iterator<RankRun> ranked(Iterator<RankRun> arriving, KeyCounts counts) {
    long[] before = counts.before();
    Map<Integer, List<RankRun>> byKey = new HashMap<>();
    arriving.forEachRemaining(
        run -> byKey.computeIfAbsent(run.key, k -> new ArrayList<>()).add(run));
    return byKey.entrySet().stream()
        .flatMap(entry -> HashRuns.ranked(entry.getValue(), before[entry.getKey()]).stream())
        .iterator();
  }

  private static Iterator<long[]> positions(
      Iterator<RawChunk> chunks, Iterator<RankRun> arriving, RowLayout layout) {
    return HashRuns.positions(hashes(chunks, layout), arriving).iterator();
  }

  private static List<HashRuns> hashes(Iterator<RawChunk> chunks, RowLayout layout) {
    List<HashRuns> hashes = new ArrayList<>();
    chunks.forEachRemaining(chunk -> hashes.add(new HashRuns(chunk, layout)));
    return hashes;
  }

  /** Runs a job that the user interface of Spark shows by a name. */
  public static <T> T described(JavaRDD<?> rows, String name, Callable<T> job) {
    rows.context().setJobDescription(name);
    try {
      return job.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      rows.context().setJobDescription(null);
    }
  }

  @Override
  public void close() {
    chunks.unpersist();
    positions.unpersist();
  }
}
