package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.job.report.LineChart.Curve;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private static final double NAN = Double.NaN;

  @Test
  void drawsEachCurveFromEdgeToEdge() {
    Page page = chart(2, List.of(0.0, 1.0, 0.5));

    assertThat(page.text("//path[@class='curve training']/@d")).isEqualTo("M0 1000L500 0L1000 500");
    assertThat(page.text("//div[@class='x axis']/span")).isEqualTo("1 | 2 | 3");
    assertThat(page.text("//svg/@aria-label")).isEqualTo("mae by epoch: training from 0 to 0.5");
  }

  @Test
  void breaksALineAtAGapAndKeepsSingleValuesAsPoints() {
    Page page = chart(1, List.of(0.0, 1.0, NAN, 1.0, NAN));

    assertThat(page.text("//path[@class='curve training']/@d")).isEqualTo("M0 1000L250 0");
    assertThat(page.text("//path[@class='curve points training']/@d")).isEqualTo("M750 0h0");
    assertThat(page.text("//b/@data-values")).isEqualTo("0|1|NaN|1|NaN");
    assertThat(page.text("//b/@data-heights")).isEqualTo("100|0||0|");
  }

  @Test
  void survivesACurveWithoutAnyNumber() {
    Page page = chart(1, List.of(NAN, NAN));

    assertThat(page.text("//path[@class='curve training']/@d")).isEmpty();
    assertThat(page.count("//div[contains(@class, 'dot')]")).isZero();
  }

  @Test
  void marksTheEpochThatWasKeptAndShowsItsValues() {
    Page page = chart(2, List.of(0.0, 0.75, 1.0));

    assertThat(page.text("//p[@class='legend']")).isEqualTo("epoch 2 training 0.75");
    assertThat(page.text("//div[starts-with(@class, 'mark')]")).isEqualTo("epoch 2 kept");
    assertThat(page.text("//div[@class='dot training']/@style")).isEqualTo("left:50%;top:25%");
  }

  @Test
  void marksNothingWhereNoEpochWasKept() {
    Page page = chart(0, List.of(0.0, 0.75, 0.5));

    assertThat(page.text("//p[@class='legend']")).isEqualTo("epoch 3 training 0.5");
    assertThat(page.count("//div[starts-with(@class, 'mark')]")).isZero();
  }

  @Test
  void drawsASingleEpochAsAPointInTheMiddle() {
    Page page = chart(1, List.of(4.0));

    assertThat(page.text("//path[@class='curve points training']/@d")).isEqualTo("M500 500h0");
  }

  @Test
  void saysWhenTheScaleIsLogarithmic() {
    assertThat(chart(1, List.of(1000.0, 2.0, 1.0)).text("//h3")).isEqualTo("mae log scale");
    assertThat(chart(1, List.of(3.0, 2.0, 1.0)).text("//h3")).isEqualTo("mae");
  }

  private static Page chart(int marked, List<Double> values) {
    return Page.of(
        new LineChart("mae", 1, List.of(new Curve("training", "training", values)), marked));
  }
}
