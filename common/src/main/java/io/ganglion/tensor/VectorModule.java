package io.ganglion.tensor;

/**
 * The way to the classes that need the Vector API, which no other class may name: without the
 * option {@code --add-modules=jdk.incubator.vector} they can't be loaded.
 */
final class VectorModule {
  private static final String MODULE = "jdk.incubator.vector";

  private VectorModule() {}

  static boolean present() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /**
   * A new instance of a class in {@code io.ganglion.tensor.vector}.
   *
   * @throws IllegalStateException if this JVM runs without the module
   * @throws LinkageError if the JVM's Vector API is another than the one compiled against
   */
  static <T> T load(String simpleName, Class<T> type) {
    if (!present()) {
      throw new IllegalStateException("java runs without --add-modules=" + MODULE);
    }
    try {
      Class<?> found = Class.forName("io.ganglion.tensor.vector." + simpleName);
      return type.cast(found.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("io.ganglion.tensor.vector." + simpleName + " is missing", e);
    }
  }
}
