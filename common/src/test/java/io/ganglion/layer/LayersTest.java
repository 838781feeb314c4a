package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Problems;
import io.ganglion.config.Spec;
import io.ganglion.config.SpecWriter;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
  static List<LayerSpec> samples() {
    return CatalogueGradientTest.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenReadsBack(LayerSpec sample) {
    List<LayerEntry> entries = List.of(LayerEntry.of(sample), new LayerEntry("mine", sample));
    assertThat(read(Layers.write(entries))).isEqualTo(entries);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSpecTravelsWithAJob(LayerSpec sample) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sample);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(sample);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsOfItsKind(LayerSpec sample) {
    assertThat(Layers.CATALOGUE.names()).contains(sample.kind());
  }

  @Test
  void activationsAndInitialisersReadBack() {
    checkRoundTrip(Activations.CATALOGUE);
    checkRoundTrip(Initializers.CATALOGUE);
    assertThat(Activations.CATALOGUE.names())
        .containsExactly(
            "linear",
            "step",
            "sigmoid",
            "tanh",
            "relu",
            "leaky_relu",
            "elu",
            "gelu",
            "softplus",
            "silu",
            "softmax");
    assertThat(Initializers.CATALOGUE.names())
        .containsExactly(
            "normal",
            "glorot_uniform",
            "glorot_normal",
            "he_uniform",
            "he_normal",
            "lecun_uniform",
            "lecun_normal",
            "uniform",
            "sparse_normal",
            "orthogonal",
            "constant",
            "zeros");
  }

  private static <T extends Spec> void checkRoundTrip(Catalogue<T> catalogue) {
    for (var entry : catalogue.entries()) {
      for (T sample : entry.samples()) {
        Problems problems = new Problems();
        assertThat(catalogue.read("x", SpecWriter.write(sample), problems)).isEqualTo(sample);
        assertThat(sample.kind()).isEqualTo(entry.name());
      }
    }
  }

  @Test
  void defaultsAreThoseOfTheRecords() {
    assertThat(read(List.of(Map.of("dense", Map.of("units", 7)))).get(0).spec())
        .isEqualTo(new Dense(7, new Identity(), true, new Normal()));
    assertThat(read(List.of(Map.of("rescaling", Map.of("scale", 2)))).get(0).spec())
        .isEqualTo(new Rescaling(2.0, 0.0));
    assertThat(read(List.of(Map.of("branches", Map.of("of", List.of(List.of()))))).get(0).spec())
        .isEqualTo(new Branches(Branches.Join.CONCAT, List.of(List.of())));
    assertThat(Activations.CATALOGUE.names().stream().map(n -> of(Activations.CATALOGUE, n)))
        .contains(new LeakyRelu(0.3), new Elu(1.0), new Gelu(false));
    assertThat(Initializers.CATALOGUE.names().stream().map(n -> of(Initializers.CATALOGUE, n)))
        .contains(new Uniform(-0.05, 0.05), new Constant(0.0));
  }

  private static <T extends Spec> T of(Catalogue<T> catalogue, Object tree) {
    return catalogue.read("x", tree, new Problems());
  }

  @Test
  void hyperparametersOfFunctionsAreChecked() {
    Problems problems = new Problems();
    Activations.CATALOGUE.read("x", Map.of("elu", Map.of("alpha", -1)), problems);
    Activations.CATALOGUE.read("x", Map.of("leaky_relu", Map.of("negativeSlope", -1)), problems);
    Initializers.CATALOGUE.read("x", Map.of("uniform", Map.of("maximum", -0.05)), problems);
    assertThat(problems.messages())
        .containsExactly(
            "x.elu.alpha: expected a number of at least 0.0, found -1.0",
            "x.leaky_relu.negativeSlope: expected a number of at least 0.0, found -1.0",
            "x.uniform.maximum: expected a number above the minimum -0.05, found -0.05");
  }

  @Test
  void shortFormsStandForTheirHyperparameter() {
    List<Object> tree =
        List.of(
            "normalization",
            Map.of("dropout", 0.2),
            Map.of("activation", "relu"),
            Map.of("lstm", 32),
            Map.of("residual", List.of(Map.of("dense", Map.of("units", 3, "name", "inside")))));
    assertThat(read(tree))
        .containsExactly(
            LayerEntry.of(new Normalization()),
            LayerEntry.of(new Dropout(0.2)),
            LayerEntry.of(new ActivationLayer(new Relu())),
            LayerEntry.of(Lstm.of(32, false)),
            LayerEntry.of(
                new Residual(List.of(new LayerEntry("inside", Dense.of(3, new Identity()))))));
  }

  @Test
  void keysAreWrittenInTheOrderOfTheRecord() {
    List<LayerEntry> identity = List.of();
    Branches branches = new Branches(Branches.Join.SUM, List.of(identity, identity));
    assertThat(Layers.write(List.of(new LayerEntry("both", branches))))
        .hasToString("[{branches={name=both, join=sum, of=[[], []]}}]");
    assertThat(Layers.write(List.of(LayerEntry.of(Dense.of(2, new Tanh())))))
        .hasToString("[{dense={units=2, activation=tanh, bias=true, initializer=normal}}]");
  }

  @Test
  void everyProblemComesAtOnce() {
    List<Object> tree =
        Arrays.asList(
            Map.of("dense", Map.of("units", 0, "activation", "relo")),
            Map.of("dense", Map.of("unit", 4)),
            Map.of("dropout", 1.0),
            "densse",
            Map.of("residual", List.of(Map.of("dropout", -0.5))),
            Map.of("branches", Map.of("join", "conct", "of", List.of())),
            Map.of("dense", Map.of("units", 2, "name", "a/b")),
            Map.of("residual", List.of()),
            "activation",
            Map.of("dense", 3));
    Problems problems = new Problems();
    Layers.read("network", tree, problems);
    assertThat(problems.messages())
        .containsExactly(
            "network[0].dense.units: expected at least 1, found 0",
            "network[0].dense.activation: no activation is called 'relo'; did you mean 'relu'?",
            "network[1].dense.units: is missing",
            "network[1].dense.unit: is not a key here; did you mean 'units'?",
            "network[2].dropout.rate: expected a number of at least 0.0 and below 1.0, found 1.0",
            "network[3]: no layer is called 'densse'; did you mean 'dense'?",
            "network[4].residual.layers[0].dropout.rate:"
                + " expected a number of at least 0.0 and below 1.0, found -0.5",
            "network[5].branches.join: found 'conct'; did you mean 'concat'?",
            "network[5].branches.of: expected at least one list of layers, found none",
            "network[6].dense.name: expected a text without '/', found 'a/b'",
            "network[7].residual.layers: expected at least one layer, found none",
            "network[8].activation.function: is missing",
            "network[9].dense: expected keys with values, found '3'");
  }

  @Test
  void aNetworkIsAList() {
    Problems problems = new Problems();
    assertThat(Layers.read("network", "dense", problems)).isEmpty();
    assertThat(problems.messages())
        .containsExactly("network: expected a list of layers, found dense");
  }

  private static List<LayerEntry> read(Object tree) {
    Problems problems = new Problems();
    List<LayerEntry> entries = Layers.read("network", tree, problems);
    assertThat(problems.messages()).isEmpty();
    return entries;
  }
}
