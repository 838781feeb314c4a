package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Plan;

/**
 * Standardises each row by itself: {@code y = γ (x − μ) / √(σ² + ε) + β}, with the mean μ and the
 * population variance σ² of the features of the row, in training as in prediction. x and y are
 * {@code [rows, features]}; γ {@code [1, features]} starts at 1 and β at 0; neither is decayed.
 *
 * <p>Source: Ba, Kiros &amp; Hinton 2016, "Layer normalization", equation 3.
 *
 * @param epsilon ε above 0
 */
public record LayerNormalization(double epsilon) implements LayerSpec {
  public LayerNormalization {
    if (!(epsilon > 0.0)) {
      throw new IllegalArgumentException("epsilon: expected a number above 0, found " + epsilon);
    }
  }

  /** The settings of Keras. */
  public static LayerNormalization defaults() {
    return new LayerNormalization(1e-3);
  }

  static LayerNormalization read(Section section) {
    return new LayerNormalization(section.positive("epsilon", defaults().epsilon));
  }

  @Override
  public String kind() {
    return "layer_normalization";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new LayerNormalizationLayer(epsilon, in, plan);
  }
}
