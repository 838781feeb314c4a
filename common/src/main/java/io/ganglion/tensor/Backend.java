package io.ganglion.tensor;

import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to compute, from the fastest to the one that always works.
 *
 * <p>Chosen once per JVM, from the first on or from the one that the system property {@code
 * ganglion.blas} names: {@code native}, {@code vector} or {@code plain}. One that this JVM refuses
 * gives way to the next, and the log says why.
 */
enum Backend {
  NATIVE,
  VECTOR,
  PLAIN;

  static final String PROPERTY = "ganglion.blas";

  /** Up to so many multiplications a narrow product costs less than the way through JNI. */
  private static final long SMALL = 8192;

  private static final Logger LOG = LoggerFactory.getLogger(Blas.class);

  /** The matrix product to use in this JVM. */
  static Sgemm chooseSgemm() {
    return wanted().sgemmOrNext();
  }

  /** The elementwise kernels to use in this JVM: the Vector API's unless plain ones are wanted. */
  static FlatKernels chooseKernels() {
    if (wanted() == PLAIN) {
      return new PlainKernels();
    }
    try {
      return VectorModule.load("VectorKernels", FlatKernels.class);
    } catch (RuntimeException | LinkageError e) {
      LOG.info("Kernels: plain Java, for the Vector API is refused: {}", e.toString());
      return new PlainKernels();
    }
  }

  /** The activation functions that go with {@link #chooseKernels}. */
  static NonlinearKernels chooseNonlinearKernels() {
    return Kernels.plain()
        ? new PlainNonlinearKernels()
        : VectorModule.load("VectorNonlinearKernels", NonlinearKernels.class);
  }

  /** The work on scattered rows that goes with {@link #chooseKernels}. */
  static RowKernels chooseRowKernels() {
    return Kernels.plain()
        ? new PlainRowKernels()
        : VectorModule.load("VectorRowKernels", RowKernels.class);
  }

  /** The sums of powers that go with {@link #chooseKernels}. */
  static PowerKernels choosePowerKernels() {
    return Kernels.plain()
        ? new PlainPowerKernels()
        : VectorModule.load("VectorPowerKernels", PowerKernels.class);
  }

  /** The gates of an LSTM that go with {@link #chooseKernels}. */
  static LstmKernels chooseLstmKernels() {
    return Kernels.plain()
        ? new PlainLstmKernels()
        : VectorModule.load("VectorLstmKernels", LstmKernels.class);
  }

  /** The gates of a GRU that go with {@link #chooseKernels}. */
  static GruKernels chooseGruKernels() {
    return Kernels.plain()
        ? new PlainGruKernels()
        : VectorModule.load("VectorGruKernels", GruKernels.class);
  }

  /**
   * The matrix product of this backend.
   *
   * @throws IOException if the native library can't be unpacked
   * @throws LinkageError if it can't be loaded
   * @throws IllegalStateException if the JVM runs without what is needed
   */
  Sgemm sgemm() throws IOException {
    return switch (this) {
      case NATIVE -> VectorModule.present() ? vectors(OpenBlas.load(), SMALL) : OpenBlas.load();
      case VECTOR -> vectors(VectorModule.load("VectorSgemm", Sgemm.class), Long.MAX_VALUE);
      case PLAIN -> new NarrowSgemm(new PlainSgemm(), new PlainNarrowKernels(), Long.MAX_VALUE);
    };
  }

  private static Sgemm vectors(Sgemm wide, long most) {
    NarrowKernels narrow = VectorModule.load("VectorNarrowKernels", NarrowKernels.class);
    return new NarrowSgemm(wide, narrow, most);
  }

  private Sgemm sgemmOrNext() {
    try {
      Sgemm chosen = sgemm();
      LOG.info("BLAS: {}", chosen.name());
      return chosen;
    } catch (IOException | RuntimeException | LinkageError e) {
      Backend next = this == NATIVE ? VECTOR : PLAIN;
      LOG.warn("BLAS: {} is refused, {} follows: {}", key(), next.key(), e.toString());
      LOG.debug("BLAS: why {} is refused", key(), e);
      return next.sgemmOrNext();
    }
  }

  private static Backend wanted() {
    String wanted = System.getProperty(PROPERTY, NATIVE.key());
    for (Backend backend : values()) {
      if (backend.key().equals(wanted)) {
        return backend;
      }
    }
    LOG.warn("{}={}: expected native, vector or plain; native is taken", PROPERTY, wanted);
    return NATIVE;
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
