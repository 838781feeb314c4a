package io.ganglion.model;

/** This library itself. */
public final class Library {
  /** The version, as in the build file. */
  public static final String VERSION = "0.1.0";

  private Library() {}
}
