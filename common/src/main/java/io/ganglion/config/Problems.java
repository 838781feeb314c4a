package io.ganglion.config;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a job file, to be reported at once. */
public final class Problems {
  private final List<String> messages = new ArrayList<>();

  /** Notes that something is wrong at {@code path}, a key such as {@code training.batchSize}. */
  public void add(String path, String message) {
    String line = path.isEmpty() ? message : path + ": " + message;
    if (!messages.contains(line)) {
      messages.add(line);
    }
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
      throw new ConfigException(messages);
    }
  }
}
