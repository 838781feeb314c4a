package io.ganglion.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a table become numbers for the network: saved with a model, so that raw
 * columns go in and predictions come out.
 *
 * @param features in the order in which the network gets them
 * @param label what is predicted
 * @param missing texts that stand for no value in a table of text; the empty one always does
 */
public record Schema(List<FeatureColumn> features, LabelColumn label, List<String> missing)
    implements Serializable {
  public Schema {
    features = List.copyOf(features);
    missing = List.copyOf(missing);
  }

  /** A schema where only the empty text stands for no value. */
  public Schema(List<FeatureColumn> features, LabelColumn label) {
    this(features, label, List.of());
  }

  /** The same columns with other texts for no value. */
  public Schema withMissing(List<String> missing) {
    return new Schema(features, label, missing);
  }

  /**
   * The number of columns that the network gets: the features, then the flags of missing values.
   */
  public int width() {
    return features.size() + (int) features.stream().filter(FeatureColumn::flagged).count();
  }

  /** The columns for {@code Network.bind}, with the statistics that normalization adapts to. */
  public Columns columns() {
    List<Columns.Moments> moments = new ArrayList<>();
    for (FeatureColumn feature : features) {
      moments.add(new Columns.Moments(feature.mean(), feature.variance()));
    }
    while (moments.size() < width()) {
      // A flag of missing values stays 0 or 1.
      moments.add(new Columns.Moments(0.0, 1.0));
    }
    return Columns.numeric(width()).withStatistics(moments);
  }

  /**
   * Writes the network's columns for one row.
   *
   * @param raw one value a feature, NaN where it is missing
   * @param row {@link #width} places from {@code offset} on
   */
  public void encode(double[] raw, float[] row, int offset) {
    int flag = offset + features.size();
    for (int i = 0; i < raw.length; i++) {
      FeatureColumn feature = features.get(i);
      boolean missing = Double.isNaN(raw[i]);
      row[offset + i] = (float) (missing ? feature.mean() : raw[i]);
      if (feature.flagged()) {
        row[flag++] = missing ? 1f : 0f;
      }
    }
  }
}
