package io.ganglion.spark.cluster;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.ganglion.train.Partial;

/** Writes what a task returns. */
public final class PartialSerializer extends Serializer<Partial> {
  private final PrimitiveArrays arrays = new PrimitiveArrays();

  public PartialSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, Partial partial) {
    output.writeDouble(partial.weight);
    arrays.write(output, partial.vectors);
    arrays.write(output, partial.statistics);
    output.writeLong(partial.steps);
  }

  @Override
  public Partial read(Kryo kryo, Input input, Class<Partial> type) {
    return new Partial(
        input.readDouble(),
        arrays.readFloatArrays(input),
        arrays.readDoubleArrays(input),
        input.readLong());
  }
}
