package io.ganglion.train;

/**
 * How much is done to find out what the columns mean.
 *
 * @param rows on which every column is judged
 * @param repeats permutations of each column
 * @param columnsPerPass columns of one distributed pass
 * @param evaluations of rows in all, the rows as they are included
 * @param budget of evaluations of rows that this was made for
 */
public record ImportanceWork(
    long rows, int repeats, int columnsPerPass, long evaluations, long budget) {
  /** Up to that many columns each has a pass of its own. */
  private static final int OWN_PASS = 100;

  private static final long MOST_ROWS = 10_000;
  private static final long MOST_ROWS_OF_MANY = 2_000;
  private static final long LEAST_ROWS = 50;
  private static final int MOST_REPEATS = 5;

  /** A gradient costs as much as three predictions. */
  private static final long GRADIENT = 3;

  private static final long SHARE = 10;
  private static final long LEAST_BUDGET = 50_000;

  /**
   * The work for a training: a tenth of its row evaluations, and at least 50,000. So every column
   * is judged on as many rows as the budget allows, never on less than 50; with rows to spare, it
   * is permuted up to five times.
   *
   * @param columns of the table
   * @param available rows
   * @param trained rows that training took in, each epoch counted
   */
  public static ImportanceWork of(int columns, long available, long trained) {
    long budget = Math.max(LEAST_BUDGET, GRADIENT * trained / SHARE);
    long most = columns > OWN_PASS ? MOST_ROWS_OF_MANY : MOST_ROWS;
    long affordable = Math.max(LEAST_ROWS, budget / (columns + 1));
    long rows = Math.min(available, Math.min(most, affordable));
    long fitting = budget / Math.max(1, rows * columns);
    int repeats = (int) Math.max(1, Math.min(MOST_REPEATS, fitting));
    int perPass = columns <= OWN_PASS ? 1 : (columns + OWN_PASS - 1) / OWN_PASS;
    return new ImportanceWork(rows, repeats, perPass, 0, budget).on(rows, columns);
  }

  /** The same work on so many rows, as shards share them out. */
  ImportanceWork on(long rows, int columns) {
    long evaluations = rows * (1 + (long) columns * repeats);
    return new ImportanceWork(rows, repeats, columnsPerPass, evaluations, budget);
  }
}
