package breeze.linalg;

/**
 * The bare name, which signatures of Spark's own vectors and matrices mention. It stands for a
 * class path without Breeze: whoever calls anything of it finds nothing.
 */
public abstract class Matrix {
  private Matrix() {}
}
