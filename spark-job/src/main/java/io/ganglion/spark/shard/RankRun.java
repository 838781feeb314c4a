package io.ganglion.spark.shard;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.ganglion.spark.cluster.PrimitiveArrays;
import java.io.Serializable;

/**
 * The rows of one partition that have one {@link RankKey}: their hashes on the way out, their
 * positions on the way back.
 */
public final class RankRun implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The partition. */
  final int origin;

  final int key;
  final long[] values;

  RankRun(int origin, int key, long[] values) {
    this.origin = origin;
    this.key = key;
    this.values = values;
  }

  /** Writes runs. */
  public static final class RunSerializer extends Serializer<RankRun> {
    private final PrimitiveArrays arrays = new PrimitiveArrays();

    public RunSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, RankRun run) {
      output.writeInt(run.origin, true);
      output.writeInt(run.key, true);
      arrays.write(output, run.values);
    }

    @Override
    public RankRun read(Kryo kryo, Input input, Class<RankRun> type) {
      int origin = input.readInt(true);
      int key = input.readInt(true);
      return new RankRun(origin, key, arrays.readLongs(input));
    }
  }
}
