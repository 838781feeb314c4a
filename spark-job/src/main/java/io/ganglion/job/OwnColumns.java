package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.layer.Rescaling;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.UndirectedSpec;
import io.ganglion.spark.facts.TargetUnits;
import java.util.List;

/** What a job need not say where its network is undirected: it learns its own columns. */
final class OwnColumns {
  private OwnColumns() {}

  /** Notes the keys of a section that only make sense with a label. */
  static void refuse(Section section, UndirectedSpec network, List<String> keys) {
    for (String key : keys) {
      if (section.has(key)) {
        section.problem(
            key,
            "goes with networks that predict a label, found "
                + network.kind()
                + ", which learns its own columns: remove it");
      }
    }
  }

  /** The units of the columns as its answers have them, which are those behind its rescaling. */
  static TargetUnits units(Section training, NetworkSpec network) {
    if (network.undirected().stores()) {
      return TargetUnits.SIGNS;
    }
    double scale = 1.0;
    List<LayerEntry> layers = network.layers();
    for (int i = 0; i < layers.size(); i++) {
      if (!(layers.get(i).spec() instanceof Rescaling rescaling)) {
        continue;
      }
      if (rescaling.offset() != 0.0 || !(rescaling.scale() > 0.0)) {
        training
            .problems()
            .add(
                "network[" + i + "].rescaling",
                String.format(
                    "expected a scale above 0 and no offset before %s, found %s and %s",
                    network.undirected().kind(), rescaling.scale(), rescaling.offset()));
        return TargetUnits.RAW;
      }
      scale *= rescaling.scale();
    }
    return TargetUnits.scaled(scale);
  }
}
