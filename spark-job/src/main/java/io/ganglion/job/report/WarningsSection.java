package io.ganglion.job.report;

import java.util.List;

/** What the user should know before trusting the model. */
record WarningsSection(List<String> warnings) implements Section {
  @Override
  public String title() {
    return "Warnings";
  }

  @Override
  public boolean present() {
    return !warnings.isEmpty();
  }

  @Override
  public void render(Html html) {
    html.content(new Folded("All warnings", warnings.size(), this::renderList));
  }

  private void renderList(Html html) {
    html.open("ul", "class", "warnings");
    warnings.forEach(warning -> html.element("li", warning));
    html.close("ul");
  }
}
