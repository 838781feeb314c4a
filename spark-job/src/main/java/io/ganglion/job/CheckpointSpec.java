package io.ganglion.job;

import io.ganglion.config.Section;

/**
 * How a job guards against losing its driver.
 *
 * @param seconds that pass at least between two checkpoints; 0: each epoch leaves one
 * @param keep how many of the newest stay
 * @param resume whether a run goes on from the checkpoint that one before it left
 */
record CheckpointSpec(double seconds, int keep, boolean resume) {
  private static final double SECONDS = 60.0;
  private static final int KEEP = 2;

  /** Whether a run goes on where one before it ended. */
  private enum Resume {
    AUTO,
    NEVER
  }

  /** Reads the keys {@code checkpoint} and {@code resume} of the section training. */
  static CheckpointSpec read(Section training) {
    Section section = training.section("checkpoint");
    CheckpointSpec spec =
        new CheckpointSpec(
            section.number("seconds", SECONDS, 0.0, Double.POSITIVE_INFINITY),
            section.integer("keep", KEEP, 1),
            training.option("resume", Resume.AUTO) == Resume.AUTO);
    section.finish();
    return spec;
  }
}
