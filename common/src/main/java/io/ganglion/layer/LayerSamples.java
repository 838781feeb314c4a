package io.ganglion.layer;

import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sample layers for the tests of the whole catalogue; all of them take inputs of width 4, but for
 * embeddings, which take categorical columns, one of which is called {@code color}. Those over time
 * take sequences only.
 */
final class LayerSamples {
  private LayerSamples() {}

  static List<Dense> dense() {
    List<Dense> samples = new ArrayList<>();
    for (var entry : Activations.CATALOGUE.entries()) {
      for (Activation activation : entry.samples()) {
        samples.add(Dense.of(3, activation));
      }
    }
    for (var entry : Initializers.CATALOGUE.entries()) {
      entry.samples().forEach(i -> samples.add(new Dense(5, new Tanh(), false, i)));
    }
    return samples;
  }

  static List<Embedding> embedding() {
    return List.of(Embedding.auto(), Embedding.of(3), new Embedding(null, Map.of("color", 2)));
  }

  static List<ActivationLayer> activation() {
    List<ActivationLayer> samples = new ArrayList<>();
    for (var entry : Activations.CATALOGUE.entries()) {
      entry.samples().forEach(activation -> samples.add(new ActivationLayer(activation)));
    }
    return samples;
  }

  static List<SimpleRnn> simpleRnn() {
    GlorotUniform glorot = new GlorotUniform();
    return List.of(
        SimpleRnn.of(3, false),
        SimpleRnn.of(4, true),
        new SimpleRnn(5, new Sigmoid(), true, 0.3, 0.4, glorot, new Normal()));
  }

  static List<Lstm> lstm() {
    return List.of(
        Lstm.of(3, false),
        Lstm.of(4, true),
        new Lstm(5, false, 0.3, 0.4, new Normal(), new GlorotNormal()));
  }

  static List<Gru> gru() {
    return List.of(
        Gru.of(3, false),
        Gru.of(4, true),
        new Gru(5, false, 0.3, 0.4, new Normal(), new GlorotNormal()));
  }

  static List<Residual> residual() {
    LayerEntry tanh = LayerEntry.of(Dense.of(5, new Tanh()));
    LayerEntry back = new LayerEntry("back", Dense.of(4, new Sigmoid()));
    Residual inner = new Residual(List.of(LayerEntry.of(Dense.of(4, new Tanh()))));
    return List.of(new Residual(List.of(tanh, back)), new Residual(entries(inner, inner)));
  }

  static List<Branches> branches() {
    List<LayerEntry> identity = List.of();
    List<LayerEntry> narrow = entries(Dense.of(2, new Tanh()), Dense.of(3, new Sigmoid()));
    List<LayerEntry> straight = entries(Dense.of(4, new Tanh()));
    List<LayerEntry> dropped = entries(new Dropout(0.4), Dense.of(4, new Softmax()));
    Branches inner = new Branches(Branches.Join.CONCAT, List.of(narrow, identity));
    return List.of(
        inner,
        new Branches(Branches.Join.CONCAT, List.of(identity, entries(inner), dropped)),
        new Branches(Branches.Join.SUM, List.of(straight, identity, dropped)));
  }

  static List<Bidirectional> bidirectional() {
    LayerEntry mean = new LayerEntry("mean", new MeanOverTime());
    Residual block = new Residual(entries(new Dropout(0.4), Dense.of(4, new Tanh())));
    return List.of(
        Bidirectional.of(Dense.of(3, new Tanh())),
        Bidirectional.of(new AttentionPooling(2)),
        new Bidirectional(LayerEntry.of(Bidirectional.of(block)), Bidirectional.Merge.SUM),
        new Bidirectional(LayerEntry.of(BatchNormalization.defaults()), Bidirectional.Merge.MEAN),
        new Bidirectional(mean, Bidirectional.Merge.MEAN));
  }

  static List<Hopfield> hopfield() {
    return List.of(
        Hopfield.of(Hopfield.Storage.HEBBIAN), new Hopfield(Hopfield.Storage.PSEUDO_INVERSE, 3, 7));
  }

  private static List<LayerEntry> entries(LayerSpec... specs) {
    List<LayerEntry> entries = new ArrayList<>();
    for (LayerSpec spec : specs) {
      entries.add(LayerEntry.of(spec));
    }
    return entries;
  }
}
