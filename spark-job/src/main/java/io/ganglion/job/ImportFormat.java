package io.ganglion.job;

import java.util.Locale;

/** The formats of other programs that a model can be read from. */
enum ImportFormat {
  KERAS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
