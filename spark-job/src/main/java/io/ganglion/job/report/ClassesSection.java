package io.ganglion.job.report;

import io.ganglion.data.Schema;
import io.ganglion.train.Assessment;
import io.ganglion.train.ClassAssessment;
import io.ganglion.train.Confusion;
import java.util.List;

/** Predicted classes against the truth: which was taken for which, and how sure the model was. */
record ClassesSection(Findings findings, Schema schema) implements Section {
  /** Up to that many classes the table of all pairs says which are confused. */
  private static final int FEW = 3;

  @Override
  public String title() {
    return "Answers";
  }

  @Override
  public boolean present() {
    return !assessment().classes().isEmpty();
  }

  private Assessment assessment() {
    return findings.assessment();
  }

  @Override
  public void render(Html html) {
    for (int i = 0; i < assessment().classes().size(); i++) {
      ClassAssessment found = assessment().classes().get(i);
      if (assessment().classes().size() > 1) {
        html.open("h3").content(Content.name(schema.label().names().get(i))).close("h3");
      }
      renderConfusion(html, found.confusion());
      List<String> names = names(found.confusion().classes());
      String meaning =
          names.size() == 2
              ? "predicted probability of "
                  + names.get(1)
                  + "; up: share of such "
                  + schema.units().targets()
              : "probability of the answer; up: share of right answers";
      html.content(new Reliability(found.calibration(), meaning));
    }
  }

  private void renderConfusion(Html html, Confusion confusion) {
    if (!confusion.counted()) {
      String many =
          "The %s classes are too many for a table of which was taken for which."
              .formatted(Numbers.count(confusion.classes()));
      html.element("p", many, "class", "note");
      return;
    }
    List<String> names = names(confusion.classes());
    html.element("p", summary(confusion), "class", "note");
    if (names.size() <= ConfusionTable.MOST) {
      html.content(new ConfusionTable(confusion, names));
    }
    if (names.size() > FEW) {
      html.content(new ConfusedPairs(confusion, names));
    }
  }

  private String summary(Confusion confusion) {
    double right = 0;
    double all = 0;
    for (int c = 0; c < confusion.classes(); c++) {
      right += confusion.cell(c, c);
      all += confusion.row(c);
    }
    return "%s of %s %s %s were answered right (%s)."
        .formatted(
            Numbers.figure(right),
            Numbers.figure(all),
            findings.assessed(),
            schema.units().targets(),
            Numbers.percent(right / all));
  }

  private List<String> names(int classes) {
    return schema.label().classes().size() == classes
        ? schema.label().classes()
        : List.of("0", "1");
  }
}
