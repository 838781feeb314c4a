package io.ganglion.job.report;

/** Something that writes itself into a page: a table's cell, a chart, a section. */
interface Content {
  void render(Html html);

  /** Plain text. */
  static Content text(String text) {
    return html -> html.text(text);
  }

  /** A name out of the data, kept apart from the writing direction of what stands around it. */
  static Content name(String name) {
    return html -> html.element("bdi", name, "class", "name");
  }
}
