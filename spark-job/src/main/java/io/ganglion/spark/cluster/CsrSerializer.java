package io.ganglion.spark.cluster;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.ganglion.tensor.Csr;

/** Writes a sparse matrix. */
public final class CsrSerializer extends Serializer<Csr> {
  private final PrimitiveArrays arrays = new PrimitiveArrays();

  public CsrSerializer() {
    super(false, false);
  }

  @Override
  public void write(Kryo kryo, Output output, Csr csr) {
    output.writeInt(csr.rows, true);
    output.writeInt(csr.columns, true);
    arrays.write(output, csr.start);
    arrays.write(output, csr.index);
    arrays.write(output, csr.value);
  }

  @Override
  public Csr read(Kryo kryo, Input input, Class<Csr> type) {
    int rows = input.readInt(true);
    Csr csr = new Csr(input.readInt(true));
    csr.rows = rows;
    csr.start = arrays.readInts(input);
    csr.index = arrays.readInts(input);
    csr.value = arrays.readFloats(input);
    return csr;
  }
}
