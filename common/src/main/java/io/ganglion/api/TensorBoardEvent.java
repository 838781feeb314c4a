package io.ganglion.api;

import io.ganglion.config.ProtobufMessage;
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
  private static final int MASK = 0xa282ead8;
  private static final int FRAME = 16;

  private final ProtobufMessage event = new ProtobufMessage();
  private final ProtobufMessage summary = new ProtobufMessage();

  private TensorBoardEvent(double time) {
    event.number(1, time);
  }

  /** The event that a file begins with. */
  static TensorBoardEvent version(double time) {
    TensorBoardEvent event = new TensorBoardEvent(time);
    event.event.text(3, "brain.Event:2");
    return event;
  }

  /**
   * An event for scalars of a step.
   *
   * @param time seconds since 1970
   */
  static TensorBoardEvent summary(double time, long step) {
    TensorBoardEvent event = new TensorBoardEvent(time);
    event.event.integer(2, step);
    return event;
  }

  /** Adds a number under a name. */
  void scalar(String name, float value) {
    summary.message(1, new ProtobufMessage().text(1, name).number(2, value));
  }

  /** Ends the event: its record. */
  byte[] record() {
    if (summary.size() > 0) {
      event.message(5, summary);
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
}
