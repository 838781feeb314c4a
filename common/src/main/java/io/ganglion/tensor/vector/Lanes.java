package io.ganglion.tensor.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The widest vectors of this processor, and a little memory of each thread. */
final class Lanes {
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** As many floats as {@link #DOUBLES} has lanes. */
  static final VectorSpecies<Float> NARROW =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize()));

  private static final ThreadLocal<Lanes> LANES = ThreadLocal.withInitial(Lanes::new);

  /** Room for what is left at the end of a loop. */
  final float[] floats = new float[FLOATS.length()];

  /** Room for four numbers, and after them four vectors. */
  final float[] four = new float[4 + 4 * FLOATS.length()];

  private final double[] doubles = new double[DOUBLES.length()];

  static Lanes ofThisThread() {
    return LANES.get();
  }

  /** The first {@code n} lanes from memory; the others have any value. */
  FloatVector load(float[] x, int xAt, int n) {
    System.arraycopy(x, xAt, floats, 0, n);
    return FloatVector.fromArray(FLOATS, floats, 0);
  }

  /** Stores the first {@code n} lanes. */
  void store(FloatVector v, float[] y, int yAt, int n) {
    v.intoArray(floats, 0);
    System.arraycopy(floats, 0, y, yAt, n);
  }

  /** The sum of the lanes from the first to the last; the Vector API's own has no fixed order. */
  double sum(DoubleVector v) {
    v.intoArray(doubles, 0);
    double sum = 0.0;
    for (double lane : doubles) {
      sum += lane;
    }
    return sum;
  }
}
