package io.ganglion.model;

import io.ganglion.config.Section;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;

/** Reads how the examples of a model are graphs, or lie in one. */
final class GraphsReader {
  private GraphsReader() {}

  static Graphs read(Section section) {
    Section form = section.section("form");
    Graphs graphs = new Graphs(GraphForm.read(form, form), section.flag("pairs", false));
    form.finish();
    if (graphs.pairs() && graphs.form().many()) {
      section.problem("pairs", "expected false where each graph is an example");
    }
    section.finish();
    return graphs;
  }
}
