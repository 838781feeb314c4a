package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.loss.Loss;
import io.ganglion.loss.ReconstructionCrossentropy;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;
import io.ganglion.network.Undirected;
import io.ganglion.network.UndirectedSpec;

/**
 * A restricted Boltzmann machine of visible units v and hidden units h that are 0 or 1, with {@code
 * E(v, h) = −aᵀv − bᵀh − hᵀWv} and {@code p(v, h) ∝ exp(−E)}; W {@code [hidden, visible]}. It
 * raises the likelihood of the rows by contrastive divergence: the gradient is that of the free
 * energy of the rows less that of the states that a Gibbs chain from the rows reaches after some
 * steps. A value between 0 and 1 is the probability of a 1.
 *
 * <p>It answers with the mean-field reconstruction {@code σ(Wᵀσ(Wv + b) + a)}; the energy of a row
 * is its free energy {@code F(v) = −aᵀv − Σ log(1 + exp(Wv + b))}, and its units are the hidden
 * probabilities.
 *
 * <p>Source: Hinton 2002, "Training products of experts by minimizing contrastive divergence";
 * Hinton 2010, "A practical guide to training restricted Boltzmann machines", sections 2, 3 and 8.
 *
 * @param hidden the number of hidden units
 * @param steps of the Gibbs chain
 */
public record Rbm(int hidden, int steps) implements UndirectedSpec {
  public Rbm {
    if (hidden < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "hidden, steps: expected at least 1, found " + hidden + ", " + steps);
    }
  }

  static Rbm read(Section section) {
    return new Rbm(section.integer("hidden", 64, 1), section.integer("steps", 1, 1));
  }

  @Override
  public String kind() {
    return "rbm";
  }

  @Override
  public Loss loss() {
    return new ReconstructionCrossentropy();
  }

  @Override
  public boolean stores() {
    return false;
  }

  @Override
  public Undirected bind(Columns columns, Plan plan) {
    checkColumns(columns, plan);
    for (LayerInfo layer : plan.layers()) {
      if (!layer.kind().equals(kind()) && !layer.kind().equals("rescaling")) {
        throw new NetworkException(
            plan.where()
                + ": expected nothing but rescaling before it, since its units are probabilities,"
                + " found "
                + layer.kind()
                + ": remove it");
      }
    }
    return new RbmNetwork(this, columns, plan);
  }
}
