package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  private record Opened(String page, List<String> console) {}

  @BeforeAll
  static void needsChromium() {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "chromium")));
    assumeTrue(found, "no chromium on the PATH: the report was not opened in a browser");
  }

  @Test
  void drawsTheCurvesWithoutAnErrorOnTheConsole() throws Exception {
    for (ReportData data : List.of(SampleRuns.boston(), SampleRuns.mnist(), SampleRuns.hostile())) {
      Opened opened = open(Report.html(data));

      assertThat(opened.console()).isEmpty();
      assertThat(opened.page()).contains("class=\"curve training\" d=\"M0 ");
      // The script has run: it adds the line that follows the pointer.
      assertThat(opened.page()).contains("class=\"cursor\" hidden");
    }
  }

  @Test
  void showsTheValuesUnderThePointer() throws Exception {
    String page = Report.html(SampleRuns.boston());

    Opened opened = open(withScript(unguarded(page), MOVE));

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

    Opened opened = open(framed);

    assertThat(opened.page()).contains("<title>340 wide</title>");
  }

  @Test
  void refusesEveryOtherScript() throws Exception {
    Opened opened = open(withScript(Report.html(SampleRuns.boston()), "document.title = 'no'"));

    assertThat(opened.console()).anySatisfy(line -> assertThat(line).contains("script-src"));
    assertThat(opened.page()).doesNotContain("<title>no</title>");
  }

  private static String unguarded(String page) {
    return page.replaceFirst("<meta http-equiv=[^>]*>", "");
  }

  private static String withScript(String page, String script) {
    return page.replace("</body>", "<script>" + script + "</script></body>");
  }

  private Opened open(String page) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("report.html"), page);
    Path output = folder.resolve("page");
    Path log = folder.resolve("log");
    Process browser =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--v=0",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(output.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = browser.waitFor(60, TimeUnit.SECONDS);
    browser.destroyForcibly();
    assertThat(ended).as("chromium ended within 60 seconds").isTrue();
    List<String> console =
        Files.readAllLines(log).stream().filter(line -> line.contains("CONSOLE")).toList();
    return new Opened(Files.readString(output), console);
  }
}
