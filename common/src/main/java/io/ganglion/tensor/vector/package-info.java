/**
 * The product and the kernels on the Vector API of {@code jdk.incubator.vector}.
 *
 * <p>Loaded by name, and only where the JVM has the module. Every result is the same whether the
 * interpreter or a compiler ran the code: sums over lanes are taken in a fixed order, and
 * exponentials are computed from additions, multiplications and shifts.
 */
package io.ganglion.tensor.vector;
