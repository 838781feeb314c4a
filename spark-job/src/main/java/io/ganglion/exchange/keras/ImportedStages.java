package io.ganglion.exchange.keras;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Normalization;
import io.ganglion.layer.Rescaling;
import io.ganglion.network.LayerEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * What stands around the layers of an imported network: the standardisation of its columns in front
 * and the way back to the units of the targets behind.
 */
final class ImportedStages {
  /** Keras divides by at least 1e-7. */
  private static final float LEAST_VARIANCE = 1e-14f;

  private final ImportedParameters parameters;
  private final int width;

  private List<Columns.Moments> moments;
  private TargetScaling scaling = TargetScaling.NONE;

  ImportedStages(ImportedParameters parameters, int width) {
    this.parameters = parameters;
    this.width = width;
    this.moments = Collections.nCopies(width, new Columns.Moments(0.0, 1.0));
  }

  /** The mean and the variance of each column, as far as the file tells. */
  List<Columns.Moments> moments() {
    return moments;
  }

  /** What the outputs are multiplied by, and what is added. */
  TargetScaling scaling() {
    return scaling;
  }

  /** Reads a Normalization, whose moments are weights, or settings where they were given. */
  LayerEntry normalization(String name, Section config, List<KerasWeight> weights) {
    ImportedLayers.require(config, "invert", false);
    List<Float> means = new ArrayList<>();
    List<Float> variances = new ArrayList<>();
    if (config.has("mean")) {
      means.addAll(numbers(config, "mean", 1.0));
      variances.addAll(numbers(config, "variance", 1.0));
    } else {
      parameters.take(config, name, weights, 3);
      add(weights, 0, means);
      add(weights, 1, variances);
    }
    if (means.size() != width || variances.size() != width) {
      config.problem(
          "mean",
          "expected %d means and variances, found %d and %d"
              .formatted(width, means.size(), variances.size()));
      return new LayerEntry(name, new Normalization());
    }
    float[] mean = new float[width];
    float[] variance = new float[width];
    List<Columns.Moments> found = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      mean[c] = means.get(c);
      variance[c] = Math.max(LEAST_VARIANCE, variances.get(c));
      found.add(new Columns.Moments(mean[c], variance[c]));
    }
    moments = found;
    return standardised(name, mean, variance);
  }

  private static void add(List<KerasWeight> weights, int index, List<Float> numbers) {
    if (index < weights.size()) {
      for (float value : weights.get(index).values()) {
        numbers.add(value);
      }
    }
  }

  /** Numbers of the columns, one for all or one for each. */
  private List<Float> numbers(Section config, String key, double otherwise) {
    List<Float> numbers = new ArrayList<>();
    flatten(config.has(key) ? config.value(key) : otherwise, numbers, config, key);
    return numbers.size() == 1 ? Collections.nCopies(width, numbers.get(0)) : numbers;
  }

  private static void flatten(Object tree, List<Float> numbers, Section config, String key) {
    if (tree instanceof List<?> list) {
      list.forEach(item -> flatten(item, numbers, config, key));
    } else if (tree instanceof Number number && Double.isFinite(number.doubleValue())) {
      numbers.add(number.floatValue());
    } else {
      config.problem(key, "expected finite numbers, found " + tree);
    }
  }

  /**
   * Reads a Rescaling in front of the layers. One that tells columns apart is a standardisation:
   * {@code x scale + offset = (x − mean) / √variance}.
   */
  LayerEntry rescaling(String name, Section config) {
    List<Float> scales = numbers(config, "scale", 1.0);
    List<Float> offsets = numbers(config, "offset", 0.0);
    if (new HashSet<>(scales).size() == 1 && new HashSet<>(offsets).size() == 1) {
      return new LayerEntry(name, new Rescaling(scales.get(0), offsets.get(0)));
    }
    boolean whole = scales.size() == width && offsets.size() == width;
    if (!whole || scales.stream().anyMatch(scale -> scale <= 0f)) {
      config.problem("scale", "expected %d numbers above 0, found %s".formatted(width, scales));
      return new LayerEntry(name, new Rescaling(1.0, 0.0));
    }
    float[] mean = new float[width];
    float[] variance = new float[width];
    for (int c = 0; c < width; c++) {
      mean[c] = -offsets.get(c) / scales.get(c);
      variance[c] = (float) Math.pow(scales.get(c), -2.0);
    }
    return standardised(name, mean, variance);
  }

  private LayerEntry standardised(String name, float[] mean, float[] variance) {
    parameters.plain(name + "/mean", List.of(KerasWeight.vector("mean", mean)), 0);
    parameters.plain(name + "/variance", List.of(KerasWeight.vector("variance", variance)), 0);
    return new LayerEntry(name, new Normalization());
  }

  /** Reads a Rescaling behind the layers. */
  void scaling(Section config, int outputs, boolean exponential) {
    List<Float> scales = new ArrayList<>();
    List<Float> offsets = new ArrayList<>();
    flatten(config.value("scale"), scales, config, "scale");
    flatten(config.has("offset") ? config.value("offset") : 0.0, offsets, config, "offset");
    if (scales.stream().anyMatch(scale -> scale <= 0f)) {
      config.problem("scale", "expected numbers above 0 behind the last layer, found " + scales);
      return;
    }
    scaling = new TargetScaling(each(offsets, outputs), each(scales, outputs), exponential);
  }

  private static List<Double> each(List<Float> numbers, int outputs) {
    List<Float> all = numbers.size() == 1 ? Collections.nCopies(outputs, numbers.get(0)) : numbers;
    return all.stream().map(Float::doubleValue).toList();
  }
}
