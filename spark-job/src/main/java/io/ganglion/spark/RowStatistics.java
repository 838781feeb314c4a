package io.ganglion.spark;

import java.util.HashMap;
import java.util.Map;

/** What the rows of a bucket, or of a whole table, show: columns, and the classes of the label. */
final class RowStatistics {
  static final int MOST_CLASSES = 100_000;

  final int bucket;

  /** The features, then the label as a number. */
  final ColumnMoments moments;

  /** By name of a class: the number of training rows, and of held-out rows. */
  final HashMap<String, long[]> classes = new HashMap<>();

  long trainingRows;
  long heldOutRows;

  /** The number of rows without a label. */
  long unlabelled;

  /** Whether there are more classes than a network can have. */
  boolean tooManyClasses;

  RowStatistics(int bucket, int features) {
    this.bucket = bucket;
    this.moments = new ColumnMoments(features + 1);
  }

  void add(HashedRow row, boolean heldOut, boolean classed) {
    double[] features = row.getFeatures();
    double number = row.getNumber();
    if (heldOut) {
      heldOutRows++;
      for (int c = 0; c < features.length; c++) {
        moments.addHeldOut(c, features[c]);
      }
      moments.addHeldOut(features.length, number);
    } else {
      trainingRows++;
      for (int c = 0; c < features.length; c++) {
        moments.add(c, features[c]);
      }
      moments.add(features.length, number);
    }
    addLabel(row, heldOut, classed);
  }

  private void addLabel(HashedRow row, boolean heldOut, boolean classed) {
    if (Double.isNaN(row.getNumber()) && row.getText() == null) {
      unlabelled++;
    } else if (classed && !tooManyClasses) {
      classes.computeIfAbsent(row.className(), name -> new long[2])[heldOut ? 1 : 0]++;
      limitClasses();
    }
  }

  private void limitClasses() {
    if (classes.size() > MOST_CLASSES) {
      tooManyClasses = true;
      classes.clear();
    }
  }

  /** Adds the statistics of the next bucket. */
  void merge(RowStatistics next) {
    moments.merge(next.moments);
    trainingRows += next.trainingRows;
    heldOutRows += next.heldOutRows;
    unlabelled += next.unlabelled;
    tooManyClasses |= next.tooManyClasses;
    for (Map.Entry<String, long[]> entry : next.classes.entrySet()) {
      long[] rows = classes.computeIfAbsent(entry.getKey(), name -> new long[2]);
      rows[0] += entry.getValue()[0];
      rows[1] += entry.getValue()[1];
    }
    limitClasses();
  }
}
