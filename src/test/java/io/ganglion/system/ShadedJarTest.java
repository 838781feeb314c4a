package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar for spark-submit holds. */
class ShadedJarTest {
  private static final Path JAR = Project.file("spark-job/target/ganglion-spark-job.jar");

  private static List<String> entries;

  @BeforeAll
  static void read() throws Exception {
    assertThat(JAR).as("the phase package makes it: run mvn verify").exists();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      entries = jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  @Test
  void itHoldsOurClassesAndWhatTheyNeed() {
    assertThat(entries)
        .contains(
            "io/ganglion/tensor/Matrix.class",
            "io/ganglion/shaded/picocli/CommandLine.class",
            "io/ganglion/shaded/snakeyaml/v2/api/Load.class",
            "io/ganglion/shaded/jhdf/HdfFile.class",
            "org/bytedeco/openblas/linux-x86_64/libopenblas.so.0",
            "org/bytedeco/openblas/linux-arm64/libopenblas.so.0",
            "META-INF/LICENSE",
            "META-INF/THIRD-PARTY");
  }

  @Test
  void itHoldsNothingThatSparkBrings() {
    assertThat(entries)
        .allMatch(
            name ->
                name.startsWith("io/ganglion/")
                    || name.startsWith("org/bytedeco/")
                    || name.startsWith("META-INF/"));
  }

  @Test
  void eachEntryIsThereOnce() {
    assertThat(entries).doesNotHaveDuplicates();
  }

  @Test
  void itStartsTheCommandLine() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.ganglion.job.Main");
    }
    assertThat(entries).contains("io/ganglion/job/Main.class");
  }

  /** So that it gets as far as saying what is needed. */
  @Test
  void anOldJavaCanLoadWhereItStarts() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile());
        DataInputStream start =
            new DataInputStream(jar.getInputStream(jar.getEntry("io/ganglion/job/Main.class")))) {
      start.skipNBytes(6);
      int java8 = 52;
      assertThat(start.readUnsignedShort()).isEqualTo(java8);
    }
  }

  @Test
  void itIsSmallEnoughToTravel() throws Exception {
    assertThat(Files.size(JAR)).isLessThan(25_000_000);
  }

  @Test
  void itsBlasLoads(@TempDir Path cache) throws Exception {
    String property = "org.bytedeco.javacpp.cachedir";
    System.setProperty(property, cache.toString());
    try (URLClassLoader classes =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> blas = classes.loadClass("org.bytedeco.openblas.global.openblas_nolapack");
      Object library =
          classes
              .loadClass("org.bytedeco.javacpp.Loader")
              .getMethod("load", Class.class)
              .invoke(null, blas);
      assertThat(Path.of((String) library)).startsWith(cache.toRealPath()).exists();
      Object dot =
          blas.getMethod(
                  "cblas_sdot", int.class, float[].class, int.class, float[].class, int.class)
              .invoke(null, 2, new float[] {1, 2}, 1, new float[] {3, 4}, 1);
      assertThat(dot).isEqualTo(11f);
    } finally {
      System.clearProperty(property);
    }
  }
}
