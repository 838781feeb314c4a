package io.ganglion.tensor.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** A packed block of op(A), a packed block of op(B), and their product. */
final class Panels {
  private static final int ROWS = Tile.ROWS;
  private static final int COLUMNS = Tile.COLUMNS;

  /** So deep are the pieces in which op(B) is turned: a piece of all columns stays in the cache. */
  private static final int TURNED = 64;

  private final float[] a;
  private final float[] b;
  private final float[] tile = new float[ROWS * COLUMNS];

  Panels(int blockRows, int blockColumns, int depth) {
    a = new float[blockRows * depth];
    b = new float[blockColumns * depth];
  }

  /** Packs {@code alpha op(A)}: within a panel, {@link Tile#ROWS} elements a step. */
  void packA(float alpha, float[] x, int xAt, int row, int step, int rows, int depth) {
    for (int i = 0; i < rows; i += ROWS) {
      int at = xAt + i * row;
      if (rows - i >= ROWS) {
        if (step == 1) {
          interleave(alpha, x, at, row, depth, a, i * depth);
        } else {
          packWhole(alpha, x, at, row, step, depth, a, i * depth);
        }
      } else {
        packPart(alpha, x, at, row, step, rows - i, depth, a, i * depth);
      }
    }
  }

  private static void interleave(
      float alpha, float[] x, int xAt, int row, int depth, float[] y, int yAt) {
    int x1 = xAt + row;
    int x2 = x1 + row;
    int x3 = x2 + row;
    int x4 = x3 + row;
    int x5 = x4 + row;
    for (int p = 0; p < depth; p++) {
      int to = yAt + p * ROWS;
      y[to] = alpha * x[xAt + p];
      y[to + 1] = alpha * x[x1 + p];
      y[to + 2] = alpha * x[x2 + p];
      y[to + 3] = alpha * x[x3 + p];
      y[to + 4] = alpha * x[x4 + p];
      y[to + 5] = alpha * x[x5 + p];
    }
  }

  private static void packWhole(
      float alpha, float[] x, int xAt, int row, int step, int depth, float[] y, int yAt) {
    for (int p = 0, from = xAt, to = yAt; p < depth; p++, from += step, to += ROWS) {
      y[to] = alpha * x[from];
      y[to + 1] = alpha * x[from + row];
      y[to + 2] = alpha * x[from + 2 * row];
      y[to + 3] = alpha * x[from + 3 * row];
      y[to + 4] = alpha * x[from + 4 * row];
      y[to + 5] = alpha * x[from + 5 * row];
    }
  }

  private static void packPart(
      float alpha, float[] x, int xAt, int row, int step, int rows, int depth, float[] y, int yAt) {
    Arrays.fill(y, yAt, yAt + ROWS * depth, 0f);
    for (int i = 0; i < rows; i++) {
      for (int p = 0; p < depth; p++) {
        y[yAt + p * ROWS + i] = alpha * x[xAt + i * row + p * step];
      }
    }
  }

  /** Packs op(B): within a panel, {@link Tile#COLUMNS} elements a step. */
  void packB(float[] x, int xAt, int column, int step, int columns, int depth) {
    for (int j = 0; j < columns; j += COLUMNS) {
      int at = xAt + j * column;
      int width = Math.min(COLUMNS, columns - j);
      if (width < COLUMNS) {
        Arrays.fill(b, j * depth, (j + COLUMNS) * depth, 0f);
      }
      if (column == 1) {
        copy(x, at, step, width, depth, b, j * depth);
      } else {
        turn(x, at, column, width, depth, b, j * depth);
      }
    }
  }

  private static void copy(float[] x, int xAt, int step, int width, int depth, float[] y, int yAt) {
    if (width < COLUMNS) {
      for (int p = 0; p < depth; p++) {
        System.arraycopy(x, xAt + p * step, y, yAt + p * COLUMNS, width);
      }
      return;
    }
    for (int p = 0, from = xAt, to = yAt; p < depth; p++, from += step, to += COLUMNS) {
      FloatVector.fromArray(Lanes.FLOATS, x, from).intoArray(y, to);
      FloatVector.fromArray(Lanes.FLOATS, x, from + Tile.L).intoArray(y, to + Tile.L);
    }
  }

  private static void turn(
      float[] x, int xAt, int column, int width, int depth, float[] y, int yAt) {
    for (int p = 0; p < depth; p += TURNED) {
      int count = Math.min(TURNED, depth - p);
      int to = yAt + p * COLUMNS;
      int j = 0;
      for (; j + 3 < width; j += 4) {
        turnFour(x, xAt + p + j * column, column, count, y, to + j);
      }
      for (; j < width; j++) {
        int from = xAt + p + j * column;
        for (int q = 0; q < count; q++) {
          y[to + j + q * COLUMNS] = x[from + q];
        }
      }
    }
  }

  private static void turnFour(float[] x, int xAt, int column, int count, float[] y, int yAt) {
    int x1 = xAt + column;
    int x2 = x1 + column;
    int x3 = x2 + column;
    for (int q = 0; q < count; q++) {
      int to = yAt + q * COLUMNS;
      y[to] = x[xAt + q];
      y[to + 1] = x[x1 + q];
      y[to + 2] = x[x2 + q];
      y[to + 3] = x[x3 + q];
    }
  }

  /** {@code C = A B + beta C} of the packed blocks. */
  void multiply(
      int rows, int columns, int depth, float beta, float[] c, int cAt, int cRow, int cColumn) {
    for (int j = 0; j < columns; j += COLUMNS) {
      int width = Math.min(COLUMNS, columns - j);
      for (int i = 0; i < rows; i += ROWS) {
        int height = Math.min(ROWS, rows - i);
        int at = cAt + i * cRow + j * cColumn;
        if (beta == 0f && height == ROWS && width == COLUMNS && cColumn == 1) {
          Tile.multiply(depth, a, i * depth, b, j * depth, c, at, cRow);
          continue;
        }
        Tile.multiply(depth, a, i * depth, b, j * depth, tile, 0, COLUMNS);
        if (width == COLUMNS && cColumn == 1) {
          addRows(height, beta, c, at, cRow);
        } else {
          addElements(height, width, beta, c, at, cRow, cColumn);
        }
      }
    }
  }

  private void addRows(int height, float beta, float[] c, int cAt, int cRow) {
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < COLUMNS; j += Tile.L) {
        FloatVector sum = FloatVector.fromArray(Lanes.FLOATS, tile, i * COLUMNS + j);
        int at = cAt + i * cRow + j;
        if (beta == 0f) {
          sum.intoArray(c, at);
        } else {
          FloatVector.fromArray(Lanes.FLOATS, c, at).mul(beta).add(sum).intoArray(c, at);
        }
      }
    }
  }

  private void addElements(
      int height, int width, float beta, float[] c, int cAt, int cRow, int cColumn) {
    for (int i = 0; i < height; i++) {
      int from = i * COLUMNS;
      int to = cAt + i * cRow;
      for (int j = 0; j < width; j++, to += cColumn) {
        c[to] = beta == 0f ? tile[from + j] : tile[from + j] + beta * c[to];
      }
    }
  }
}
