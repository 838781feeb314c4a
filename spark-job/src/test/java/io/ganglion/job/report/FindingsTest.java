package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.Sequences;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.Units;
import io.ganglion.data.VectorColumn;
import io.ganglion.job.report.ReportData.DataFacts;
import io.ganglion.spark.facts.ColumnFacts;
import io.ganglion.train.ColumnImportance;
import io.ganglion.train.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the report shows of predictions, columns and layers. */
class FindingsTest {
  @Test
  void showsCountsAndSharesOfEachTrueClass() {
    Confusion confusion = new Confusion(2);
    confusion.add(0, 0, 3);
    confusion.add(0, 1, 1);
    confusion.add(1, 1, 0.5);

    Page page = Page.of(new ConfusionTable(confusion, List.of("no", "yes")));

    assertThat(page.texts("//tbody/tr"))
        .containsExactly("no 3 75.0 % 1 25.0 %", "yes · 0.5 100.0 %");
    assertThat(page.text("//td[@class='wrong'][1]/@style")).contains("--heat:31%");
  }

  @Test
  void namesThePairsThatAreConfusedMost() {
    Confusion confusion = new Confusion(40);
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "class " + i).toList();
    for (int truth = 0; truth < 40; truth++) {
      confusion.add(truth, truth, 10);
      confusion.add(truth, (truth + 1) % 40, truth);
    }

    Page page = Page.of(new ConfusedPairs(confusion, names));

    assertThat(page.count("//tbody/tr")).isEqualTo(10);
    assertThat(page.texts("//tbody/tr").get(0)).isEqualTo("class 39 class 0 39 79.6 %");
    assertThat(Page.of(new ConfusedPairs(new Confusion(3), List.of("a", "b", "c"))).text("//p"))
        .isEqualTo("No class was taken for another.");
  }

  @Test
  void sumsUpFarResidualsAtTheEdgesAndLosesNone() {
    Page page =
        Page.of(new Histogram(SampleRuns.boston().findings().assessment().numbers().get(0)));

    assertThat(page.text("//h3")).isEqualTo("Residuals, how many each");
    assertThat(page.text("//path[starts-with(@class, 'bars')]/@d")).startsWith("M").endsWith("Z");
  }

  @Test
  void sortsColumnsByWhatTheyMeanAndSaysWhatWasDone() {
    ImportanceSection section =
        new ImportanceSection(SampleRuns.boston().findings(), "mse", Units.of((Sequences) null));
    Page page = Page.of(section);

    List<String> names = page.texts("//tbody/tr/td[1]");
    assertThat(names).hasSize(13).startsWith("crim", "zn");
    assertThat(page.text("//p"))
        .contains("1,500 held-out rows", "each of 13 columns", "of a budget of 50,000");
  }

  @Test
  void drawsPixelsOnlyWhereColumnsAreCountedThrough() {
    List<ColumnImportance> pixels = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      pixels.add(new ColumnImportance("p" + (i + 1), i == 9 ? 2 : i == 10 ? -1 : 0));
    }

    Page page = Page.of(PixelPicture.of(pixels).orElseThrow());
    assertThat(page.count("//rect")).isEqualTo(1);
    assertThat(page.text("//rect/@x") + page.text("//rect/@y")).isEqualTo("11");

    assertThat(PixelPicture.of(pixels.subList(1, 64))).isEmpty();
    pixels.set(5, new ColumnImportance("p7", 0));
    assertThat(PixelPicture.of(pixels)).isEmpty();
    pixels.set(0, new ColumnImportance("p99999999999", 0));
    assertThat(PixelPicture.of(pixels)).isEmpty();
  }

  @Test
  void drawsACurveForEachLayer() {
    Page page =
        Page.of(
            new LayersSection(
                SampleRuns.boston().training(), new Units("graphs", "graphs", "nodes")));

    assertThat(page.texts("//h3"))
        .containsExactly("Gradient norm log scale", "Stalled units per cent");
    assertThat(page.text("//figure[1]//p")).contains("dense_1", "dense_2", "dense_3");
    assertThat(page.text("//figure[2]//p"))
        .contains("dense_1 dead", "dense_2 saturated")
        .doesNotContain("dense_3");
    assertThat(page.count("//path[starts-with(@class, 'curve')]")).isEqualTo(5);
    assertThat(page.text("//p[@class='note']")).contains("nodes: a dead unit", "share of nodes");
  }

  @Test
  void tellsOfEveryKindOfColumn() {
    List<ColumnFacts> facts =
        List.of(
            new ColumnFacts(NumericColumn.of("income", 10, 900, 0, 1000, 50), 7.5, List.of()),
            new ColumnFacts(NumericColumn.of("same", 4, 0, 4, 4, 0), Double.NaN, List.of()),
            new ColumnFacts(
                new CategoricalColumn("town", List.of("a", "b", "c", "d"), false, 20),
                Double.NaN,
                List.of(9L, 600L, 120L, 1L)),
            new ColumnFacts(new VectorColumn("words", 1000, List.of()), Double.NaN, List.of()));

    Schema schema = new Schema(List.of(), LabelColumn.number("y", TargetScaling.NONE));
    Page page =
        Page.of(new ColumnsSection(new DataFacts(schema, List.of(), facts, 1000, List.of())));

    assertThat(page.texts("//tbody/tr"))
        .containsExactly(
            "income 10 30 0 1,000 7.50 50 (5.0 %)",
            "same 4 0 4 4 0 constant",
            "town 4 2 20 (2.0 %) b 60.0 %, c 12.0 %, a 0.9 %",
            "words 1,000 sparse rows");
    assertThat(page.text("//strong")).isEqualTo("7.50");
    assertThat(page.text("//p[1]")).contains("1 without variance, 1 with missing values. 1 with a");
  }
}
