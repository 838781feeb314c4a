package io.ganglion.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Structure;
import io.ganglion.testing.Batches;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent layers are those of Keras: the numbers of scripts/reference/keras_recurrent.py. */
class RecurrentReferenceTest {
  private static final int FEATURES = 3;

  static List<Map<?, ?>> cases() {
    return ReferenceRun.cases("recurrent.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndGradients(Map<?, ?> reference) {
    Columns columns = Batches.columns(Columns.Kind.STEP, FEATURES);
    Batch batch = new Batch(columns);
    Structure.Packed packed = (Structure.Packed) batch.structure;
    List<?> lengths = (List<?>) reference.get("lengths");
    Batches.pack(packed, lengths.stream().mapToInt(n -> ((Number) n).intValue()).toArray());
    float[] inputs = new float[packed.rows() * FEATURES];
    Numbers numbers = new Numbers(8);
    numbers.fill(inputs);
    batch.numeric.point(inputs, 0, packed.rows(), FEATURES);
    ReferenceGradient.check(reference, columns, batch, inputs, numbers);
  }

  @Test
  void everyRecurrentLayerHasReferenceNumbers() {
    String networks =
        cases().stream().map(c -> String.valueOf(c.get("network"))).toList().toString();
    assertThat(networks)
        .contains("lstm={", "gru={", "simple_rnn={")
        .contains("merge=concat", "merge=sum", "merge=mean")
        .contains("returnSequences=true", "returnSequences=false");
  }
}
