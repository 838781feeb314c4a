package breeze.linalg;

/**
 * The bare name, which signatures of Spark's own vectors and matrices mention: it is there for a
 * class path without Breeze. Whoever calls anything of it finds nothing, here and beside Breeze, so
 * that none of this module's tests can lean on Breeze.
 */
public interface Matrix {}
