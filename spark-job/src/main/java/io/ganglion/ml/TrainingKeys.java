package io.ganglion.ml;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;

/** Writes what an estimator's params say as the keys of a job file. */
final class TrainingKeys {
  private final TrainingParams<?> params;

  TrainingKeys(TrainingParams<?> params) {
    this.params = params;
  }

  /** A param that holds YAML or JSON, as a map. */
  static Map<String, Object> map(Param<String> param, String text) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (!(Yaml.read(param.name(), text) instanceof Map<?, ?> map)) {
      throw new ConfigException(
          param.name() + ": expected keys with values in YAML or JSON, found '" + text + "'");
    }
    map.forEach((key, value) -> keys.put(String.valueOf(key), value));
    return keys;
  }

  /**
   * The section training.
   *
   * @param loss where none is set
   */
  Map<String, Object> training(String loss) {
    Map<String, Object> keys =
        params.isSet(params.training())
            ? map(params.training(), params.getTraining())
            : new LinkedHashMap<>();
    keys.putIfAbsent("loss", loss);
    put(keys, "loss", params.loss(), false);
    put(keys, "epochs", params.maxIter(), true);
    put(keys, "seed", params.seed(), true);
    put(keys, "batchSize", params.batchSize(), false);
    put(keys, "shards", params.shards(), false);
    if (params.isSet(params.patience())) {
      keys.put("earlyStopping", Map.of("patience", params.getPatience()));
    }
    if (params.isSet(params.optimizer()) || !keys.containsKey("optimizer")) {
      keys.put("optimizer", Yaml.read("optimizer", params.getOptimizer()));
    }
    if (params.isSet(params.learningRate())) {
      keys.put("optimizer", withRate(keys.get("optimizer")));
    }
    return keys;
  }

  private void put(Map<String, Object> keys, String key, Param<?> param, boolean byDefault) {
    if (params.isSet(param) || (byDefault && !keys.containsKey(key))) {
      keys.put(key, params.getOrDefault(param));
    }
  }

  /** The optimizer with the learning rate among its own keys. */
  private Map<String, Object> withRate(Object optimizer) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (optimizer instanceof Map<?, ?> map) {
      map.forEach((kind, own) -> all.put(String.valueOf(kind), rated(own)));
    } else {
      all.put(String.valueOf(optimizer), rated(null));
    }
    return all;
  }

  private Map<String, Object> rated(Object own) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (own instanceof Map<?, ?> map) {
      map.forEach((key, value) -> keys.put(String.valueOf(key), value));
    }
    keys.put("learningRate", params.getLearningRate());
    return keys;
  }

  /**
   * The network.
   *
   * @param outputs of the last layer, where the param layers tells the others
   */
  List<Object> network(int outputs) {
    if (params.isSet(params.network())) {
      if (!(Yaml.read("network", params.getNetwork()) instanceof List<?> listed)) {
        throw new ConfigException(
            "network: expected a list of layers in YAML or JSON, such as '[{dense: {units: 1}}]',"
                + " found '"
                + params.getNetwork()
                + "'");
      }
      return new ArrayList<>(listed);
    }
    List<Object> layers = new ArrayList<>();
    if (params.getStandardization()) {
      layers.add("normalization");
    }
    layers.addAll(LayerText.read(params.getLayers()));
    layers.add(Map.of("dense", Map.of("units", outputs)));
    return layers;
  }

  /** What of the section data says how much rows count. */
  Map<String, Object> weights() {
    Map<String, Object> keys = new LinkedHashMap<>();
    put(keys, "weight", params.weightCol(), false);
    return keys;
  }

  /** What of the section data says which rows are held out. */
  Map<String, Object> heldOut() {
    if (params.isSet(params.validationIndicatorCol())) {
      return Map.of("holdout", Map.of("column", params.getValidationIndicatorCol()));
    }
    return params.getHoldout() > 0.0 ? Map.of("holdout", params.getHoldout()) : Map.of();
  }
}
