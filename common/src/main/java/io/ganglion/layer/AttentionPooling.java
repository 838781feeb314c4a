package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Plan;

/**
 * A mean of the steps of each sequence with weights that are learnt: {@code s_t = vᵀ tanh(W x_t +
 * b)}, {@code a_t = exp(s_t) / Σ_k exp(s_k)} over the steps of the sequence, {@code y = Σ_t a_t
 * x_t}. x is {@code [rows, features]}, y {@code [examples, features]}, W {@code [units, features]},
 * b {@code [1, units]} from 0, v {@code [1, units]}.
 *
 * <p>Source: Bahdanau, Cho &amp; Bengio 2015, section 3.1 and appendix A.1.2, for the score; Yang
 * et al. 2016, "Hierarchical attention networks", equations 5 to 7, for the pooling.
 *
 * @param units of the score, at least 1
 */
public record AttentionPooling(int units) implements LayerSpec {
  public AttentionPooling {
    if (units < 1) {
      throw new IllegalArgumentException("units: expected at least 1, found " + units);
    }
  }

  static AttentionPooling read(Section section) {
    return new AttentionPooling(section.integer("units", 1));
  }

  @Override
  public String kind() {
    return "attention_pooling";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    Sequences.check(in, plan);
    return new AttentionPoolingLayer(units, in, plan);
  }
}
