package io.ganglion.layer;

import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Plan;

/**
 * The mean of the steps of each sequence: {@code y_b = (1 / T_b) Σ_t x_{b,t}}, T_b the length of
 * sequence b, with x {@code [rows, features]} and y {@code [examples, features]}.
 */
public record MeanOverTime() implements LayerSpec {
  @Override
  public String kind() {
    return "mean_over_time";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Sequences.check(in, plan);
    return new MeanOverTimeLayer(new Shape.Vector(in.features()));
  }
}
