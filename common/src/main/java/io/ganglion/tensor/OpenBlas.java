package io.ganglion.tensor;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native OpenBLAS, called through netlib's JNI library, which takes arrays without a copy.
 *
 * <p>OpenBLAS travels in a jar. It is unpacked into a temporary folder of this JVM, because a
 * folder shared by the JVMs of a node would need a lock and may not be writable, and runs with one
 * thread, because each task of a cluster already has a core.
 */
final class OpenBlas implements Sgemm {
  private static final Logger LOG = LoggerFactory.getLogger(Blas.class);

  /** Read by netlib once, when its JNI library is loaded. */
  private static final String NETLIB_PATH = "dev.ludovic.netlib.blas.nativeLibPath";

  private static final String NETLIB_NAME = "dev.ludovic.netlib.blas.nativeLib";
  private static final String JAVACPP_FOLDER = "org.bytedeco.javacpp.cachedir";
  private static final String LIBRARY = "libopenblas_nolapack.so.0";

  private static final String THROUGH = ", through netlib JNI (native)";

  private final NativeBLAS blas;
  private final String name;

  private OpenBlas(NativeBLAS blas, String name) {
    this.blas = blas;
    this.name = name;
  }

  /**
   * Loads the library; once netlib has one, it keeps it.
   *
   * @throws IOException if the temporary folder can't be written
   * @throws LinkageError if there is no library for this system, or it can't be loaded
   * @throws IllegalStateException if netlib refuses the library
   */
  static OpenBlas load() throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new UnsatisfiedLinkError("netlib has its JNI library for Linux alone");
    }
    if (System.getProperty(NETLIB_PATH) != null || System.getProperty(NETLIB_NAME) != null) {
      return new OpenBlas(netlib(), "the library that " + NETLIB_PATH + " names" + THROUGH);
    }
    if (netlibLoaded()) {
      return new OpenBlas(
          netlib(),
          "the library that netlib was loaded with before, in its own number of threads" + THROUGH);
    }
    if (System.getProperty(JAVACPP_FOLDER) != null) {
      return loadUnpacked();
    }
    Path folder = Files.createTempDirectory("ganglion-openblas");
    System.setProperty(JAVACPP_FOLDER, folder.toString());
    try {
      return loadUnpacked();
    } finally {
      System.clearProperty(JAVACPP_FOLDER);
      // A loaded library stays mapped without its file: so a killed JVM leaves but an empty folder.
      // JavaCPP remembers the folder for whoever uses it next in this JVM.
      clear(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    }
  }

  private static OpenBlas loadUnpacked() {
    Path jni = Path.of(Loader.load(openblas_nolapack.class));
    openblas_nolapack.blas_set_num_threads(1);
    Path library = jni.resolveSibling(LIBRARY);
    // netlib crashes the JVM when it is pointed at a file that is no BLAS.
    if (!Files.isRegularFile(library)) {
      throw new UnsatisfiedLinkError("JavaCPP left no " + LIBRARY + " beside " + jni);
    }
    System.setProperty(NETLIB_PATH, library.toString());
    try {
      return new OpenBlas(netlib(), openblas_nolapack.OPENBLAS_VERSION.strip() + THROUGH);
    } finally {
      System.clearProperty(NETLIB_PATH);
    }
  }

  private static NativeBLAS netlib() {
    try {
      return NativeBLAS.getInstance();
    } catch (RuntimeException e) {
      throw new IllegalStateException("netlib can't load its JNI library", e);
    }
  }

  private static boolean netlibLoaded() throws IOException {
    try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
      return mapped.anyMatch(line -> line.contains("libnetlibblasjni"));
    }
  }

  private static void delete(Path folder) {
    try {
      clear(folder);
      Files.delete(folder);
    } catch (IOException e) {
      LOG.warn("BLAS: can't delete the temporary folder {}: {}", folder, e.toString());
    }
  }

  private static void clear(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (!visited.equals(folder)) {
              Files.delete(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public String name() {
    return name;
  }

  /** As BLAS is column-major, it computes {@code Cᵀ = op(B)ᵀ op(A)ᵀ}. */
  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    blas.sgemm(
        transposeB ? "T" : "N",
        transposeA ? "T" : "N",
        n,
        m,
        k,
        alpha,
        b,
        bOffset,
        ldb,
        a,
        aOffset,
        lda,
        beta,
        c,
        cOffset,
        ldc);
  }
}
