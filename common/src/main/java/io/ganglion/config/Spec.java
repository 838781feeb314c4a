package io.ganglion.config;

import java.io.Serializable;

/**
 * A record of hyperparameters that a job file can name: a layer, a loss, an optimizer and their
 * kin.
 *
 * <p>Implementations are records. Their components are what {@link SpecWriter} writes, under the
 * components' own names.
 */
public interface Spec extends Serializable {
  /** The name in the catalogue, in snake_case, for example {@code dense} or {@code mse}. */
  String kind();
}
