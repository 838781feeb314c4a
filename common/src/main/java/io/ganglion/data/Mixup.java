package io.ganglion.data;

import io.ganglion.config.Section;
import io.ganglion.tensor.Normals;
import io.ganglion.tensor.Seeds;

/**
 * Mixes each row with another of its batch: {@code λ x + (1 − λ) x'}, and the targets alike, with λ
 * from the distribution Beta(alpha, alpha), or 1 − λ where that is more, so that a row keeps the
 * larger share of itself. Numbers are mixed as numbers; of two classes the loss takes λ of the one
 * and 1 − λ of the other; weights are mixed as the targets. Flags of missing values stay the row's
 * own.
 *
 * <p>Source: Zhang, Cisse, Dauphin &amp; Lopez-Paz 2018, "mixup: beyond empirical risk
 * minimization".
 *
 * @param alpha above 0: small for rows next to themselves, large for halves
 */
public record Mixup(double alpha) implements Augmentation {
  static Mixup read(Section section) {
    return new Mixup(section.positive("alpha"));
  }

  @Override
  public String kind() {
    return "mixup";
  }

  @Override
  public Augmenter bind(Columns columns) {
    Augmentations.require(this, columns, Columns.Kind.EXAMPLE);
    Augmentations.requireNumbers(this, columns);
    if (!columns.numericOnly()) {
      int categories = columns.categories().size();
      throw new AugmentationException(
          this,
          "expected numeric columns only, found "
              + (categories > 0 ? categories + " categorical" : columns.sparse() + " sparse")
              + " ones, which it can't mix: remove it from data.augment");
    }
    return new MixupAugmenter(this, columns);
  }

  /** A share of at least a half. */
  double share(long key) {
    // Of two gamma variates by their logarithms, as those of a small alpha are next to 0.
    double odds = logGamma(Seeds.derive(key, 0)) - logGamma(Seeds.derive(key, 1));
    return 1.0 / (1.0 + StrictMath.exp(-Math.abs(odds)));
  }

  /**
   * The logarithm of a gamma variate of shape alpha: one of shape alpha + 1, times {@code u^(1 /
   * alpha)}. Source: Marsaglia &amp; Tsang 2000, "A simple method for generating gamma variables".
   */
  private double logGamma(long key) {
    double d = alpha + 2.0 / 3.0;
    double c = 1.0 / Math.sqrt(9.0 * d);
    double boost = StrictMath.log(1.0 - Seeds.uniform(key, 0)) / alpha;
    for (long i = 1; ; i += 2) {
      double x = Normals.of(Seeds.bits(key, i));
      double root = 1.0 + c * x;
      if (root <= 0.0) {
        continue;
      }
      double v = root * root * root;
      double bound = 0.5 * x * x + d * (1.0 - v + StrictMath.log(v));
      if (StrictMath.log(1.0 - Seeds.uniform(key, i + 1)) < bound) {
        return StrictMath.log(d * v) + boost;
      }
    }
  }
}
