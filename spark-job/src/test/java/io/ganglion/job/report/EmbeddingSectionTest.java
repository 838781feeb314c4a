package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.job.report.Embedding.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The picture of what a hidden layer makes of examples. */
class EmbeddingSectionTest {
  private static final String SECTION = "//section[@class='embeddings']";

  private static Page page(Embedding embedding) {
    return Page.of(Report.html(SampleRuns.embeddings(embedding)));
  }

  private static Embedding of(List<String> classes, Point... points) {
    return new Embedding("gcn_1", 7, List.of(points), classes, 0.5, 0.25);
  }

  @Test
  void drawsEachPointInTheColourOfItsClass() {
    Page page =
        page(
            of(
                List.of("bird", "cat", "none", "dog"),
                new Point(-2, 0, 3, "n1"),
                new Point(2, 4, 1, "n2"),
                new Point(0, 2, 3, "n3"),
                new Point(0, 0, Double.NaN, "n4")));

    assertThat(page.texts(SECTION + "//path[starts-with(@class, 'cloud')]/@class"))
        .containsExactly("cloud series-2", "cloud series-1", "cloud series-2", "cloud unlabelled");
    assertThat(page.texts(SECTION + "//path[starts-with(@class, 'cloud')]/@d"))
        .containsExactly("M0 1000h0", "M1000 0h0", "M500 500h0", "M500 1000h0");
    assertThat(page.texts(SECTION + "//path/title"))
        .containsExactly("n1: dog", "n2: cat", "n3: dog", "n4");
    assertThat(page.texts(SECTION + "//p[@class='legend']/span"))
        .containsExactly("cat 1", "dog 2", "no label 1");
    assertThat(page.text(SECTION + "//p[@class='note']"))
        .startsWith("4 test nodes by the 7 outputs of gcn_1, on the plane")
        .endsWith("It shows 75.0 % of all variance.");
    assertThat(page.text(SECTION + "//p[@class='below']"))
        .isEqualTo("across: 50.0 % of the variance; up: 25.0 %");
  }

  @Test
  void gathersRareClassesWhereThereAreTooMany() {
    List<String> classes = IntStream.range(0, 30).mapToObj(i -> "class " + i).toList();
    Point[] points =
        IntStream.range(0, 30)
            .boxed()
            .flatMap(c -> IntStream.range(0, 30 - c).mapToObj(i -> new Point(c, i, c, "n")))
            .toArray(Point[]::new);
    Page page = page(of(classes, points));

    assertThat(page.texts(SECTION + "//p[@class='legend']/span"))
        .hasSize(17)
        .startsWith("class 0 30", "class 1 29")
        .endsWith("class 15 15", "other classes 105");
    assertThat(page.count(SECTION + "//path[@class='cloud others']")).isEqualTo(105);
    assertThat(page.count(SECTION + "//path[@class='cloud series-16']")).isEqualTo(15);
  }

  @Test
  void numbersHaveTheColourOfTheirFifth() {
    Point[] points =
        IntStream.range(0, 10).mapToObj(i -> new Point(i, i, -i, "n")).toArray(Point[]::new);
    Page page = page(of(List.of(), points));

    assertThat(page.texts(SECTION + "//p[@class='legend']/span"))
        .containsExactly("−9 to −8 2", "−7 to −6 2", "−5 to −4 2", "−3 to −2 2", "−1 to 0 2");
    assertThat(page.texts(SECTION + "//path[starts-with(@class, 'cloud')]/@class"))
        .startsWith("cloud level-5", "cloud level-5", "cloud level-4");

    Page equal = page(of(List.of(), new Point(0, 0, 3, "a"), new Point(1, 0, 3, "b")));
    assertThat(equal.texts(SECTION + "//p[@class='legend']/span")).containsExactly("3 2");

    Page none = page(of(List.of(), new Point(0, 0, Double.NaN, "a")));
    assertThat(none.texts(SECTION + "//p[@class='legend']/span")).containsExactly("no label 1");
  }

  @Test
  void keepsNamesAsText() {
    String hostile = "</title><script>alert(1)</script>\"'|&";
    Page page = page(of(List.of(hostile), new Point(0, 0, 0, hostile)));

    assertThat(page.count("//script")).isEqualTo(1);
    assertThat(page.text(SECTION + "//path/title")).isEqualTo(hostile + ": " + hostile);
    assertThat(page.text(SECTION + "//p[@class='legend']/span")).isEqualTo(hostile + " 1");
  }

  @Test
  void findsThePlaneOfOutputs() {
    Embedding clouds = SampleRuns.clouds(500, List.of("a", "b", "c", "d"));
    assertThat(clouds.points()).hasSize(500);
    assertThat(clouds.points().get(3).name()).isEqualTo("node 3");
    assertThat(clouds.width()).isEqualTo(16);
    assertThat(clouds.across()).isGreaterThan(clouds.up()).isLessThan(1);
    double mean = clouds.points().stream().mapToDouble(Point::across).average().orElseThrow();
    assertThat(mean).isBetween(-1e-9, 1e-9);
  }

  @Test
  void isLeftOutWithoutPoints() {
    assertThat(Page.of(Report.html(SampleRuns.boston())).texts("//h2"))
        .doesNotContain("Embeddings");
    assertThat(page(of(List.of())).texts("//h2")).doesNotContain("Embeddings");
  }
}
