package io.ganglion.job.report;

import io.ganglion.network.Steps;
import java.util.Locale;

/**
 * An arrow from a layer back to itself: its state goes on to the next step, at the right for
 * sequences read from their beginning, at the left for those read from their end.
 *
 * @param x of the layer's neurons
 * @param top of its first neuron's centre
 */
record NetworkCycle(double x, double top, Steps direction) implements Content {
  /** The room that it takes above the centre of the first neuron. */
  static final double HEIGHT = 24;

  private static final double BARB = 6.5;

  /** From the top of the neuron round to its side: start, two points to bend to, end. */
  private static final double[][] BOW = {{1, -9}, {2, -46}, {48, -34}, {10, -3}};

  @Override
  public void render(Html html) {
    StringBuilder path = new StringBuilder("M").append(point(BOW[0][0], BOW[0][1])).append('C');
    for (int i = 1; i < BOW.length; i++) {
      path.append(i == 1 ? "" : " ").append(point(BOW[i][0], BOW[i][1]));
    }
    double angle = Math.atan2(BOW[2][1] - BOW[3][1], BOW[2][0] - BOW[3][0]);
    path.append('M').append(barb(angle - 0.5));
    path.append('L').append(point(BOW[3][0], BOW[3][1]));
    path.append('L').append(barb(angle + 0.5));
    String style = "cycle " + direction.name().toLowerCase(Locale.ROOT);
    html.element("path", "", "class", style, "d", path.toString());
  }

  private String barb(double angle) {
    return point(BOW[3][0] + BARB * Math.cos(angle), BOW[3][1] + BARB * Math.sin(angle));
  }

  private String point(double right, double down) {
    double side = direction == Steps.BACKWARD ? -right : right;
    return NetworkPicture.decimal(x + side) + " " + NetworkPicture.decimal(top + down);
  }
}
