package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/mnist on a data set of three tiny pictures. */
class MnistScriptTest {
  private static final int IMAGES = 2051;
  private static final int LABELS = 2049;

  @TempDir Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void writeData() throws IOException {
    input = Files.createDirectory(folder.resolve("idx files"));
    output = folder.resolve("tables");
    write("train-images-idx3-ubyte.gz", idx(new int[] {IMAGES, 2, 1, 2}, 0, 255, 128, 1));
    write("train-labels-idx1-ubyte.gz", idx(new int[] {LABELS, 2}, 9, 0));
    write("t10k-images-idx3-ubyte.gz", idx(new int[] {IMAGES, 1, 1, 2}, 7, 8));
    write("t10k-labels-idx1-ubyte.gz", idx(new int[] {LABELS, 1}, 3));
  }

  @Test
  void makesTables() throws Exception {
    Outcome outcome = convert();
    assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    assertThat(read("mnist_train.csv.gz")).isEqualTo("label,p0,p1\n9,0,255\n0,128,1\n");
    assertThat(read("mnist_train_5000.csv.gz")).isEqualTo(read("mnist_train.csv.gz"));
    assertThat(read("mnist_test.csv.gz")).isEqualTo("label,p0,p1\n3,7,8\n");
    assertThat(outcome.output()).contains("2 rows, 2 pixels");
  }

  @Test
  void takesTheFirstRowsForTheSmallTable() throws Exception {
    int rows = 5001;
    int[] labels = new int[rows];
    labels[4999] = 4;
    write("train-images-idx3-ubyte.gz", idx(new int[] {IMAGES, rows, 1, 2}, new int[2 * rows]));
    write("train-labels-idx1-ubyte.gz", idx(new int[] {LABELS, rows}, labels));
    assertThat(convert().exitCode()).isZero();
    assertThat(read("mnist_train_5000.csv.gz").lines()).hasSize(5001).endsWith("4,0,0");
    assertThat(read("mnist_train.csv.gz").lines()).hasSize(5002).endsWith("0,0,0");
  }

  @Test
  void refusesAnotherFormat() throws Exception {
    write("train-images-idx3-ubyte.gz", idx(new int[] {LABELS, 2}, 1, 2));
    assertRefused("train-images-idx3-ubyte.gz: expected the IDX magic number 2051, found 2049");
  }

  @Test
  void refusesCountsThatDiffer() throws Exception {
    write("train-labels-idx1-ubyte.gz", idx(new int[] {LABELS, 3}, 1, 2, 3));
    assertRefused("found 3 labels");
  }

  @Test
  void refusesAFileCutShort() throws Exception {
    write("train-images-idx3-ubyte.gz", idx(new int[] {IMAGES, 2, 1, 2}, 0, 255, 128));
    assertRefused("shorter than its header says");
  }

  @Test
  void refusesAFileThatGoesOn() throws Exception {
    write("train-labels-idx1-ubyte.gz", idx(new int[] {LABELS, 2}, 9, 0, 1));
    assertRefused("train-labels-idx1-ubyte.gz: longer than its header says");
  }

  @Test
  void refusesAMissingFile() throws Exception {
    Files.delete(input.resolve("train-labels-idx1-ubyte.gz"));
    assertRefused("train-labels-idx1-ubyte.gz: no such file");
  }

  private void assertRefused(String message) throws Exception {
    Outcome outcome = convert();
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.errors()).contains(message);
    assertThat(output).isEmptyDirectory();
  }

  private Outcome convert() throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
            Project.file("scripts/mnist").toString(), input.toString(), output.toString());
    program.environment().put("JAVA_HOME", System.getProperty("java.home"));
    program.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return Outcome.of(program);
  }

  private static byte[] idx(int[] header, int... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int number : header) {
      out.writeInt(number);
    }
    Arrays.stream(values).forEach(bytes::write);
    return bytes.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(input.resolve(name)))) {
      out.write(bytes);
    }
  }

  private String read(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(output.resolve(name)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
