package io.ganglion.job.report;

import static io.ganglion.job.report.SampleRuns.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Spec;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.Shape;
import io.ganglion.data.TargetScaling;
import io.ganglion.job.report.ReportData.LayerFacts;
import io.ganglion.network.LayerInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSectionTest {
  private static final Schema XOR =
      new Schema(
          List.of(
              NumericColumn.of("a", 0.5, 0.25, 0, 1, 0), NumericColumn.of("b", 0.5, 0.25, 0, 1, 2)),
          LabelColumn.number("y", TargetScaling.NONE));

  private record Sample(int units, Activation activation, boolean bias, double rate)
      implements Spec {
    @Override
    public String kind() {
      return "sample";
    }
  }

  private record Activation() implements Spec {
    @Override
    public String kind() {
      return "relu";
    }
  }

  @Test
  void drawsEveryNeuronAndEdgeOfASmallNetwork() {
    Page page =
        section(
            XOR, layer("dense_1", "dense", "tanh", 4, 16, 0), layer("out", "dense", "", 1, 5, 0));

    assertThat(page.count("//g[@class='input']/circle")).isEqualTo(3);
    assertThat(page.count("//g[@class='hidden']/circle")).isEqualTo(4);
    assertThat(page.count("//g[@class='output']/circle")).isEqualTo(1);
    assertThat(edges(page)).containsExactly(12, 4);
    assertThat(page.texts("//text[@class='label left']")).containsExactly("a", "b", "b missing");
    assertThat(page.text("//text[@class='label right']")).isEqualTo("y");
    assertThat(page.texts("//text[@class='title']")).containsExactly("input", "dense_1", "out");
    assertThat(page.count("//text[@class='gap']")).isZero();
  }

  @Test
  void leavesNeuronsOfAWideLayerOut() {
    ReportData mnist = SampleRuns.mnist();
    Page page = Page.of(new NetworkSection(mnist.network().layers(), mnist.data().schema()));

    assertThat(page.texts("//text[@class='gap']")).containsExactly("⋮", "⋮", "⋮");
    assertThat(page.count("//g[@class='hidden']/circle")).isEqualTo(2 * 14);
    assertThat(edges(page)).containsExactly(14 * 14, 14 * 14, 14 * 10);
    assertThat(page.texts("//text[@class='aside']"))
        .containsExactly("+ rescaling scale 0.003922", "+ dropout rate 0.2", "+ dropout rate 0.3");
    assertThat(page.texts("//text[@class='label right']")).hasSize(10).startsWith("0", "1");
    assertThat(page.count("//text[@class='label left']")).isZero();
  }

  @Test
  void showsBoxesWhereLayersAreInsideAnother() {
    Page page =
        section(
            XOR,
            layer("dense_1", "dense", "relu", 3, 12, 0),
            layer("residual_1", "residual", "", 3, 12, 0),
            inside("dense_2", 12),
            layer("dense_3", "dense", "linear", 1, 4, 0));

    assertThat(page.count("//svg")).isZero();
    assertThat(page.texts("//ol/li/ol/li/bdi")).containsExactly("dense_2");
    assertThat(page.texts("/body/ol/li/bdi"))
        .containsExactly("input", "dense_1", "residual_1", "dense_3");
    assertThat(page.texts("//tfoot//td")).containsExactly("Parameters", "", "28", "0");
  }

  @Test
  void closesBoxesThatEndTogether() {
    Page page = section(XOR, layer("residual_1", "residual", "", 3, 12, 0), inside("dense_1", 12));

    assertThat(page.texts("//ol/li/ol/li/bdi")).containsExactly("dense_1");
  }

  @Test
  void showsBoxesWhereTheLayersAreTooMany() {
    List<LayerFacts> layers =
        new ArrayList<>(Collections.nCopies(40, layer("dense", "dense", "relu", 3, 12, 0)));

    Page page = Page.of(new NetworkSection(layers, XOR));

    assertThat(page.count("//ol/li")).isEqualTo(41);
    assertThat(page.count("//tbody/tr")).isEqualTo(40);
  }

  @Test
  void drawsTheColumnsAloneWhereNoLayerMixesThem() {
    Page page = section(XOR, layer("activation_1", "activation", "relu", 3, 0, 0));

    assertThat(page.count("//circle")).isEqualTo(3);
    assertThat(page.texts("//text[@class='label left']")).hasSize(3);
  }

  @Test
  void describesALayerByWhatAReaderLooksFor() {
    LayerInfo info = layer("sample_1", "sample", "", 8, 0, 0).info();

    assertThat(LayerFacts.of(info, new Sample(8, new Activation(), true, 0.2)).detail())
        .isEqualTo("relu, rate 0.2");
    assertThat(LayerFacts.of(info, new Sample(8, new Activation(), false, 0.2)).detail())
        .isEqualTo("relu, no bias, rate 0.2");
  }

  private static Page section(Schema schema, LayerFacts... layers) {
    return Page.of(new NetworkSection(List.of(layers), schema));
  }

  private static LayerFacts inside(String name, int trainable) {
    return new LayerFacts(
        new LayerInfo(name, "dense", 2, new Shape.Vector(3), 0, trainable, 0), "relu");
  }

  private static List<Integer> edges(Page page) {
    return page.texts("//path[@class='edges']/@d").stream()
        .map(path -> path.split("M", -1).length - 1)
        .toList();
  }
}
