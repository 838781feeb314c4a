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
import io.ganglion.layer.Bidirectional;
import io.ganglion.layer.Dense;
import io.ganglion.layer.GraphIsomorphism;
import io.ganglion.layer.Tanh;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.Steps;
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

  private record Memory(
      int units, boolean returnSequences, double dropout, Activation recurrentInitializer)
      implements Spec {
    @Override
    public String kind() {
      return "memory";
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
    assertThat(LayerFacts.of(info, GraphIsomorphism.of(List.of())).detail()).isEmpty();
    assertThat(LayerFacts.of(info, new GraphIsomorphism(List.of(), 0.5, true, false)).detail())
        .isEqualTo("epsilon 0.5, trainEpsilon");
    assertThat(LayerFacts.of(info, new Memory(8, false, 0.0, new Activation())).detail()).isEmpty();
    assertThat(LayerFacts.of(info, new Memory(8, true, 0.4, new Activation())).detail())
        .isEqualTo("dropout 0.4");
    Spec both = Bidirectional.of(Dense.of(3, new Tanh()));
    assertThat(LayerFacts.of(info, both).detail()).isEqualTo("concat");
  }

  private static Page section(Schema schema, LayerFacts... layers) {
    return Page.of(new NetworkSection(List.of(layers), schema));
  }

  private static LayerFacts inside(String name, int trainable) {
    return new LayerFacts(
        new LayerInfo(name, "dense", 2, new Shape.Vector(3), Steps.EACH, 0, trainable, 0), "relu");
  }

  private static LayerFacts over(Steps steps, String name, int depth, Shape output, int trainable) {
    return new LayerFacts(new LayerInfo(name, "kind", depth, output, steps, 0, trainable, 0), "");
  }

  @Test
  void drawsTheCycleOfARecurrentLayer() {
    Page page =
        section(
            XOR,
            over(Steps.FORWARD, "lstm_1", 1, new Shape.Sequence(5), 100),
            over(Steps.FORWARD, "lstm_2", 1, new Shape.Vector(4), 100),
            layer("out", "dense", "", 1, 5, 0));

    assertThat(page.count("//path[@class='cycle forward']")).isEqualTo(2);
    assertThat(page.count("//path[@class='cycle backward']")).isZero();
    assertThat(edges(page)).containsExactly(3 * 5, 5 * 4, 4);
    assertThat(page.texts("//text[@class='']"))
        .containsExactly("3 columns", "each step", "5", "each step", "4", "whole sequence", "1");
    // A column for each step of the input and of the first layer.
    assertThat(page.count("//g[@class='input steps']/circle")).isEqualTo(3);
    assertThat(page.count("//g[@class='hidden steps']/circle")).isEqualTo(5);
    assertThat(page.count("//g[@class='output steps']/circle")).isZero();
    assertThat(page.text("//*/@aria-label"))
        .isEqualTo("Network: input 3, lstm_1 5 with a cycle, lstm_2 4 with a cycle, out 1");
    assertThat(page.texts("//tbody//td[2]"))
        .containsExactly("(None, steps, 5)", "(None, 4)", "(None, 1)");
  }

  @Test
  void drawsACycleForEachDirection() {
    Page page =
        section(
            XOR,
            over(Steps.EACH, "bidirectional_1", 1, new Shape.Vector(8), 200),
            over(Steps.FORWARD, "forward_lstm_1", 2, new Shape.Vector(4), 100),
            over(Steps.BACKWARD, "backward_lstm_1", 2, new Shape.Vector(4), 100),
            layer("out", "dense", "", 1, 9, 0));

    assertThat(page.texts("//text[@class='title']"))
        .containsExactly("input", "bidirectional_1", "out");
    assertThat(page.texts("//path[contains(@class, 'cycle')]/@class"))
        .containsExactly("cycle forward", "cycle backward");
    assertThat(page.texts("//text[@class='']"))
        .containsExactly("3 columns", "each step", "8", "whole sequence", "1");
    assertThat(page.count("//tbody/tr")).isEqualTo(4);
  }

  @Test
  void drawsPoolingOverTimeNeuronByNeuron() {
    Page page =
        section(
            XOR,
            over(Steps.EACH, "dense_1", 1, new Shape.Sequence(5), 20),
            over(Steps.EACH, "dropout_1", 1, new Shape.Sequence(5), 0),
            over(Steps.POOLED, "mean_over_time_1", 1, new Shape.Vector(5), 0),
            layer("out", "dense", "", 1, 6, 0));

    assertThat(page.texts("//text[@class='title']"))
        .containsExactly("input", "dense_1", "mean_over_time_1", "out");
    assertThat(page.texts("//path[contains(@class, 'edges')]/@class"))
        .containsExactly("edges", "edges pooled", "edges");
    assertThat(edges(page)).containsExactly(3 * 5, 5, 5);
    assertThat(page.count("//path[contains(@class, 'cycle')]")).isZero();
    assertThat(page.texts("//text[@class='']"))
        .containsExactly("3 columns", "each step", "5", "each step", "5", "whole sequence", "1");
  }

  @Test
  void namesTheStepsInBoxes() {
    Page page =
        section(
            XOR,
            over(Steps.EACH, "branches_1", 1, new Shape.Vector(9), 200),
            over(Steps.FORWARD, "lstm_1", 2, new Shape.Vector(4), 100),
            over(Steps.EACH, "bidirectional_1", 2, new Shape.Sequence(5), 200),
            over(Steps.FORWARD, "forward_lstm_1", 3, new Shape.Sequence(5), 100),
            over(Steps.BACKWARD, "backward_lstm_1", 3, new Shape.Sequence(5), 100),
            over(Steps.POOLED, "last_step_1", 2, new Shape.Vector(5), 0));

    assertThat(page.count("//svg")).isZero();
    assertThat(page.texts("//li/span"))
        .containsExactly(
            "3 columns each step",
            "9",
            "4 whole sequence ↻",
            "5 each step ↻↺",
            "5 each step ↻",
            "5 each step ↺",
            "5 whole sequence");
  }

  private static List<Integer> edges(Page page) {
    return page.texts("//path[contains(@class, 'edges')]/@d").stream()
        .map(path -> path.split("M", -1).length - 1)
        .toList();
  }
}
