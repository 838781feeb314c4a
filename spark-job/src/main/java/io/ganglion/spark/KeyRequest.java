package io.ganglion.spark;

/** The nodes of one partition that a unit of examples asks for. */
final class KeyRequest {
  int unit;
  long[] keys;

  /** For Kryo. */
  KeyRequest() {}

  KeyRequest(int unit, long[] keys) {
    this.unit = unit;
    this.keys = keys;
  }
}
