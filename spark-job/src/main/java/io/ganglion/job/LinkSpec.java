package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.loss.BinaryCrossentropy;
import io.ganglion.loss.Loss;

/**
 * That a job predicts which nodes have an edge between them.
 *
 * @param negatives pairs without an edge that are drawn for each edge
 */
record LinkSpec(int negatives) {
  /** Reads {@code data.links}; null where the key is absent. */
  static LinkSpec read(Section data) {
    if (!data.has("links")) {
      return null;
    }
    Section section = data.section("links");
    LinkSpec links = new LinkSpec(section.integer("negatives", 1, 1));
    section.finish();
    return links;
  }

  /** Notes what does not fit edges, which are there or not. */
  void checkTraining(Section training, Loss loss) {
    if (loss != null && !(loss instanceof BinaryCrossentropy)) {
      training.problem(
          "loss", "expected binary_crossentropy, as data.links asks, found " + loss.kind());
    }
    if (training.has("classWeights")) {
      training.problem(
          "classWeights",
          "goes with a label, found data.links, where edges and pairs without one weigh as much:"
              + " remove it");
    }
  }
}
