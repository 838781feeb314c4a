package io.ganglion.data;

import java.util.List;

/**
 * Makes dense numbers of the features of an edge, as a {@link Schema} of edges says: numbers less
 * their mean and divided by their deviation, flags of those that are missing, and a column of zeros
 * and ones for each known category.
 */
public final class EdgeEncoder {
  private final RowEncoder encoder;
  private final List<Columns.Moments> moments;
  private final int[] oneHotStarts;
  private final int width;

  /** An encoder for edges of the schema. */
  public EdgeEncoder(Schema edges) {
    Columns columns = edges.columns();
    this.encoder = new RowEncoder(edges);
    this.moments = columns.statistics();
    this.oneHotStarts = columns.oneHotStarts();
    this.width = columns.width();
  }

  /** How many numbers an edge of the schema has. */
  public static int width(Schema edges) {
    return edges.columns().width();
  }

  /**
   * Writes the numbers of an edge.
   *
   * @param to {@link #width} places
   */
  public void encode(RawRow raw, float[] to) {
    encoder.encode(raw.numbers, 0, to, 0);
    int numbers = moments.size();
    for (int i = 0; i < numbers; i++) {
      double variance = moments.get(i).variance();
      double centred = to[i] - moments.get(i).mean();
      to[i] = variance > 0.0 ? (float) (centred / Math.sqrt(variance)) : 0f;
    }
    for (int i = numbers; i < width; i++) {
      to[i] = 0f;
    }
    for (int c = 0; c < oneHotStarts.length; c++) {
      int id = encoder.id(c, raw.categories[c]);
      if (id > 0) {
        to[numbers + oneHotStarts[c] + id - 1] = 1f;
      }
    }
  }
}
