package io.ganglion.data;

import io.ganglion.config.Section;

/**
 * A row a step: the rows of one id, in their order, are a sequence.
 *
 * @param id the column that tells sequences apart
 * @param order the column that orders the steps of one
 */
public record SequenceRows(String id, String order) implements SequenceForm {
  static SequenceRows read(Section section) {
    return new SequenceRows(section.text("id"), section.text("order"));
  }

  @Override
  public String unit() {
    return "sequences";
  }

  @Override
  public String kind() {
    return "rows";
  }
}
