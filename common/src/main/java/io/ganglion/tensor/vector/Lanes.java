package io.ganglion.tensor.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The widest vectors of this processor, and a little memory of each thread. */
final class Lanes {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** So many elements stay in the first cache from one pass to the next. */
  static final int PIECE = 1024;

  private static final ThreadLocal<Lanes> LANES = ThreadLocal.withInitial(Lanes::new);

  /** Room for what is left at the end of a loop. */
  final float[] floats = new float[FLOATS.length()];

  /** Room for four vectors. */
  final float[] four = new float[4 * FLOATS.length()];

  /** Room for two vectors. */
  final double[] doubles = new double[2 * DOUBLES.length()];

  /** Room for the pieces of a function that goes over them more than once. */
  final float[] first = new float[PIECE];

  final float[] second = new float[PIECE];

  static Lanes ofThisThread() {
    return LANES.get();
  }

  /** The sum of {@link #doubles} in order; the Vector API's own sum of lanes has no fixed order. */
  double sum() {
    double sum = 0.0;
    for (double lane : doubles) {
      sum += lane;
    }
    return sum;
  }
}
