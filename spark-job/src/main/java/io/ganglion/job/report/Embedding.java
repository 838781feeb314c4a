package io.ganglion.job.report;

import io.ganglion.tensor.Matrix;
import io.ganglion.train.PrincipalComponents;
import java.util.ArrayList;
import java.util.List;

/**
 * The plane on which the outputs of a hidden layer spread most.
 *
 * @param layer whose outputs they are
 * @param width how many outputs it has
 * @param points one an example, evenly drawn where there are many
 * @param classes the names of the classes; none where labels are numbers
 * @param across the part of all variance along the plane's first direction
 * @param up the part along its second direction
 */
public record Embedding(
    String layer, int width, List<Point> points, List<String> classes, double across, double up) {
  /** More would hide each other, and make the page slow. */
  public static final int MOST = 2_000;

  /**
   * The place of an example.
   *
   * @param label its class by position, or its number; NaN for none
   * @param name that people know it by
   */
  public record Point(double across, double up, double label, String name) {}

  public Embedding {
    points = List.copyOf(points);
    classes = List.copyOf(classes);
  }

  /**
   * The plane of some outputs.
   *
   * @param outputs {@code [examples, width]}, finite, of at most {@link #MOST} examples
   * @param labels the class or number of each, NaN for none
   * @param names of the examples
   */
  public static Embedding of(
      String layer, Matrix outputs, List<Double> labels, List<String> names, List<String> classes) {
    PrincipalComponents plane = PrincipalComponents.of(outputs);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < outputs.rows; i++) {
      points.add(new Point(plane.score(i, 0), plane.score(i, 1), labels.get(i), names.get(i)));
    }
    return new Embedding(layer, outputs.columns, points, classes, plane.share(0), plane.share(1));
  }
}
