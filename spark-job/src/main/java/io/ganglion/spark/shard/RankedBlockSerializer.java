package io.ganglion.spark.shard;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.ganglion.data.Block;
import io.ganglion.spark.cluster.PrimitiveArrays;

/** Writes rows on their way to a shard. */
public final class RankedBlockSerializer extends Serializer<RankedBlock> {
  private final PrimitiveArrays arrays = new PrimitiveArrays();

  public RankedBlockSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, RankedBlock rows) {
    arrays.write(output, rows.ranks);
    kryo.writeObject(output, rows.block);
  }

  @Override
  public RankedBlock read(Kryo kryo, Input input, Class<RankedBlock> type) {
    return new RankedBlock(arrays.readLongs(input), kryo.readObject(input, Block.class));
  }
}
