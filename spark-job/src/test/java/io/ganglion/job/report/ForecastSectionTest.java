package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.spark.scoring.Forecasts.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastSectionTest {
  private static final List<Point> HOURS =
      List.of(
          new Point("2014-01-01 05:00:00", 4, 8),
          new Point("2014-01-01 06:00:00", 0, 4),
          new Point("2014-01-01 07:00:00", 8, 0));

  @Test
  void drawsTruthAndForecastOverTheTimesOfTheTable() {
    Page page = Page.of(Report.html(SampleRuns.forecasts(HOURS)));
    String figure = "//section[@class='forecast-against-truth']//figure";

    assertThat(page.texts(figure + "//path[starts-with(@class, 'curve')]/@d"))
        .containsExactly("M0 500L500 1000L1000 0", "M0 0L500 500L1000 1000");
    assertThat(page.text(figure + "//div[@class='x axis']/span"))
        .isEqualTo("2014-01-01 05:00 | 2014-01-01 07:00");
    assertThat(page.text(figure + "//p[@class='legend']"))
        .isEqualTo("time 2014-01-01 07:00 truth 8 forecast 0");
    assertThat(page.text(figure + "//@data-names"))
        .contains("2014-01-01 05:00", "2014-01-01 06:00");
    assertThat(page.count(figure + "//div[starts-with(@class, 'mark')]")).isZero();
  }

  @Test
  void comparesWithTheLastValueSeenForEachTimeAhead() {
    Page page = Page.of(Report.html(SampleRuns.forecasts(HOURS)));
    String section = "//section[@class='forecast-against-truth']";

    assertThat(page.texts(section + "//tbody/tr"))
        .containsExactly("1 2.2 2.5 1.7 2 88.0 %", "7 3 4 2 3 75.0 %");
    assertThat(page.texts(section + "/p").get(0)).startsWith("1,234 test windows");
    assertThat(page.texts(section + "/p").get(1))
        .contains("the last 3 times", "1 step before", "the first of 12 series: ");
  }

  @Test
  void keepsTimesAndNamesAsText() {
    String time = "]\"'><script>alert(1)</script>|";
    String markup = Report.html(SampleRuns.forecasts(List.of(new Point(time, 1, 2))));
    Page page = Page.of(markup);

    assertThat(page.count("//script")).isEqualTo(1);
    assertThat(page.text("//section[@class='forecast-against-truth']//p[@class='legend']"))
        .isEqualTo("time " + time + " truth 1 forecast 2");
  }

  @Test
  void callsExamplesAndColumnsOfSequencesByTheirNames() {
    Page page = Page.of(Report.html(SampleRuns.forecasts(HOURS)));

    assertThat(page.text("//section[@class='data']//thead/tr"))
        .isEqualTo("Used for Source Windows");
    assertThat(page.text("//section[@class='columns']"))
        .contains("the training steps", "120 (1.0 %)");
    assertThat(page.text("//section[@class='predictions']")).contains("1,500 test windows");
    assertThat(page.text("//section[@class='what-the-columns-mean']")).contains("held-out windows");
  }

  @Test
  void isLeftOutWhereNothingIsForecast() {
    assertThat(Page.of(Report.html(SampleRuns.boston())).texts("//h2"))
        .doesNotContain("Forecast against truth");
  }
}
