/** Row-major float32 views, BLAS, elementwise kernels and counter-based randomness. */
package io.ganglion.tensor;
