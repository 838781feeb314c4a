package io.ganglion.layer;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import io.ganglion.config.Problems;
import io.ganglion.config.SpecWriter;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All layers, by name, and the reading and writing of lists of layers. */
public final class Layers {
  private static final String NAME = "name";

  /** The hyperparameter that a value stands for where there is no map: {@code dropout: 0.2}. */
  private static final Map<String, String> SHORT_FORMS =
      Map.ofEntries(
          Map.entry("activation", "function"),
          Map.entry("dropout", "rate"),
          Map.entry("gaussian_dropout", "rate"),
          Map.entry("edge_dropout", "rate"),
          Map.entry("gaussian_noise", "stddev"),
          Map.entry("embedding", "size"),
          Map.entry("simple_rnn", "units"),
          Map.entry("lstm", "units"),
          Map.entry("gru", "units"),
          Map.entry("residual", "layers"),
          Map.entry("attention_pooling", "units"),
          Map.entry("graph_convolution", "units"),
          Map.entry("graph_sage", "units"),
          Map.entry("graph_isomorphism", "layers"),
          Map.entry("graph_pool", "aggregate"));

  public static final Catalogue<LayerSpec> CATALOGUE =
      new Catalogue<>(
          "layer",
          List.of(
              new Entry<>("dense", Dense::read, LayerSamples.dense()),
              new Entry<>("embedding", Embedding::read, LayerSamples.embedding()),
              new Entry<>("activation", ActivationLayer::read, LayerSamples.activation()),
              new Entry<>(
                  "normalization", section -> new Normalization(), List.of(new Normalization())),
              new Entry<>("rescaling", Rescaling::read, List.of(new Rescaling(0.5, -1.0))),
              new Entry<>("dropout", Dropout::read, List.of(new Dropout(0.3), new Dropout(0.0))),
              new Entry<>(
                  "gaussian_dropout",
                  GaussianDropout::read,
                  List.of(new GaussianDropout(0.3), new GaussianDropout(0.0))),
              new Entry<>("gaussian_noise", GaussianNoise::read, List.of(new GaussianNoise(0.5))),
              new Entry<>(
                  "batch_normalization",
                  BatchNormalization::read,
                  List.of(BatchNormalization.defaults(), new BatchNormalization(0.5, 0.1))),
              new Entry<>(
                  "layer_normalization",
                  LayerNormalization::read,
                  List.of(LayerNormalization.defaults(), new LayerNormalization(0.1))),
              new Entry<>("simple_rnn", SimpleRnn::read, LayerSamples.simpleRnn()),
              new Entry<>("lstm", Lstm::read, LayerSamples.lstm()),
              new Entry<>("gru", Gru::read, LayerSamples.gru()),
              new Entry<>("residual", Residual::read, LayerSamples.residual()),
              new Entry<>("branches", Branches::read, LayerSamples.branches()),
              new Entry<>("bidirectional", Bidirectional::read, LayerSamples.bidirectional()),
              new Entry<>("last_step", section -> new LastStep(), List.of(new LastStep())),
              new Entry<>(
                  "mean_over_time", section -> new MeanOverTime(), List.of(new MeanOverTime())),
              new Entry<>(
                  "max_over_time", section -> new MaxOverTime(), List.of(new MaxOverTime())),
              new Entry<>(
                  "attention_pooling",
                  AttentionPooling::read,
                  List.of(new AttentionPooling(3), new AttentionPooling(1))),
              new Entry<>("graph_convolution", GraphConvolution::read, GraphSamples.convolution()),
              new Entry<>("graph_sage", GraphSage::read, GraphSamples.sage()),
              new Entry<>("graph_attention", GraphAttention::read, GraphSamples.attention()),
              new Entry<>("graph_isomorphism", GraphIsomorphism::read, GraphSamples.isomorphism()),
              new Entry<>(
                  "edge_dropout",
                  EdgeDropout::read,
                  List.of(new EdgeDropout(0.3), new EdgeDropout(0.0))),
              new Entry<>("graph_pool", GraphPool::read, GraphSamples.pool()),
              new Entry<>("dot_product", section -> new DotProduct(), List.of(new DotProduct())),
              new Entry<>("hopfield", Hopfield::read, LayerSamples.hopfield()),
              new Entry<>("rbm", Rbm::read, List.of(new Rbm(5, 1), new Rbm(3, 4)))));

  private Layers() {}

  /**
   * Reads a list of layers, each as {@code name}, {@code {name: value}} or {@code {name:
   * {hyperparameters}}}, where the hyperparameter {@code name} names the layer itself.
   *
   * @param path of the list in the job file
   * @param list as parsed
   * @return the layers without problems
   */
  public static List<LayerEntry> read(String path, Object list, Problems problems) {
    if (list instanceof List<?> items && items.isEmpty()) {
      problems.add(path, "expected at least one layer, found none");
    }
    return readAny(path, list, problems);
  }

  /** Reads a list of layers that may be empty. */
  static List<LayerEntry> readAny(String path, Object list, Problems problems) {
    List<LayerEntry> entries = new ArrayList<>();
    if (!(list instanceof List<?> items)) {
      problems.add(path, "expected a list of layers, found " + (list == null ? "nothing" : list));
      return entries;
    }
    for (int i = 0; i < items.size(); i++) {
      LayerEntry entry = readEntry(path + "[" + i + "]", items.get(i), problems);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** Reads one layer; null after noting a problem. */
  static LayerEntry readEntry(String path, Object item, Problems problems) {
    Object value = item;
    String name = null;
    if (item instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      String kind = String.valueOf(only.getKey());
      Map<Object, Object> body = body(kind, only.getValue());
      if (body != null) {
        name = name(path + "." + kind, body.remove(NAME), problems);
        value = Map.of(kind, body);
      }
    }
    LayerSpec spec = CATALOGUE.read(path, value, problems);
    return spec == null ? null : new LayerEntry(name, spec);
  }

  /** A copy of the hyperparameters, the short form spelled out; null where they are no map. */
  private static Map<Object, Object> body(String kind, Object value) {
    Map<Object, Object> body = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      body.putAll(map);
    } else if (value != null && SHORT_FORMS.containsKey(kind)) {
      body.put(SHORT_FORMS.get(kind), value);
    } else if (value != null) {
      return null;
    }
    return body;
  }

  private static String name(String path, Object name, Problems problems) {
    if (name == null) {
      return null;
    }
    String text = String.valueOf(name);
    if (name instanceof Map || name instanceof List || text.isBlank() || text.contains("/")) {
      problems.add(path + "." + NAME, "expected a text without '/', found '" + text + "'");
    }
    return text;
  }

  /** Writes layers as the tree that {@link #read} reads, every hyperparameter spelled out. */
  public static List<Object> write(List<LayerEntry> entries) {
    List<Object> tree = new ArrayList<>();
    for (LayerEntry entry : entries) {
      LayerSpec spec = entry.spec();
      Map<String, Object> body = new LinkedHashMap<>();
      if (entry.name() != null) {
        body.put(NAME, entry.name());
      }
      body.putAll(
          spec instanceof Combinator combinator
              ? combinator.body()
              : SpecWriter.components((Record) spec));
      tree.add(body.isEmpty() ? spec.kind() : Map.of(spec.kind(), body));
    }
    return tree;
  }
}
