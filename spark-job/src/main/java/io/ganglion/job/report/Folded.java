package io.ganglion.job.report;

/**
 * Rows that are shown as they are where they are few, and folded away where they are many.
 *
 * @param title of what can be unfolded
 * @param rows how many there are
 */
record Folded(String title, int rows, Content content) implements Content {
  static final int MOST_ROWS = 24;

  @Override
  public void render(Html html) {
    if (rows <= MOST_ROWS) {
      html.content(content);
      return;
    }
    html.open("details");
    html.element("summary", title + " (" + Numbers.count(rows) + ")");
    html.content(content).close("details");
  }
}
