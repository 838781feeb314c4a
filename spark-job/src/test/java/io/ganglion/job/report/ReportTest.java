package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.train.EpochRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
  @Test
  void putsTheFiguresThatMatterFirst() {
    Page page = Page.of(Report.html(SampleRuns.boston()));

    assertThat(page.text("//h1")).isEqualTo("boston-housing");
    assertThat(page.text("//time/@datetime")).isEqualTo("2026-11-24T14:05:09Z");
    assertThat(page.texts("//p[@class='facts']/*"))
        .containsExactly(
            "24 November 2026, 14:05 UTC",
            "took 42 s",
            "Ganglion 0.1.0",
            "Spark 4.1.0",
            "Java 17.0.9");
    assertThat(page.texts("//dl[@class='figures']/div"))
        .containsExactly(
            "Epoch kept 87 of 200",
            "Loss mse 13.48 test held-out 10.21 training 5.912",
            "mae 2.531 test held-out 2.293 training 1.734");
  }

  @Test
  void showsEverySectionThatHasSomethingToSay() {
    assertThat(Page.of(Report.html(SampleRuns.boston())).texts("//h2"))
        .containsExactly(
            "Learning curves",
            "Predictions",
            "What the columns mean",
            "Inside the layers",
            "Network",
            "Data",
            "Columns",
            "Job");
    assertThat(Page.of(Report.html(SampleRuns.mnist())).texts("//h2"))
        .containsExactly(
            "Warnings",
            "Learning curves",
            "Answers",
            "What the columns mean",
            "Inside the layers",
            "Network",
            "Data",
            "Columns",
            "Job");
  }

  @Test
  void listsLayersRowsColumnsAndSettings() {
    Page page = Page.of(Report.html(SampleRuns.boston()));

    assertThat(page.texts("//section[@class='network']//tbody/tr"))
        .containsExactly(
            "normalization_1 normalization (None, 13) 0 26",
            "dense_1 dense relu (None, 64) 896 0",
            "dense_2 dense relu (None, 64) 4,160 0",
            "dense_3 dense linear (None, 1) 65 0");
    assertThat(page.text("//section[@class='network']//tfoot/tr")).isEqualTo("Parameters 5,121 26");
    assertThat(page.texts("//section[@class='data']//tbody/tr"))
        .contains("held-out conf/data/boston_train.csv 81");
    assertThat(page.texts("//section[@class='columns']//tbody/tr"))
        .contains("tax 405.9 166.2 188 711 0.92 0");
    assertThat(page.texts("//dl[@class='settings']/div"))
        .contains("Seed 113", "Shards 2", "Batch size 16", "Time per epoch 0.2 s (median)");
  }

  @Test
  void keepsHostileNamesAsText() {
    String markup = Report.html(SampleRuns.hostile());
    Page page = Page.of(markup);

    assertThat(page.count("//script")).isEqualTo(1);
    assertThat(markup.split("<script", -1)).hasSize(2);
    assertThat(page.count("//@*[starts-with(name(), 'on')]")).isZero();
    String shown = SampleRuns.HOSTILE.replace('\u202E', '\ufffd').replace('\u0007', '\ufffd');
    assertThat(page.text("//h1")).isEqualTo(shown);
    assertThat(page.texts("//li")).contains(shown);
    assertThat(page.texts("//td/bdi")).contains(shown);
    assertThat(page.texts("//text/title")).contains(shown);
  }

  @Test
  void reportsARunWithoutHeldOutSplit() {
    Page page = Page.of(Report.html(SampleRuns.hostile()));

    assertThat(page.text("//p[@class='stopped']")).startsWith("No held-out split");
    assertThat(page.count("//path[contains(@class, 'holdout')]")).isZero();
    assertThat(page.text("//dl[@class='figures']")).doesNotContain("held-out", "test");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1000})
  void reportsAnyNumberOfEpochs(int count) {
    List<EpochRecord> epochs = new ArrayList<>();
    for (int e = 1; e <= count; e++) {
      epochs.add(
          new EpochRecord(
              e,
              SampleRuns.scores(1.0 / e, "mae", 0.1 * e, 5),
              SampleRuns.scores(e == 2 ? Double.NaN : 2.0 / e, "mae", Double.NaN, 5),
              0.1,
              50));
    }

    String markup = Report.html(SampleRuns.withEpochs(epochs, count));

    assertThat(Page.of(markup).count("//figure[@data-first]")).isEqualTo(count == 0 ? 0 : 2);
    assertThat(markup.length()).isLessThan(260_000);
  }

  @Test
  void foldsManyColumnsAway() {
    Page page = Page.of(Report.html(SampleRuns.mnist()));

    assertThat(page.texts("//details/summary"))
        .containsExactly("Other columns (754)", "All columns (784)");
    assertThat(page.count("//section[@class='columns']//details//tbody/tr")).isEqualTo(784);
    assertThat(page.count("//section[@class='data']/div[2]//tbody/tr")).isEqualTo(10);
  }

  @Test
  void loadsNothing() {
    for (ReportData data : List.of(SampleRuns.boston(), SampleRuns.mnist(), SampleRuns.hostile())) {
      String markup = Report.html(data);
      assertThat(markup).doesNotContain("://", "@import", "url(");
      Page page = Page.of(markup);
      assertThat(page.texts("//@href")).containsExactly("data:,");
      assertThat(page.count("//@src")).isZero();
      assertThat(page.text("//meta/@content")).contains("default-src 'none'");
    }
  }

  @Test
  void hasEnoughContrastInBothThemes() {
    String style = Page.of(Report.html(SampleRuns.boston())).text("//style");
    Map<String, String> light = colours(style.substring(0, style.indexOf("@media")));
    Map<String, String> dark =
        colours(style.substring(style.indexOf("@media"), style.indexOf("* {")));

    for (Map<String, String> theme : List.of(light, dark)) {
      for (String paper : List.of("paper", "raised")) {
        for (String ink : List.of("ink", "muted", "training", "holdout", "kept")) {
          assertThat(contrast(theme.get(ink), theme.get(paper)))
              .as("%s on %s of %s", ink, paper, theme)
              .isGreaterThan(4.5);
        }
      }
      assertThat(contrast(theme.get("ink"), theme.get("alert-paper"))).isGreaterThan(7);
      assertThat(contrast(theme.get("alert"), theme.get("paper"))).isGreaterThan(4.5);
    }
  }

  private static Map<String, String> colours(String style) {
    Map<String, String> colours = new HashMap<>();
    Matcher matcher = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});").matcher(style);
    while (matcher.find()) {
      colours.put(matcher.group(1), matcher.group(2));
    }
    return colours;
  }

  /** Contrast ratio of two colours, 1 to 21. Source: W3C, WCAG 2.1 (2018), "contrast ratio". */
  private static double contrast(String first, String second) {
    double a = luminance(first);
    double b = luminance(second);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    double[] shares = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double value = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum +=
          shares[i] * (value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
