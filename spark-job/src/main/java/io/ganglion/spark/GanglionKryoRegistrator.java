package io.ganglion.spark;

import com.esotericsoftware.kryo.Kryo;
import io.ganglion.data.Block;
import io.ganglion.spark.cluster.BlockSerializer;
import io.ganglion.spark.cluster.CsrSerializer;
import io.ganglion.spark.cluster.PartialSerializer;
import io.ganglion.spark.cluster.TrainStateSerializer;
import io.ganglion.spark.facts.ColumnRanges;
import io.ganglion.spark.facts.ExactMoments;
import io.ganglion.spark.facts.RowFacts;
import io.ganglion.spark.graph.Adjacency;
import io.ganglion.spark.graph.EdgeList;
import io.ganglion.spark.graph.ExamplePiece;
import io.ganglion.spark.graph.Frontier;
import io.ganglion.spark.graph.GraphCheck;
import io.ganglion.spark.graph.GraphPart;
import io.ganglion.spark.graph.KeyRequest;
import io.ganglion.spark.graph.NeighbourhoodPart;
import io.ganglion.spark.graph.NodeRows;
import io.ganglion.spark.graph.SetPiece;
import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.row.RawVectors;
import io.ganglion.spark.shard.KeyCounts;
import io.ganglion.spark.shard.RankRun;
import io.ganglion.spark.shard.RankedBlock;
import io.ganglion.spark.shard.RankedBlockSerializer;
import io.ganglion.tensor.Csr;
import io.ganglion.train.Partial;
import io.ganglion.train.TrainState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.TreeMap;
import org.apache.spark.serializer.KryoRegistrator;

/** Tells Kryo everything that travels in Ganglion's jobs. */
public final class GanglionKryoRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(TrainState.class, new TrainStateSerializer());
    kryo.register(Partial.class, new PartialSerializer());
    kryo.register(Csr.class, new CsrSerializer());
    kryo.register(Block.class, new BlockSerializer());
    kryo.register(RankedBlock.class, new RankedBlockSerializer());
    kryo.register(RankRun.class, new RankRun.RunSerializer());
    kryo.register(RawChunk.class);
    kryo.register(RawVectors.class);
    kryo.register(KeyCounts.class);
    kryo.register(RowFacts.class);
    kryo.register(ColumnRanges.class);
    kryo.register(ExactMoments.class);
    kryo.register(NodeRows.class);
    kryo.register(EdgeList.class);
    kryo.register(Adjacency.class);
    kryo.register(GraphPart.class);
    kryo.register(GraphCheck.class);
    kryo.register(KeyRequest.class);
    kryo.register(Frontier.class);
    kryo.register(NeighbourhoodPart.class);
    kryo.register(ExamplePiece.class);
    kryo.register(SetPiece.class);
    kryo.register(TreeMap.class);
    kryo.register(float[].class);
    kryo.register(HashMap.class);
    kryo.register(ArrayList.class);
    kryo.register(boolean[].class);
    kryo.register(int[].class);
    kryo.register(long[].class);
    kryo.register(double[].class);
    kryo.register(double[][].class);
    kryo.register(long[][].class);
    kryo.register(String[].class);
    kryo.register(String[][].class);
    SparkSqlClasses.register(kryo);
  }
}
