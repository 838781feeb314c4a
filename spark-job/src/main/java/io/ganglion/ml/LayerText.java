package io.ganglion.ml;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Yaml;
import io.ganglion.layer.Activations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hidden layers in short: {@code 64 relu, dropout 0.2, 32 tanh}. */
final class LayerText {
  private LayerText() {}

  /**
   * The layers as a job file lists them.
   *
   * @throws ConfigException naming what can't be read
   */
  static List<Object> read(String text) {
    List<Object> layers = new ArrayList<>();
    if (text.isBlank()) {
      return layers;
    }
    for (String part : List.of(text.split(",", -1))) {
      List<String> words = List.of(part.strip().split("\\s+", -1));
      layers.add(layer(text, part.strip(), words));
    }
    return layers;
  }

  private static Map<String, Object> layer(String text, String part, List<String> words) {
    if (words.size() == 2 && words.get(0).equals("dropout")) {
      return Map.of("dropout", Yaml.read("layers", words.get(1)));
    }
    boolean sized = words.size() == 2 && words.get(0).matches("[1-9]\\d{0,8}");
    if (sized && Activations.CATALOGUE.names().contains(words.get(1))) {
      return Map.of(
          "dense", Map.of("units", Integer.valueOf(words.get(0)), "activation", words.get(1)));
    }
    throw new ConfigException(
        "layers '%s': expected units and an activation, such as '64 relu', or 'dropout 0.2', found '%s'; activations are %s; other layers go into the param network"
            .formatted(text, part, String.join(", ", Activations.CATALOGUE.names())));
  }
}
