package io.ganglion.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.data.Block;
import io.ganglion.spark.row.RawChunk;
import io.ganglion.train.Partial;
import io.ganglion.train.TrainState;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What travels also does so in sessions that do not know of Ganglion's registrator. */
class PlainSerializersTest {
  static Stream<Serializer> serializers() {
    SparkConf conf = new SparkConf(false);
    return Stream.of(new JavaSerializer(conf), new KryoSerializer(conf));
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void travellersComeBack(Serializer serializer) {
    Block block =
        Block.builder(2)
            .numeric(new float[] {1, 2, 3, 4, 5, 6}, 3)
            .classes(new int[] {1, 0})
            .build();
    TrainState state =
        new TrainState(new float[] {1f, 2f}, new float[][] {{3f}}, new double[] {4.0}, 5L, 6);
    Partial partial = new Partial(0.25, new float[][] {{1f}}, new double[][] {{2.0}}, 3);
    for (Object original : List.of(block, state, partial, new RawChunk())) {
      SerializerInstance instance = serializer.newInstance();
      ClassTag<Object> tag = ClassTag$.MODULE$.apply(Object.class);
      Object back = instance.deserialize(instance.serialize(original, tag), tag);
      assertThat(back).isNotSameAs(original).usingRecursiveComparison().isEqualTo(original);
    }
  }
}
