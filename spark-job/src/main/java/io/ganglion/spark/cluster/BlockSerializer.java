package io.ganglion.spark.cluster;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.ganglion.data.Block;
import io.ganglion.tensor.Csr;

/** Writes packed rows. */
public final class BlockSerializer extends Serializer<Block> {
  private final PrimitiveArrays arrays = new PrimitiveArrays();

  public BlockSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, Block block) {
    output.writeInt(block.examples, true);
    output.writeInt(block.numericColumns, true);
    arrays.write(output, block.numeric);
    kryo.writeObjectOrNull(output, block.sparse, Csr.class);
    output.writeInt(block.idColumns, true);
    arrays.write(output, block.ids);
    output.writeInt(block.targetColumns, true);
    arrays.write(output, block.values);
    arrays.write(output, block.base);
    arrays.write(output, block.classes);
    arrays.write(output, block.weights);
    arrays.write(output, block.rowStart);
    arrays.write(output, block.edgeStart);
    arrays.write(output, block.source);
    arrays.write(output, block.edgeWeight);
    output.writeInt(block.edgeColumns, true);
    arrays.write(output, block.edgeNumeric);
    arrays.write(output, block.degree);
    arrays.write(output, block.seed);
    output.writeInt(block.hops, true);
    output.writeInt(block.rows, true);
  }

  @Override
  public Block read(Kryo kryo, Input input, Class<Block> type) {
    Block.Builder block = Block.builder(input.readInt(true));
    int numericColumns = input.readInt(true);
    block.numeric(arrays.readFloats(input), numericColumns);
    block.sparse(kryo.readObjectOrNull(input, Csr.class));
    int idColumns = input.readInt(true);
    block.ids(arrays.readInts(input), idColumns);
    int targetColumns = input.readInt(true);
    block.values(arrays.readFloats(input), targetColumns);
    block.base(arrays.readFloats(input));
    block.classes(arrays.readInts(input));
    block.weights(arrays.readFloats(input));
    block.rowStart(arrays.readInts(input));
    block.edges(arrays.readInts(input), arrays.readInts(input));
    block.edgeWeight(arrays.readFloats(input));
    int edgeColumns = input.readInt(true);
    block.edgeNumeric(arrays.readFloats(input), edgeColumns);
    block.degree(arrays.readFloats(input));
    block.seeds(arrays.readInts(input), input.readInt(true), input.readInt(true));
    return block.build();
  }
}
