package io.ganglion.job;

import io.ganglion.config.Section;

/**
 * The model that a training starts from.
 *
 * @param model its folder, or the output folder of its training
 * @param absent what to do where there is none
 * @param newCategories what becomes of values that its vocabularies lack
 * @param newClasses what becomes of classes that its label lacks
 */
record FromSpec(String model, Absent absent, Categories newCategories, Classes newClasses) {
  /** What a run does that finds no model to start from. */
  enum Absent {
    ERROR,
    FRESH
  }

  /** What becomes of a new category. */
  enum Categories {
    UNKNOWN,
    LEARN
  }

  /** What becomes of a new class. */
  enum Classes {
    REFUSE,
    LEARN
  }

  /** Reads the key {@code from} of the section training; null where it isn't there. */
  static FromSpec read(Section training) {
    if (!training.has("from")) {
      return null;
    }
    if (training.value("from") instanceof String model) {
      return new FromSpec(model, Absent.ERROR, Categories.UNKNOWN, Classes.REFUSE);
    }
    Section section = training.section("from");
    FromSpec from =
        new FromSpec(
            section.text("model"),
            section.option("absent", Absent.ERROR),
            section.option("newCategories", Categories.UNKNOWN),
            section.option("newClasses", Classes.REFUSE));
    section.finish();
    return from;
  }
}
