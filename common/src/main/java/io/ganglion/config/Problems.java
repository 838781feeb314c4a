package io.ganglion.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong with a job file, to be reported at once. */
public final class Problems {
  private final Set<String> messages = new LinkedHashSet<>();

  /** Notes that something is wrong at {@code path}, a key such as {@code training.batchSize}. */
  public void add(String path, String message) {
    messages.add(path.isEmpty() ? message : path + ": " + message);
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  /**
   * Ends with an exception if anything was noted.
   *
   * @throws ConfigException naming every problem
   */
  public void throwIfAny() {
    if (!messages.isEmpty()) {
      throw new ConfigException(messages());
    }
  }
}
