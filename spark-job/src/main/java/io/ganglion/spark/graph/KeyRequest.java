package io.ganglion.spark.graph;

import java.io.Serializable;

/** The nodes of one partition that a unit of examples asks for. */
public final class KeyRequest implements Serializable {
  private static final long serialVersionUID = 1L;

  int unit;
  long[] keys;

  /** For Kryo. */
  KeyRequest() {}

  KeyRequest(int unit, long[] keys) {
    this.unit = unit;
    this.keys = keys;
  }
}
