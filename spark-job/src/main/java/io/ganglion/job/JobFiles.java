package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Overrides;
import io.ganglion.config.Yaml;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads job files, from any path that Hadoop knows. */
final class JobFiles {
  private static final int MOST_BYTES = 1_000_000;

  /** Keys that hold one of several alternatives, or a list of them. */
  private static final Set<String> ALTERNATIVES =
      Set.of(
          "network",
          "layers",
          "residual",
          "of",
          "activation",
          "initializer",
          "loss",
          "optimizer",
          "metrics",
          "format");

  private JobFiles() {}

  /**
   * Reads and checks a job file.
   *
   * @param settings {@code key.path=value}, put over the file one after another
   * @throws ConfigException naming every problem
   */
  static Job read(String path, List<String> settings) {
    Object tree = Yaml.read(path, text(path));
    return Job.read(Overrides.apply(tree, settings, ALTERNATIVES));
  }

  private static String text(String path) {
    Path file = new Path(path);
    try (var in = file.getFileSystem(new Configuration()).open(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ConfigException(
            path + ": expected a job file of at most " + MOST_BYTES + " bytes, found more");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      throw new ConfigException(path + ": no such job file: check the path");
    } catch (IOException e) {
      throw new ConfigException(path + ": cannot be read: " + e.getMessage());
    }
  }
}
