package io.ganglion.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Block;
import io.ganglion.tensor.Csr;
import io.ganglion.train.Partial;
import io.ganglion.train.TrainState;
import java.nio.ByteBuffer;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class KryoTest {
  private final SerializerInstance serializer =
      new KryoSerializer(Sessions.configure(new SparkConf(false))).newInstance();

  private <T> T copy(T original, Class<T> type) {
    ClassTag<T> tag = ClassTag$.MODULE$.apply(type);
    ByteBuffer bytes = serializer.serialize(original, tag);
    return serializer.deserialize(bytes, tag);
  }

  /** Compares to the last bit; AssertJ's own comparison of fields forgives small differences. */
  private static void assertSame(Object actual, Object expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withEqualsForType(Float::equals, Float.class)
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(expected);
  }

  @Test
  void stateComesBack() {
    float[] weights = new float[100_003];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i * 0.1f - 3f;
    }
    weights[7] = Float.NaN;
    TrainState state =
        new TrainState(weights, new float[][] {weights, {}}, new double[] {1e-300, -0.0}, -5L, 12);

    TrainState back = copy(state, TrainState.class);

    assertSame(back, state);
    assertThat(back.vectors[0]).isNotSameAs(back.weights);
  }

  @Test
  void partialComesBack() {
    Partial partial =
        new Partial(0.25, new float[][] {{1f, 2f}, null}, new double[][] {{Math.PI}, {}}, 99);

    assertSame(copy(partial, Partial.class), partial);
  }

  @Test
  void plainBlockComesBack() {
    Block block =
        Block.builder(2)
            .numeric(new float[] {1, 2, 3, 4, 5, 6}, 3)
            .classes(new int[] {1, 0})
            .build();

    assertSame(copy(block, Block.class), block);
  }

  @Test
  void blockWithEveryFieldComesBack() {
    Csr sparse = new Csr(1000);
    sparse.rows = 3;
    sparse.start = new int[] {0, 1, 1, 2};
    sparse.index = new int[] {999, 4};
    sparse.value = new float[] {0.5f, -1f};
    Block block =
        Block.builder(2)
            .numeric(new float[] {1, 2, 3}, 1)
            .sparse(sparse)
            .ids(new int[] {1, 2, 3, 4, 5, 6}, 2)
            .values(new float[] {9, 8}, 1)
            .weights(new float[] {1, 2})
            .rowStart(new int[] {0, 1, 3})
            .edges(new int[] {0, 0, 1, 2}, new int[] {1, 0})
            .edgeWeight(new float[] {0.5f, 2f})
            .degree(new float[] {1f, 1.5f, 3f})
            .build();

    assertSame(copy(block, Block.class), block);
  }
}
