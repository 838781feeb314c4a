package io.ganglion.data;

import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Seeds;
import java.util.Arrays;

/** {@link Mixup}, bound. */
final class MixupAugmenter implements Augmenter {
  private final Mixup spec;
  private final int numbers;
  private int[] partner = new int[0];
  private float[] share = new float[0];
  private float[] copy = new float[0];

  MixupAugmenter(Mixup spec, Columns columns) {
    this.spec = spec;
    this.numbers = columns.numbers();
  }

  @Override
  public void apply(Batch batch, long key) {
    int rows = batch.rows();
    if (share.length < rows) {
      share = new float[rows];
      partner = new int[rows];
    }
    Seeds.permutation(partner, rows, Seeds.derive(key, 0));
    long shareKey = Seeds.derive(key, 1);
    for (int r = 0; r < rows; r++) {
      share[r] = (float) spec.share(Seeds.derive(shareKey, r));
    }
    mix(batch.numeric, numbers);
    Targets targets = batch.targets;
    if (targets.classes == null) {
      mix(targets.values, targets.values.columns);
    } else {
      share(targets);
    }
    if (targets.weights != null) {
      mix(targets.weights, rows);
    }
  }

  private void mix(Matrix x, int columns) {
    copy = grown(copy, x.rows * columns);
    for (int r = 0; r < x.rows; r++) {
      System.arraycopy(x.data, x.row(r), copy, r * columns, columns);
    }
    for (int r = 0; r < x.rows; r++) {
      int row = x.row(r);
      int other = partner[r] * columns;
      for (int c = 0; c < columns; c++) {
        x.data[row + c] = mixed(x.data[row + c], copy[other + c], share[r]);
      }
    }
  }

  private void mix(float[] weights, int rows) {
    copy = grown(copy, rows);
    System.arraycopy(weights, 0, copy, 0, rows);
    for (int r = 0; r < rows; r++) {
      weights[r] = mixed(weights[r], copy[partner[r]], share[r]);
    }
  }

  /** Keeps the bits of a row that is mixed with its like. */
  private static float mixed(float own, float other, float share) {
    return other + share * (own - other);
  }

  private void share(Targets targets) {
    targets.shares = grown(targets.shares == null ? new float[0] : targets.shares, targets.rows);
    if (targets.others == null || targets.others.length < targets.rows) {
      targets.others = new int[targets.rows];
    }
    for (int r = 0; r < targets.rows; r++) {
      targets.shares[r] = share[r];
      targets.others[r] = targets.classes[partner[r]];
    }
  }

  private static float[] grown(float[] array, int length) {
    return array.length >= length ? array : Arrays.copyOf(array, length);
  }
}
