package io.ganglion.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The choice of the backend, which a JVM makes but once: so each test starts one. */
class BackendTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @TempDir Path folder;

  /** Computes a product and prints who did. */
  public static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      Matrix c = new Matrix(2, 2);
      Matrix x = Matrix.of(new float[] {1f, 2f, 3f, 4f, 5f, 6f}, 2, 3);
      Blas.gemm(false, true, 1f, x, x, 0f, c);
      Kernels.tanh(c, c);
      System.out.println("product by " + Blas.name());
      System.out.println("kernels by " + Kernels.name());
      System.out.println("values " + c.get(0, 0) + " " + c.get(1, 1));
    }
  }

  private String probe(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Path output = folder.resolve("output.txt");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    String printed = Files.readString(output, UTF_8);
    Files.delete(output);
    assertThat(exit).as(printed).isZero();
    assertThat(printed).contains("values 1.0 1.0");
    return printed;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void takesOpenBlasAndLeavesNothingBehind() throws Exception {
    String printed = probe(VECTORS);
    assertThat(printed).contains("BLAS: OpenBLAS 0.3.31").contains("product by OpenBLAS 0.3.31");
    assertThat(printed).contains("kernels by Vector API").doesNotContain("refused");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(path -> !path.toString().contains("hsperfdata"))).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void takesOpenBlasWithoutTheVectorApiToo() throws Exception {
    String printed = probe();
    assertThat(printed).contains("product by OpenBLAS").contains("kernels by plain Java");
  }

  @Test
  void takesWhatIsAskedFor() throws Exception {
    assertThat(probe(VECTORS, "-Dganglion.blas=vector"))
        .contains("BLAS: own kernel on the Vector API")
        .contains("product by own kernel on the Vector API")
        .contains("kernels by Vector API");
    assertThat(probe(VECTORS, "-Dganglion.blas=plain"))
        .contains("BLAS: plain Java")
        .contains("product by plain Java")
        .contains("kernels by plain Java");
  }

  @Test
  void namesTheFallbackWhenTheNativeLibraryIsRefused() throws Exception {
    // JavaCPP looks for a library of this platform and finds none.
    assertThat(probe(VECTORS, "-Dorg.bytedeco.javacpp.platform=none-at-all"))
        .contains("BLAS: native is refused, vector follows: java.lang.UnsatisfiedLinkError")
        .contains("BLAS: own kernel on the Vector API")
        .contains("product by own kernel on the Vector API");
  }

  @Test
  void plainJavaIsTheLastResort() throws Exception {
    assertThat(probe("-Dorg.bytedeco.javacpp.platform=none-at-all"))
        .contains("native is refused, vector follows")
        .contains("vector is refused, plain follows")
        .contains("java runs without " + VECTORS)
        .contains("product by plain Java");
  }

  @Test
  void saysWhatItExpectedOfTheProperty() throws Exception {
    assertThat(probe(VECTORS, "-Dganglion.blas=fast"))
        .contains("ganglion.blas=fast: expected native, vector or plain; native is taken");
  }
}
