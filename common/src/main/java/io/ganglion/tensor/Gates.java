package io.ganglion.tensor;

import java.util.Locale;

/**
 * The gates of recurrent cells for a step of many sequences: all arithmetic between the matrix
 * products in one go, chosen once per JVM as {@link Kernels} are.
 *
 * <p>All matrices have a row a sequence. Those of gates are {@code [rows, gates · units]} without
 * gaps, the others {@code [rows, units]}; σ is the logistic function, and products are elementwise.
 */
public final class Gates {
  private static final LstmKernels LSTM = Backend.chooseLstmKernels();
  private static final GruKernels GRU = Backend.chooseGruKernels();

  private Gates() {}

  /**
   * A step of an LSTM: {@code i = σ, f = σ, g = tanh, o = σ} of the sums, {@code c = f c₋₁ + i g},
   * {@code h = o tanh(c)}.
   *
   * <p>Source: Gers, Schmidhuber &amp; Cummins 2000, "Learning to forget".
   *
   * @param bias {@code [1, 4 units]}, added to the sums
   * @param gates the sums for i, f, g and o side by side; overwritten with the gates
   * @param before c₋₁
   * @param cell overwritten with c; may be before
   * @param squashed overwritten with tanh(c)
   * @param h overwritten
   */
  public static void lstm(
      Matrix bias, Matrix gates, Matrix before, Matrix cell, Matrix squashed, Matrix h) {
    check(4, gates, h, before, cell, squashed);
    checkBias(1, bias, gates);
    LSTM.forward(bias, gates, before, cell, squashed, h);
  }

  /**
   * The gradient by the sums of {@link #lstm}, which left gates and squashed.
   *
   * @param dh the gradient by h
   * @param dCell the gradient by c that comes from later steps; overwritten with that by c₋₁
   * @param dGates overwritten with the gradient by the sums
   */
  public static void lstmBackward(
      Matrix gates, Matrix before, Matrix squashed, Matrix dh, Matrix dCell, Matrix dGates) {
    check(4, gates, dh, before, squashed, dCell);
    check(4, dGates, dh, dh, dh, dh);
    LSTM.backward(gates, before, squashed, dh, dCell, dGates);
  }

  /**
   * The directional derivative of {@link #lstm}, which left gates and squashed.
   *
   * @param gatesDot the derivative of the sums, that of the bias included
   * @param cellDot the derivative of c₋₁; overwritten with that of c
   * @param hDot overwritten
   */
  public static void lstmTangent(
      Matrix gates, Matrix before, Matrix squashed, Matrix gatesDot, Matrix cellDot, Matrix hDot) {
    check(4, gates, hDot, before, squashed, cellDot);
    check(4, gatesDot, hDot, hDot, hDot, hDot);
    GateTangents.lstm(gates, before, squashed, gatesDot, cellDot, hDot);
  }

  /**
   * A step of a GRU whose reset gate acts behind the matrix product: {@code z = σ(x_z + u_z)},
   * {@code r = σ(x_r + u_r)}, {@code n = tanh(x_n + r u_n)}, {@code h = z h₋₁ + (1 − z) n}, with x
   * the sums over the input and u those over h₋₁, each with its bias.
   *
   * <p>Source: Cho et al. 2014, "Learning phrase representations using RNN encoder–decoder",
   * equations 5 to 8, with r behind the product.
   *
   * @param bias {@code [2, 3 units]}: of x, then of u
   * @param gates x without bias for z, r and n side by side; overwritten with z, r and n
   * @param inner u without bias for z, r and n side by side; its last part gets its bias
   * @param before h₋₁
   * @param h overwritten
   */
  public static void gru(Matrix bias, Matrix gates, Matrix inner, Matrix before, Matrix h) {
    check(3, gates, h, before, h, h);
    check(3, inner, h, h, h, h);
    checkBias(2, bias, gates);
    GRU.forward(bias, gates, inner, before, h);
  }

  /**
   * The gradients by the sums of {@link #gru}, which left gates and inner.
   *
   * @param dh the gradient by h; overwritten with that by h₋₁ around the matrix product
   * @param dGates overwritten with the gradient by x
   * @param dInner overwritten with the gradient by u
   */
  public static void gruBackward(
      Matrix gates, Matrix inner, Matrix before, Matrix dh, Matrix dGates, Matrix dInner) {
    check(3, gates, dh, before, dh, dh);
    check(3, inner, dh, dh, dh, dh);
    check(3, dGates, dh, dh, dh, dh);
    check(3, dInner, dh, dh, dh, dh);
    GRU.backward(gates, inner, before, dh, dGates, dInner);
  }

  /**
   * The directional derivative of {@link #gru}, which left gates and inner.
   *
   * @param gatesDot the derivative of x, that of its bias included
   * @param innerDot the derivative of u, that of its bias included
   * @param hDot the derivative of h₋₁; overwritten with that of h
   */
  public static void gruTangent(
      Matrix gates, Matrix inner, Matrix before, Matrix gatesDot, Matrix innerDot, Matrix hDot) {
    check(3, gates, hDot, before, hDot, hDot);
    check(3, inner, hDot, hDot, hDot, hDot);
    check(3, gatesDot, hDot, hDot, hDot, hDot);
    check(3, innerDot, hDot, hDot, hDot, hDot);
    GateTangents.gru(gates, inner, before, gatesDot, innerDot, hDot);
  }

  private static void check(int count, Matrix gates, Matrix h, Matrix a, Matrix b, Matrix c) {
    boolean fits = gates.rows == h.rows && gates.columns == count * h.columns;
    if (!fits || !gates.contiguous() || differ(a, h) || differ(b, h) || differ(c, h)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Gates: expected %d gates of one shape without gaps, found %s and [%d, %d]",
              count,
              gates,
              h.rows,
              h.columns));
    }
  }

  private static boolean differ(Matrix a, Matrix h) {
    return a.rows != h.rows || a.columns != h.columns;
  }

  private static void checkBias(int rows, Matrix bias, Matrix gates) {
    if (bias.rows != rows || bias.columns != gates.columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Gates: expected a bias [%d, %d], found [%d, %d]",
              rows,
              gates.columns,
              bias.rows,
              bias.columns));
    }
  }
}
