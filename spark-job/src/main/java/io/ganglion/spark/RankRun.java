package io.ganglion.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Serializable;

/**
 * Rows of one chunk that have one {@link RankKey}, in the order of arrival: their hashes on the way
 * out, their positions on the way back.
 */
final class RankRun implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The partition of the chunk. */
  final int origin;

  /** The number of the chunk within its partition. */
  final int chunk;

  final int key;
  final long[] values;

  RankRun(int origin, int chunk, int key, long[] values) {
    this.origin = origin;
    this.chunk = chunk;
    this.key = key;
    this.values = values;
  }

  /** Writes runs. */
  static final class RunSerializer extends Serializer<RankRun> {
    private final PrimitiveArrays arrays = new PrimitiveArrays();

    RunSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, RankRun run) {
      output.writeInt(run.origin, true);
      output.writeInt(run.chunk, true);
      output.writeInt(run.key, true);
      arrays.write(output, run.values);
    }

    @Override
    public RankRun read(Kryo kryo, Input input, Class<RankRun> type) {
      int origin = input.readInt(true);
      int chunk = input.readInt(true);
      int key = input.readInt(true);
      return new RankRun(origin, chunk, key, arrays.readLongs(input));
    }
  }
}
