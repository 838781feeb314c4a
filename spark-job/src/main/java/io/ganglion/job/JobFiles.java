package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Overrides;
import io.ganglion.config.Yaml;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
          "schedule",
          "metrics",
          "format");

  private JobFiles() {}

  /**
   * Parses a job file, for {@link Job#read}.
   *
   * @param settings {@code key.path=value}, put over the file one after another
   * @throws ConfigException if it has no keys, or a setting doesn't fit
   */
  static Object tree(String path, List<String> settings) {
    Object tree = Yaml.read(path, text(path));
    if (!(tree instanceof Map)) {
      throw new ConfigException(
          path + ": expected a job file with the keys data, network and training, found none");
    }
    return Overrides.apply(tree, settings, ALTERNATIVES);
  }

  private static String text(String path) {
    try (var in = open(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ConfigException(
            path + ": expected a job file of at most " + MOST_BYTES + " bytes, found more");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      throw new ConfigException(path + ": no such job file: check the path");
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          "job file '" + path + "': expected a file that can be read: " + e.getMessage());
    }
  }

  private static InputStream open(String path) throws IOException {
    Path file = new Path(path);
    return file.getFileSystem(new Configuration()).open(file);
  }
}
