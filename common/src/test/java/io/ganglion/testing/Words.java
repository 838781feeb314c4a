package io.ganglion.testing;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Spec;
import io.ganglion.config.SpecWriter;
import io.ganglion.data.Augmentations;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.SeriesTransform;
import io.ganglion.layer.Activations;
import io.ganglion.layer.Initializers;
import io.ganglion.layer.Layers;
import io.ganglion.loss.Losses;
import io.ganglion.metric.Metrics;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.optimize.Minimizers;
import io.ganglion.optimize.Optimizers;
import io.ganglion.optimize.Schedules;
import java.util.ArrayList;
import java.util.List;

/** What a job file or a model may say: all entries of the catalogues, as trees. */
public final class Words {
  private static final List<Catalogue<? extends Spec>> CATALOGUES =
      List.of(
          Losses.CATALOGUE,
          Metrics.CATALOGUE,
          Activations.CATALOGUE,
          Initializers.CATALOGUE,
          Optimizers.CATALOGUE,
          Minimizers.CATALOGUE,
          Schedules.CATALOGUE,
          Augmentations.CATALOGUE,
          SequenceForm.CATALOGUE,
          SeriesTransform.CATALOGUE);

  private Words() {}

  /** The samples of all catalogues, layers most of all. */
  public static List<Object> all() {
    List<Object> words = new ArrayList<>();
    for (Catalogue<? extends Spec> catalogue : CATALOGUES) {
      for (Catalogue.Entry<? extends Spec> entry : catalogue.entries()) {
        entry.samples().forEach(sample -> words.add(SpecWriter.write(sample)));
      }
    }
    for (Catalogue.Entry<LayerSpec> entry : Layers.CATALOGUE.entries()) {
      entry.samples().forEach(layer -> words.addAll(Layers.write(List.of(LayerEntry.of(layer)))));
    }
    return words;
  }
}
