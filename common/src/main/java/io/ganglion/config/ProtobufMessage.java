package io.ganglion.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A Protocol Buffers message in its wire format: a field is its number and wire type, then a
 * varint, four or eight bytes, or a length and so many bytes.
 *
 * <p>Source: Google, "Protocol Buffers: encoding".
 */
public final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FOUR_BYTES = 5;
  private static final int LONGEST_VARINT = 10;

  // Messages inside others share their pieces, so that large tensors are not copied at each level.
  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  /** The number of bytes. */
  public long size() {
    return size;
  }

  /** Adds a whole number. */
  public ProtobufMessage integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** Adds a number of four bytes. */
  public ProtobufMessage number(int field, float value) {
    tag(field, FOUR_BYTES);
    add(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  /** Adds a number of eight bytes. */
  public ProtobufMessage number(int field, double value) {
    tag(field, EIGHT_BYTES);
    add(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    return this;
  }

  /** Adds a text as UTF-8. */
  public ProtobufMessage text(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  /**
   * Adds bytes.
   *
   * @param value kept, not to be written afterwards
   */
  public ProtobufMessage bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    add(value);
    return this;
  }

  /** Adds a message inside this one, as it is now. */
  public ProtobufMessage message(int field, ProtobufMessage value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.size);
    pieces.addAll(value.pieces);
    size += value.size;
    return this;
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits a byte, the lowest first, with the high bit set on all but the last. */
  private void varint(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
    byte[] exact = new byte[bytes.position()];
    bytes.flip().get(exact);
    add(exact);
  }

  private void add(byte[] piece) {
    pieces.add(piece);
    size += piece.length;
  }

  /** All bytes, of a message below 2 GiB. */
  public byte[] toByteArray() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
    pieces.forEach(all::put);
    return all.array();
  }

  /** Writes all bytes. */
  public void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : pieces) {
      out.write(piece);
    }
  }
}
