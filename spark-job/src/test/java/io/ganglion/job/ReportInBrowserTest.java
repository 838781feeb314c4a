package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.job.report.Browser;
import io.ganglion.tensor.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of whole runs in a real browser; skipped where there is no Chromium. */
final class ReportInBrowserTest {
  private static final long SEED = 11;
  private static final Pattern CURVE =
      Pattern.compile("<path class=\"(curve|cloud|bars)[^\"]*\" d=\"M[^\"]+");
  private static final Pattern HEADING = Pattern.compile("<h[23]><bdi>([^<]*)|<h[23]>([^<]+)");

  @TempDir private Path path;
  private JobFolder folder;

  @BeforeAll
  static void needsChromium() {
    Browser.required();
  }

  @BeforeEach
  void makeFolder() {
    folder = new JobFolder(path);
  }

  private Browser.Opened report(String job) throws Exception {
    CommandLineRun.of("train", job).succeeded();
    Browser.Opened opened =
        new Browser(Files.createDirectories(path.resolve("browser")))
            .open(Files.readString(folder.path("out/report.html")));
    assertThat(opened.console()).isEmpty();
    // The script has run: it adds the line that follows the pointer.
    assertThat(opened.page()).contains("class=\"cursor\" hidden");
    return opened;
  }

  private static long curves(Browser.Opened opened) {
    return CURVE.matcher(opened.page()).results().count();
  }

  private static List<String> headings(Browser.Opened opened) {
    return HEADING
        .matcher(opened.page())
        .results()
        .map(found -> (found.group(1) == null ? found.group(2) : found.group(1)).strip())
        .toList();
  }

  @Test
  void showsANumberThatIsPredictedFromNumbers() throws Exception {
    Browser.Opened opened = report(folder.regression(folder.numbers("boston.csv", 400, SEED)));

    assertThat(headings(opened))
        .contains(
            "Loss",
            "mae",
            "Predicted against true",
            "Residuals by prediction",
            "Residuals, how many each",
            "What the columns mean",
            "Gradient norm",
            "Stalled units")
        .doesNotContain("Answers");
    // Two curves each of loss and mae, two clouds, the bars, two gradients and one layer of tanh.
    assertThat(curves(opened)).isEqualTo(10);
    assertThat(opened.page()).contains("dense_1 saturated").contains("100 held-out rows");
  }

  @Test
  void showsTwoClassesThatArePredictedFromMixedColumns() throws Exception {
    String[] lines = new String[601];
    lines[0] = "age,hours,work,sex,income";
    String[] work = {"private", "state", "<i>self</i>", ""};
    for (int r = 0; r < 600; r++) {
      double age = 40 + 12 * Seeds.normal(SEED, 3L * r);
      int kind = Seeds.below(4, Seeds.bits(SEED, 3L * r + 1));
      boolean rich = age / 12 + kind + Seeds.normal(SEED, 3L * r + 2) > 5;
      lines[1 + r] =
          String.format(
              Locale.ROOT,
              "%.0f,%s,%s,%s,%s",
              age,
              r % 9 == 0 ? "" : String.valueOf(20 + r % 30),
              work[kind],
              r % 3 == 0 ? "f" : "m",
              rich ? ">50K" : "<=50K");
    }
    String job =
        folder.job(
            "{train: '" + folder.write("adult.csv", lines) + "', label: income, holdout: 0.25}",
            "[normalization, {dense: {units: 8, activation: relu}}, {dense: {units: 2}}]",
            "{loss: categorical_crossentropy, metrics: [accuracy], epochs: 4, shards: 2}");

    Browser.Opened opened = report(job);

    assertThat(headings(opened)).contains("Answers", "Categories", "What the columns mean");
    assertThat(opened.page())
        .contains("predicted probability of &gt;50K", "dense_1 dead", "&lt;i&gt;self&lt;/i&gt;")
        .doesNotContain("<i>self</i>");
    // Loss and accuracy, the line of calibration and its points, two gradients, one layer of relu.
    assertThat(curves(opened)).isEqualTo(9);
  }

  @Test
  void showsTenClassesThatArePredictedFromPixels() throws Exception {
    String header =
        IntStream.range(0, 784).mapToObj(i -> "pixel_" + i).collect(Collectors.joining(","));
    String[] lines = new String[301];
    lines[0] = header + ",digit";
    for (int r = 0; r < 300; r++) {
      int digit = r % 10;
      long key = Seeds.derive(SEED, r);
      lines[1 + r] =
          IntStream.range(0, 784)
              .map(i -> pixel(i, digit, key))
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(",", "", "," + digit));
    }
    String job =
        folder.job(
            "{train: '" + folder.write("mnist.csv", lines) + "', label: digit, holdout: 0.2}",
            "[{rescaling: {scale: 0.00392157}}, {dense: {units: 16, activation: relu}}, {dropout:"
                + " 0.2}, {dense: {units: 10}}]",
            "{loss: categorical_crossentropy, metrics: [accuracy], epochs: 4, shards: 2}");

    Browser.Opened opened = report(job);

    assertThat(headings(opened)).contains("Answers", "What the columns mean", "Gradient norm");
    assertThat(opened.page())
        .contains("class=\"heat wide\"", "<figure class=\"pixels\">", "each of 784 columns");
    assertThat(curves(opened)).isEqualTo(9);
  }

  /** A bright spot for each digit, elsewhere nothing, and at the edge always nothing. */
  private static int pixel(int i, int digit, long key) {
    double far = Math.hypot(i / 28 - 6 - 3 * (digit / 3), i % 28 - 6 - 6 * (digit % 3));
    return (int) (255 * Math.exp(-far * far / 6) * Seeds.uniform(key, i));
  }
}
