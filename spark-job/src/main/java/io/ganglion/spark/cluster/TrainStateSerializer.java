package io.ganglion.spark.cluster;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.ganglion.train.TrainState;

/** Writes what the driver broadcasts. */
public final class TrainStateSerializer extends Serializer<TrainState> {
  private final PrimitiveArrays arrays = new PrimitiveArrays();

  public TrainStateSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, TrainState state) {
    arrays.write(output, state.weights);
    arrays.write(output, state.vectors);
    arrays.write(output, state.scalars);
    output.writeLong(state.steps);
    output.writeInt(state.epoch);
  }

  @Override
  public TrainState read(Kryo kryo, Input input, Class<TrainState> type) {
    return new TrainState(
        arrays.readFloats(input),
        arrays.readFloatArrays(input),
        arrays.readDoubles(input),
        input.readLong(),
        input.readInt());
  }
}
