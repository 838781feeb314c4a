package io.ganglion.loss;

import io.ganglion.data.Targets;
import io.ganglion.tensor.Matrix;

/**
 * The cross-entropy of probabilities t in [0, 1], such as the brightness of pixels, on logits z, as
 * the mean over the outputs of a row: {@code Σ_c (log(1 + exp(z_c)) − t_c z_c) / outputs}. It is
 * {@code binary_crossentropy} for columns of numbers, and least, but not 0, where the prediction is
 * t.
 *
 * <p>With scaled targets its value is that of the scaled ones.
 *
 * <p>Source: Hinton & Salakhutdinov 2006, "Reducing the dimensionality of data with neural
 * networks", supporting material.
 */
public record ReconstructionCrossentropy() implements Loss {
  private static final BinaryCrossentropy OF_OUTPUTS = new BinaryCrossentropy();

  @Override
  public String kind() {
    return "reconstruction_crossentropy";
  }

  @Override
  public double valueAndGradient(Matrix out, Targets targets, Matrix dOut) {
    return OF_OUTPUTS.valueAndGradient(out, targets, dOut);
  }

  @Override
  public void curvatureProduct(Matrix out, Targets targets, Matrix v, Matrix hv) {
    OF_OUTPUTS.curvatureProduct(out, targets, v, hv);
  }

  @Override
  public void predict(Matrix out, Matrix prediction) {
    OF_OUTPUTS.predict(out, prediction);
  }

  @Override
  public Link link() {
    return Link.SIGMOID;
  }

  @Override
  public Target target() {
    return Target.NUMBERS;
  }

  @Override
  public double leastTarget() {
    return 0.0;
  }

  @Override
  public double greatestTarget() {
    return 1.0;
  }
}
