package io.ganglion.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * An event of TensorBoard, as the Protocol Buffers message {@code Event} in a TFRecord.
 *
 * <p>{@code Event {double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary =
 * 5}}, {@code Summary {repeated Value value = 1}}, {@code Value {string tag = 1; float simple_value
 * = 2}}. A record is the length of its data as 8 bytes, their checksum, the data and their
 * checksum, all little-endian; a checksum is a CRC-32C, turned right by 15 bits, plus {@code
 * 0xa282ead8}.
 *
 * <p>Source: TensorFlow's documentation of TFRecord, and its event.proto and summary.proto.
 */
final class TensorBoardEvent {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;
  private static final int FOUR_BYTES = 5;
  private static final int MASK = 0xa282ead8;
  private static final int FRAME = 16;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();

  private TensorBoardEvent(double time) {
    tag(head, 1, EIGHT_BYTES);
    head.writeBytes(little(Double.BYTES).putDouble(time).array());
  }

  /** The event that a file begins with. */
  static TensorBoardEvent version(double time) {
    TensorBoardEvent event = new TensorBoardEvent(time);
    bytes(event.head, 3, "brain.Event:2".getBytes(UTF_8));
    return event;
  }

  /**
   * An event for scalars of a step.
   *
   * @param time seconds since 1970
   */
  static TensorBoardEvent summary(double time, long step) {
    TensorBoardEvent event = new TensorBoardEvent(time);
    tag(event.head, 2, VARINT);
    varint(event.head, step);
    return event;
  }

  /** Adds a number under a name. */
  void scalar(String name, float value) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    bytes(message, 1, name.getBytes(UTF_8));
    tag(message, 2, FOUR_BYTES);
    message.writeBytes(little(Float.BYTES).putFloat(value).array());
    bytes(values, 1, message.toByteArray());
  }

  /** The event in its record. */
  byte[] record() {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.writeBytes(head.toByteArray());
    if (values.size() > 0) {
      bytes(event, 5, values.toByteArray());
    }
    byte[] data = event.toByteArray();
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    return little(FRAME + data.length)
        .put(length)
        .putInt(checksum(length))
        .put(data)
        .putInt(checksum(data))
        .array();
  }

  private static int checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data, 0, data.length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    tag(out, field, BYTES);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void tag(ByteArrayOutputStream out, int field, int type) {
    varint(out, ((long) field << 3) | type);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 0x7F) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
