package io.ganglion.model;

import io.ganglion.config.Section;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.GraphForm;
import io.ganglion.data.Graphs;
import io.ganglion.data.VectorColumn;
import java.util.List;

/** Reads how the examples of a model are graphs, or lie in one. */
final class GraphsReader {
  private GraphsReader() {}

  static Graphs read(Section section) {
    Section form = section.section("form");
    GraphForm read = GraphForm.read(form, form);
    List<FeatureColumn> features = SchemaReader.features(section, "edgeFeatures");
    form.finish();
    if (features.stream().anyMatch(VectorColumn.class::isInstance)) {
      section.problem("edgeFeatures", "expected numbers and names, found vectors");
      features.clear();
    }
    Graphs graphs = new Graphs(read, section.flag("pairs", false), features);
    if (graphs.pairs() && graphs.form().many()) {
      section.problem("pairs", "expected false where each graph is an example");
    }
    section.finish();
    return graphs;
  }
}
