package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Problems;
import io.ganglion.config.Yaml;
import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Slot;
import io.ganglion.testing.Batches;
import io.ganglion.testing.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingTest {
  private static Columns columns(int numeric, int sparse, Integer... ids) {
    return new Columns(Columns.Kind.EXAMPLE, numeric, sparse, List.of(ids), List.of());
  }

  private static Network bind(Columns columns, LayerSpec... layers) {
    return Network.bind(NetworkSpec.of(layers), columns, new MeanSquaredError());
  }

  private static List<Integer> sizes(Network network) {
    return network.slots().stream().map(Slot::columns).toList();
  }

  @Test
  void looksUpARowOfEachTableBehindTheNumbers() {
    Columns columns = columns(2, 0, 3, 4);
    Network network = bind(columns, Embedding.of(2));
    Batch batch = Batches.of(columns, 1);
    batch.ids = new int[] {0, 3, 2, 1, 1, 0, 0, 0, 1, 1, 2, 2, 2, 3};
    float[] weights = Vectors.normal(network.parameters(), 3);
    Pass pass = network.pass(weights, null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    float[] y = Vectors.values(network.forward(pass));
    // table_1 [3, 2] from 0 on, table_2 [4, 2] from 6 on.
    for (int r = 0; r < 7; r++) {
      int first = batch.ids[2 * r];
      int second = batch.ids[2 * r + 1];
      assertThat(Arrays.copyOfRange(y, 6 * r, 6 * r + 6))
          .containsExactly(
              batch.numeric.get(r, 0),
              batch.numeric.get(r, 1),
              weights[2 * first],
              weights[2 * first + 1],
              weights[6 + 2 * second],
              weights[6 + 2 * second + 1]);
    }
    assertThat(network.slots().stream().map(Slot::path))
        .containsExactly("embedding_1/table_1", "embedding_1/table_2");
    assertThat(network.layers().get(0).trainable()).isEqualTo(14);
  }

  @Test
  void rowsStartUniformAndTheUnknownOneAtZero() {
    float[] table = bind(columns(0, 0, 2000), Embedding.of(10)).initialize(5);
    assertThat(Arrays.copyOf(table, 10)).containsOnly(0f);
    float[] known = Arrays.copyOfRange(table, 10, table.length);
    assertThat(Vectors.norm(known) / Math.sqrt(known.length))
        .isCloseTo(0.05 / Math.sqrt(3.0), within(3e-4));
    for (float value : known) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(0.05f);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 2", "9, 5", "17, 8", "43, 13", "467, 50", "1000000, 50"})
  void theRuleGivesTheSize(int ids, int size) {
    assertThat(sizes(bind(columns(0, 0, ids), Embedding.auto()))).containsExactly(size);
  }

  @Test
  void aColumnMayHaveItsOwnSize() {
    Columns named = columns(1, 0, 9, 17).withCategoryNames(List.of("workclass", "education"));
    Embedding embedding = new Embedding(3, Map.of("education", 6));
    assertThat(sizes(bind(named, embedding))).containsExactly(3, 6);
    assertThat(sizes(bind(named, new Embedding(null, Map.of("workclass", 1)))))
        .containsExactly(1, 8);
    assertThatThrownBy(() -> bind(named, new Embedding(null, Map.of("educaton", 6))))
        .isInstanceOf(NetworkException.class)
        .hasMessage(
            "embedding_1: sizes: no categorical column is called 'educaton'; did you mean"
                + " 'education'?");
  }

  @Test
  void isReadInAllItsForms() {
    List<Object> tree =
        List.of(
            "embedding",
            Map.of("embedding", 8),
            Map.of("embedding", Map.of("size", "auto", "sizes", Map.of("a b", 4))),
            Map.of("embedding", "auto"));
    Problems problems = new Problems();
    assertThat(Layers.read("network", tree, problems).stream().map(LayerEntry::spec))
        .containsExactly(
            Embedding.auto(),
            Embedding.of(8),
            new Embedding(null, Map.of("a b", 4)),
            Embedding.auto());
    assertThat(problems.messages()).isEmpty();
    List<Object> wrong =
        List.of(
            Map.of("embedding", "large"),
            Map.of("embedding", Map.of("size", 0, "sizes", Map.of("a", 1.5))),
            Map.of("embedding", Map.of("sizes", 3)));
    Layers.read("network", wrong, problems);
    assertThat(problems.messages())
        .containsExactly(
            "network[0].embedding.size: expected auto or a whole number, found the text 'large'",
            "network[1].embedding.size: expected at least 1, found 0",
            "network[1].embedding.sizes.a: expected a whole number, found '1.5'",
            "network[2].embedding.sizes: expected keys with values, found '3'");
  }

  @Test
  void wideAndDeepIsOneLineOfAJobFile() {
    String line =
        "- branches: {join: sum, of: [[dense: {units: 1}], [embedding, dense: {units: 64,"
            + " activation: relu}, dense: {units: 1}]]}";
    Problems problems = new Problems();
    List<LayerEntry> layers = Layers.read("network", Yaml.read("job", line), problems);
    assertThat(problems.messages()).isEmpty();
    Network network =
        Network.bind(new NetworkSpec(layers), columns(2, 0, 9, 4), new MeanSquaredError());
    // Wide: 2 + 8 + 3 weights and a bias. Deep: tables of 9 × 5 and 4 × 3 beside 2 numbers.
    assertThat(network.parameters()).isEqualTo(14 + (45 + 12) + (10 + 1) * 64 + 65);
  }

  @Test
  void itNeedsCategoriesAndTheFirstPlace() {
    String first =
        "embedding_1: expected it as the first layer over categorical columns, found (None, %d) in"
            + " front of it: move it to the start, behind stages such as normalization; where no"
            + " column is categorical, remove it";
    assertThatThrownBy(() -> bind(Columns.numeric(2), Embedding.auto()))
        .isInstanceOf(NetworkException.class)
        .hasMessage(first.formatted(2));
    assertThatThrownBy(() -> bind(columns(2, 0, 3), Dense.of(5, new Relu()), Embedding.auto()))
        .hasMessage(first.formatted(5));
    assertThatThrownBy(() -> bind(columns(2, 7), Embedding.auto()))
        .hasMessage(
            "embedding_1: expected categorical columns, found none: begin with dense instead");
    assertThatThrownBy(() -> bind(columns(2, 7, 3), Embedding.auto()))
        .hasMessage(
            "embedding_1: expected no sparse columns beside the categorical ones, found 7: begin"
                + " with dense, which reads both, or exclude one of them");
  }

  @Test
  void stagesInFrontWorkOnTheNumbersAlone() {
    Columns columns =
        columns(2, 0, 3)
            .withStatistics(List.of(new Columns.Moments(1, 4), new Columns.Moments(0, 0)));
    Batch batch = Batches.of(columns, 3);
    float first = batch.numeric.get(0, 0);
    int[] ids = batch.ids.clone();
    Network network = bind(columns, new Normalization(), Embedding.of(1));
    Pass pass = network.pass(network.initialize(4), null);
    network.begin(pass, batch, Pass.Mode.INFERENCE, 0);
    float[] out = Vectors.values(network.forward(pass));
    assertThat(out[0]).isCloseTo((first - 1f) / 2f, within(1e-6f));
    assertThat(out[1]).isZero();
    assertThat(batch.ids).isEqualTo(ids);
    assertThatThrownBy(() -> bind(columns(0, 0, 3), new Normalization(), Embedding.of(1)))
        .hasMessage(
            "normalization_1: expected numeric columns to standardise, found none: remove it;"
                + " sparse and categorical columns stay as they are");
  }
}
