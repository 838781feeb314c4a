package io.ganglion.spark.table;

import io.ganglion.config.Section;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * How LIBSVM files are read.
 *
 * @param features the width of the vectors; 0: the largest position, which a pass over the files
 *     finds
 */
record LibsvmOptions(int features) implements FormatOptions {
  static LibsvmOptions read(Section section) {
    return new LibsvmOptions(section.has("features") ? section.integer("features", 1) : 0);
  }

  /** These options with the width known. */
  LibsvmOptions withWidth(IntSupplier scan) {
    return features > 0 ? this : new LibsvmOptions(scan.getAsInt());
  }

  @Override
  public Map<String, String> spark() {
    return Map.of("numFeatures", String.valueOf(features));
  }
}
