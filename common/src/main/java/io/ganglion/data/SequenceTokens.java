package io.ganglion.data;

import io.ganglion.config.Section;

/**
 * A row a text: its words, in lower case, are the steps. A word is a run of letters, digits and
 * apostrophes.
 *
 * @param tokens the column of texts
 * @param vocabulary the most words that are told apart: those that training texts use most often
 * @param maxLength the most words of a text that are read, from its beginning on
 */
public record SequenceTokens(String tokens, int vocabulary, int maxLength) implements SequenceForm {
  static SequenceTokens read(Section section) {
    return new SequenceTokens(
        section.text("tokens"),
        section.integer("vocabulary", 10_000, 1),
        section.integer("maxLength", 256, 1));
  }

  @Override
  public String unit() {
    return "texts";
  }

  @Override
  public String kind() {
    return "tokens";
  }
}
