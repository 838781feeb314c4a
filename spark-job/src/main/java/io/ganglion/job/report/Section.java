package io.ganglion.job.report;

/** A part of the report below its headline; one class each. */
interface Section extends Content {
  /** The heading. */
  String title();

  /** Whether there is anything to show. */
  default boolean present() {
    return true;
  }
}
