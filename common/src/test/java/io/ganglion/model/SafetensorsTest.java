package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final Tensor WEIGHT = new Tensor("dense_1/weight", List.of(2, 3));
  private static final Tensor BIAS = new Tensor("dense_1/bias", List.of(2));
  private static final float[] VALUES = {1, 2, 3, 4, 5, 6, -0.5f, Float.MIN_VALUE};

  private static byte[] write(List<Tensor> tensors, float[] values) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, tensors, values);
    return out.toByteArray();
  }

  private static float[] read(byte[] file) throws IOException {
    SafetensorsReader reader =
        new SafetensorsReader("w.safetensors", new ByteArrayInputStream(file), file.length);
    float[] values = new float[reader.tensors().stream().mapToInt(Tensor::size).sum()];
    int offset = 0;
    for (Tensor tensor : reader.tensors()) {
      reader.read(values, offset);
      offset += tensor.size();
    }
    return values;
  }

  private static byte[] file(String header, float... values) {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (float value : values) {
      file.putFloat(value);
    }
    return file.array();
  }

  @Test
  void writesLengthHeaderAndNumbers() throws IOException {
    byte[] file = write(List.of(WEIGHT, BIAS), VALUES);
    int header = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(new String(file, 8, header, UTF_8).strip())
        .isEqualTo(
            """
            {
              "dense_1/weight": {
                "dtype": "F32",
                "shape": [ 2, 3 ],
                "data_offsets": [ 0, 24 ]
              },
              "dense_1/bias": {
                "dtype": "F32",
                "shape": [ 2 ],
                "data_offsets": [ 24, 32 ]
              }
            }""");
    assertThat(HexFormat.of().formatHex(file, 8 + header, file.length))
        .isEqualTo("0000803f0000004000004040000080400000a0400000c040000000bf01000000");
  }

  @Test
  void readsBackTheSameBits() throws IOException {
    assertThat(read(write(List.of(WEIGHT, BIAS), VALUES))).isEqualTo(VALUES);
    assertThat(read(write(List.of(), new float[0]))).isEmpty();
    Random random = new Random(3);
    for (int size : new int[] {1, 16_383, 16_384, 16_385, 100_000}) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextGaussian();
      }
      byte[] file = write(List.of(new Tensor("x", List.of(size))), values);
      assertThat(read(file)).isEqualTo(values);
    }
  }

  @Test
  void readsWhatOtherProgramsWrite() throws IOException {
    byte[] file =
        file(
            """
            {"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]},\
            "a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}\s\s\s""",
            1f,
            2f,
            3f);
    SafetensorsReader reader =
        new SafetensorsReader("w", new ByteArrayInputStream(file), file.length);
    assertThat(reader.tensors())
        .containsExactly(new Tensor("a", List.of(1, 2)), new Tensor("b", List.of()));
    assertThat(read(file)).containsExactly(1f, 2f, 3f);
  }

  @Test
  void refusesToWriteWhatDoesNotFit() {
    assertThatThrownBy(() -> write(List.of(WEIGHT), VALUES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 6 values for the tensors, found 8");
    assertThatThrownBy(() -> write(List.of(BIAS, BIAS), new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dense_1/bias");
    assertThatThrownBy(() -> write(List.of(BIAS), new float[] {1f, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected finite numbers in dense_1/bias, found NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}    | a.dtype: expected F32, found F64
          {"a":{"shape":[2],"data_offsets":[0,8]}}                  | a.dtype: is missing
          {"a":{"dtype":"F32","data_offsets":[0,8]}}                | a.shape: expected whole numbers of at least 1, found null
          {"a":{"dtype":"F32","shape":[2]}}                         | a.data_offsets: expected whole numbers
          {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}      | a.shape: expected whole numbers
          {"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}    | a.shape: expected whole numbers of at least 1, found [0]
          {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}   | a.shape: expected whole numbers of at least 1, found [-2]
          {"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}  | a.shape: expected whole numbers of at least 1, found [2.5]
          {"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}  | a.shape: expected whole numbers of at least 1, found [2]
          {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}    | a.data_offsets: expected begin and end of a tensor [3] of F32, found [0, 8]
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}      | a.data_offsets: expected begin and end
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}  | a.data_offsets: expected begin and end
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}    | a.data_offsets: expected begin and end
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}   | a.data_offsets: expected whole numbers of at least 0
          {"a":{"dtype":"F32","shape":[65536,65536,2],"data_offsets":[0,0]}} | a.data_offsets: expected begin and end
          {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}} | a.data_offsets: expected begin and end
          {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}} | a.shape: expected whole numbers
          {"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}} | expected 2000000000 bytes of numbers, found 8
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}    | expected 4 bytes of numbers, found 8
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}   | a: expected numbers from byte 0 on, found them at 4
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | b: expected numbers from byte 8 on, found them at 4
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}} | a.x: is not a key here
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | Duplicate field 'a'
          {"a":5}                                                   | a: expected keys with values, found '5'
          [1]                                                       | expected a header with the names of tensors
          {}                                                        | expected 0 bytes of numbers, found 8
          {"a"                                                      | header, line 1
          """)
  void refusesAWrongHeader(String header, String problem) {
    assertThatThrownBy(() -> read(file(header, 1f, 2f)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("w.safetensors: ")
        .hasMessageContaining(problem);
  }

  @Test
  void refusesAWrongLengthBeforeItTakesMemory() {
    byte[] file = file("{}");
    for (long length : new long[] {-1, 0, 1, 3, 1L << 24, Long.MAX_VALUE, Long.MIN_VALUE}) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(ModelException.class)
          .hasMessage(
              "w.safetensors: expected a header of 2 to 2 bytes, found the length " + length);
    }
    assertThatThrownBy(() -> read(new byte[9]))
        .isInstanceOf(ModelException.class)
        .hasMessage("w.safetensors: expected at least 10 bytes, found 9");
  }

  @Test
  void refusesAFileThatEndsEarly() throws IOException {
    byte[] file = write(List.of(WEIGHT, BIAS), VALUES);
    for (int length = 0; length < file.length; length++) {
      byte[] part = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(ModelException.class);
      // The length may be that of the whole file while the stream ends.
      assertThatThrownBy(
              () -> {
                SafetensorsReader reader =
                    new SafetensorsReader("w", new ByteArrayInputStream(part), file.length);
                reader.read(new float[8], 0);
                reader.read(new float[8], 0);
              })
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("ends early");
    }
  }

  @Test
  void refusesNumbersThatAreNotFinite() throws IOException {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      byte[] file = write(List.of(WEIGHT, BIAS), VALUES);
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, bad);
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(ModelException.class)
          .hasMessage(
              "w.safetensors: expected finite numbers in dense_1/bias, found "
                  + bad
                  + " at position 1");
    }
  }
}
