package io.ganglion.data;

/** The features of a row as a table holds them; refilled in place. */
public final class RawRow {
  /** The row's {@link Schema#numbers}, NaN where one is missing. */
  public final double[] numbers;

  /** The row's {@link Schema#categories}, null where one is missing. */
  public final String[] categories;

  /** The number of stored values of a sparse vector. */
  public int stored;

  /** Their places, and the values. */
  public int[] index = new int[0];

  public float[] value = new float[0];

  /** An empty row of the schema. */
  public RawRow(Schema schema) {
    this.numbers = new double[schema.numbers().size()];
    this.categories = new String[schema.categories().size()];
  }
}
