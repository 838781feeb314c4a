package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.spark.scoring.Forecasts.Point;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped where there is no Chromium on the path. */
class BrowserTest {
  private static final String MOVE =
      "const field = document.querySelector('.field');"
          + "const box = field.getBoundingClientRect();"
          + "field.dispatchEvent(new PointerEvent('pointermove',"
          + " {clientX: box.right, clientY: box.top + 5}));";

  @TempDir private Path folder;

  @BeforeAll
  static void needsChromium() {
    Browser.required();
  }

  @Test
  void drawsTheCurvesWithoutAnErrorOnTheConsole() throws Exception {
    for (ReportData data :
        List.of(
            SampleRuns.boston(),
            SampleRuns.mnist(),
            SampleRuns.adult(),
            SampleRuns.hostile(),
            SampleRuns.embeddings(SampleRuns.clouds(200, List.of(SampleRuns.HOSTILE, "b", "c"))),
            SampleRuns.forecasts(
                List.of(new Point("1949-01", 1, 2), new Point("1949-02", 3, 2))))) {
      Browser.Opened opened = new Browser(folder).open(Report.html(data));

      assertThat(opened.console()).isEmpty();
      assertThat(opened.page()).contains("class=\"curve training\" d=\"M0 ");
      // The script has run: it adds the line that follows the pointer.
      assertThat(opened.page()).contains("class=\"cursor\" hidden");
    }
  }

  @Test
  void showsTheValuesUnderThePointer() throws Exception {
    String page = Report.html(SampleRuns.boston());

    Browser.Opened opened = new Browser(folder).open(withScript(unguarded(page), MOVE));

    assertThat(opened.console()).isEmpty();
    assertThat(opened.page()).contains(" data-shown=\"87\">200</b>");
  }

  @Test
  void fitsANarrowScreen() throws Exception {
    // A window cannot be made as narrow as a phone, but a frame can.
    String framed =
        new Html()
            .open("body")
            .element("title", "")
            .element(
                "iframe",
                "",
                "srcdoc",
                Report.html(SampleRuns.hostile()),
                "style",
                "border:0;width:340px;height:800px",
                "onload",
                "document.title = this.contentDocument.documentElement.scrollWidth + ' wide'")
            .close("body")
            .finish();

    Browser.Opened opened = new Browser(folder).open(framed);

    assertThat(opened.page()).contains("<title>340 wide</title>");
  }

  @Test
  void refusesEveryOtherScript() throws Exception {
    Browser.Opened opened =
        new Browser(folder)
            .open(withScript(Report.html(SampleRuns.boston()), "document.title = 'no'"));

    assertThat(opened.console()).anySatisfy(line -> assertThat(line).contains("script-src"));
    assertThat(opened.page()).doesNotContain("<title>no</title>");
  }

  private static String unguarded(String page) {
    return page.replaceFirst("<meta http-equiv=[^>]*>", "");
  }

  private static String withScript(String page, String script) {
    return page.replace("</body>", "<script>" + script + "</script></body>");
  }
}
