package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Columns;
import io.ganglion.layer.Branches;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Embedding;
import io.ganglion.layer.Identity;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.testing.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  @Test
  void tablesAndSparseWeightsAreTensorsByTheirNames() throws IOException {
    Columns columns = new Columns(Columns.Kind.EXAMPLE, 2, 0, List.of(4, 3), List.of());
    Branches branches =
        new Branches(
            Branches.Join.SUM,
            List.of(
                NetworkSpec.of(Dense.of(1, new Identity())).layers(),
                NetworkSpec.of(Embedding.of(5), Dense.of(1, new Identity())).layers()));
    Network network = Network.bind(NetworkSpec.of(branches), columns, new MeanSquaredError());
    float[] weights = Vectors.normal(network.parameters(), 1);

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Safetensors.write(file, Weights.tensors(network), weights);
    SafetensorsReader reader =
        new SafetensorsReader("w", new ByteArrayInputStream(file.toByteArray()), file.size());

    assertThat(reader.tensors())
        .contains(
            new Tensor("dense_1/sparse_weight", List.of(5, 1)),
            new Tensor("embedding_1/table_1", List.of(4, 5)),
            new Tensor("embedding_1/table_2", List.of(3, 5)));
    assertThat(Weights.read("w", reader, network)).isEqualTo(weights);
  }
}
