package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Shape;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.Steps;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static LayerInfo layer(
      String name, String kind, int depth, int units, int trainable, int fixed) {
    return new LayerInfo(
        name, kind, depth, new Shape.Vector(units), Steps.EACH, 0, trainable, fixed);
  }

  @Test
  void printsTheNetworkOfTheCourse() {
    assertThat(
            Summary.table(
                List.of(
                    layer("dense_1", "dense", 1, 64, 896, 0),
                    layer("dense_2", "dense", 1, 64, 4160, 0),
                    layer("dense_3", "dense", 1, 1, 65, 0))))
        .isEqualTo(
            """
            ________________________________________
            Layer (type)      Output Shape   Param #
            ========================================
            dense_1 (Dense)   (None, 64)     896
            dense_2 (Dense)   (None, 64)     4160
            dense_3 (Dense)   (None, 1)      65
            ========================================
            Total params: 5,121
            Trainable params: 5,121
            Non-trainable params: 0
            ________________________________________
            """);
  }

  @Test
  void writesAcronymsAsKerasDoes() {
    assertThat(
            Summary.table(
                List.of(
                    layer("bidirectional_1", "bidirectional", 1, 8, 100, 0),
                    layer("lstm_1", "lstm", 2, 4, 50, 0),
                    layer("lstm_2", "lstm", 2, 4, 50, 0),
                    layer("gru_1", "gru", 1, 4, 9, 0),
                    layer("simple_rnn_1", "simple_rnn", 1, 4, 9, 0))))
        .contains(
            "bidirectional_1 (Bidirectional)",
            "  lstm_1 (LSTM)",
            "  lstm_2 (LSTM)",
            "gru_1 (GRU)",
            "simple_rnn_1 (SimpleRNN)");
  }

  @Test
  void countsTheLayersInsideOthersOnce() {
    assertThat(
            Summary.table(
                List.of(
                    layer("normalization_1", "normalization", 1, 8, 0, 16),
                    layer("residual_1", "residual", 1, 8, 1_000_000, 16),
                    layer("dense_1", "dense", 2, 8, 1_000_000, 0),
                    layer("batch_normalization_1", "batch_normalization", 3, 8, 0, 16))))
        .isEqualTo(
            """
            _______________________________________________________________________
            Layer (type)                                     Output Shape   Param #
            =======================================================================
            normalization_1 (Normalization)                  (None, 8)      16
            residual_1 (Residual)                            (None, 8)      1000016
              dense_1 (Dense)                                (None, 8)      1000000
                batch_normalization_1 (BatchNormalization)   (None, 8)      16
            =======================================================================
            Total params: 1,000,032
            Trainable params: 1,000,000
            Non-trainable params: 32
            _______________________________________________________________________
            """);
  }

  @Test
  void countsMoreThanAnIntHolds() {
    assertThat(
            Summary.table(
                List.of(
                    layer("a", "dense", 1, 1, Integer.MAX_VALUE, 1),
                    layer("b", "dense", 1, 1, 1, 0))))
        .contains("a (Dense)      (None, 1)      2147483648\n")
        .contains("Total params: 2,147,483,649\n");
  }
}
