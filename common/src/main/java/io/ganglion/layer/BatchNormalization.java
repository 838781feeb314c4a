package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Plan;

/**
 * Standardises each feature: {@code y = γ (x − μ) / √(σ² + ε) + β}. While training, μ and σ² are
 * the mean and the population variance of the feature over the rows of the batch, whatever their
 * weights; at prediction they are running ones, which each step moves: {@code m = momentum m + (1 −
 * momentum) μ}, from 0, and alike for the variance, from 1. γ starts at 1 and β at 0; neither is
 * decayed.
 *
 * <p>Rows are examples, steps of sequences, or nodes: x and y are {@code [rows, features]}.
 *
 * <p>Source: Ioffe &amp; Szegedy 2015, "Batch normalization: accelerating deep network training by
 * reducing internal covariate shift", algorithms 1 and 2.
 *
 * @param momentum in [0, 1)
 * @param epsilon ε above 0
 */
public record BatchNormalization(double momentum, double epsilon) implements LayerSpec {
  public BatchNormalization {
    if (!(momentum >= 0.0 && momentum < 1.0)) {
      throw new IllegalArgumentException(
          "momentum: expected at least 0 and below 1, found " + momentum);
    }
    if (!(epsilon > 0.0)) {
      throw new IllegalArgumentException("epsilon: expected a number above 0, found " + epsilon);
    }
  }

  /** The settings of Keras. */
  public static BatchNormalization defaults() {
    return new BatchNormalization(0.99, 1e-3);
  }

  static BatchNormalization read(Section section) {
    BatchNormalization defaults = defaults();
    return new BatchNormalization(
        section.number("momentum", defaults.momentum, 0.0, 1.0),
        section.positive("epsilon", defaults.epsilon));
  }

  @Override
  public String kind() {
    return "batch_normalization";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new BatchNormalizationLayer(this, in, plan);
  }
}
