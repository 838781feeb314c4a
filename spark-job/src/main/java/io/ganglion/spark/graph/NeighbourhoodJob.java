package io.ganglion.spark.graph;

import io.ganglion.data.Block;
import io.ganglion.spark.shard.LongOrder;
import io.ganglion.spark.shard.RemainderPartitioner;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Gathers what examples need of a graph by rounds of joins: in each, units of examples ask the
 * partitions for nodes, and the nodes say whom they hear. Only keys travel until all nodes are
 * found; then each goes once to each unit that needs it.
 *
 * <p>Source: Zhang et al. 2020, "AGL: a scalable system for industrial-purpose graph machine
 * learning", section 3.2 (GraphFlat).
 */
final class NeighbourhoodJob implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int partitions;
  private final UnitPlan units;
  private final int[] fanOut;
  private final int seedsEach;
  private final int targets;

  /**
   * A job.
   *
   * @param partitions of the graph
   * @param units of each of which a block is made
   * @param fanOut by hop: the most edges of a node that are followed
   * @param seedsEach the number of nodes of an example
   * @param targets numbers an example; 0 for a class
   */
  NeighbourhoodJob(int partitions, UnitPlan units, int[] fanOut, int seedsEach, int targets) {
    this.partitions = partitions;
    this.units = units;
    this.fanOut = fanOut.clone();
    this.seedsEach = seedsEach;
    this.targets = targets;
  }

  /**
   * Blocks, and what is kept until they were computed.
   *
   * @param blocks a partition a shard
   */
  record Gathered(JavaRDD<Block> blocks, List<JavaRDD<?>> kept) implements AutoCloseable {
    @Override
    public void close() {
      kept.forEach(JavaRDD::unpersist);
    }
  }

  /**
   * The blocks of all shards.
   *
   * @param graph a part a partition, cached
   * @param examples by their units
   */
  Gathered gather(JavaRDD<GraphPart> graph, JavaPairRDD<Integer, ExamplePiece> examples) {
    List<JavaRDD<?>> kept = new ArrayList<>();
    JavaRDD<Tuple2<Integer, ExamplePiece>> pieces = units.byUnit(examples);
    kept.add(pieces.persist(StorageLevel.MEMORY_AND_DISK()));
    JavaRDD<Frontier> frontier =
        byPartition(pieces.flatMapToPair(piece -> seeds(piece._1(), piece._2())))
            .mapPartitions(asked -> List.of(new Frontier().after(0, asked)).iterator());
    for (int hop = 1; hop <= fanOut.length; hop++) {
      kept.add(frontier.persist(StorageLevel.MEMORY_AND_DISK()));
      frontier = next(hop, frontier, graph);
    }
    JavaRDD<Tuple2<Integer, NeighbourhoodPart>> parts =
        units.byUnit(frontier.zipPartitions(graph, this::parts).mapToPair(pair -> pair));
    int hops = fanOut.length;
    return new Gathered(
        pieces.zipPartitions(
            parts,
            (examplesHere, partsHere) ->
                new UnitBlocks(examplesHere, partsHere, hops, seedsEach, targets)),
        kept);
  }

  /** One hop further. */
  private JavaRDD<Frontier> next(int hop, JavaRDD<Frontier> before, JavaRDD<GraphPart> graph) {
    JavaPairRDD<Integer, KeyRequest> heard =
        before
            .zipPartitions(graph, (reached, part) -> heard(hop - 1, reached.next(), part.next()))
            .mapToPair(pair -> pair);
    return before.zipPartitions(
        byPartition(heard),
        (reached, asked) -> List.of(reached.next().after(hop, asked)).iterator());
  }

  private JavaRDD<KeyRequest> byPartition(JavaPairRDD<Integer, KeyRequest> requests) {
    return requests.partitionBy(new RemainderPartitioner(partitions)).values();
  }

  private Iterator<Tuple2<Integer, KeyRequest>> seeds(int unit, ExamplePiece piece) {
    return KeyRequests.of(unit, piece.seeds, piece.count * seedsEach, partitions).iterator();
  }

  /** Whom the nodes hear that units reached last. */
  private Iterator<Tuple2<Integer, KeyRequest>> heard(int hop, Frontier frontier, GraphPart graph) {
    Adjacency adjacency = graph.adjacency;
    List<Tuple2<Integer, KeyRequest>> requests = new ArrayList<>();
    for (Map.Entry<Integer, ArrayList<long[]>> unit : frontier.reached.entrySet()) {
      long[] sources = new long[16];
      int n = 0;
      for (long key : unit.getValue().get(hop)) {
        int place = adjacency.indexOf(key);
        int edges = adjacency.edges(place, fanOut[hop]);
        if (n + edges > sources.length) {
          sources = Arrays.copyOf(sources, Math.max(n + edges, 2 * sources.length));
        }
        for (int k = 0; k < edges; k++) {
          sources[n++] = adjacency.sources[adjacency.start[place] + k];
        }
      }
      requests.addAll(KeyRequests.of(unit.getKey(), sources, n, partitions));
    }
    return requests.iterator();
  }

  private Iterator<Tuple2<Integer, NeighbourhoodPart>> parts(
      Iterator<Frontier> reached, Iterator<GraphPart> graph) {
    GraphPart part = graph.next();
    return reached.next().reached.entrySet().stream()
        .map(unit -> new Tuple2<>(unit.getKey(), part(unit.getValue(), part)))
        .iterator();
  }

  /** The nodes that a unit reached, with the edges that it follows. */
  private NeighbourhoodPart part(List<long[]> byHop, GraphPart graph) {
    Adjacency adjacency = graph.adjacency;
    int count = byHop.stream().mapToInt(keys -> keys.length).sum();
    long[] keys = new long[count];
    int[] most = new int[count];
    int n = 0;
    for (int hop = 0; hop < byHop.size(); hop++) {
      for (long key : byHop.get(hop)) {
        keys[n] = key;
        most[n++] = hop < fanOut.length ? fanOut[hop] : 0;
      }
    }
    NeighbourhoodPart part = new NeighbourhoodPart();
    part.nodes = graph.nodes.like(count);
    part.start = new int[count + 1];
    part.degree = new float[count];
    EdgeList followed = new EdgeList(true, adjacency.columns);
    int row = 0;
    for (int place : LongOrder.of(keys)) {
      long key = keys[place];
      part.nodes.add(graph.nodes, graph.nodes.indexOf(key));
      int at = adjacency.indexOf(key);
      int taken = adjacency.edges(at, most[place]);
      for (int i = 0; i < taken; i++) {
        int k = adjacency.start[at] + i;
        followed.add(
            adjacency.sources[k],
            key,
            adjacency.weight(at, k, taken),
            adjacency.features,
            k * adjacency.columns);
      }
      part.degree[row++] = adjacency.degree(at);
      part.start[row] = followed.count;
    }
    part.nodes.trimmed();
    part.sources = followed.trimmed().source;
    part.weights = followed.weight;
    part.columns = followed.columns;
    part.features = followed.features;
    return part;
  }
}
