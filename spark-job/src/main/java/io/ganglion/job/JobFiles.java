package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Overrides;
import io.ganglion.config.Yaml;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;

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
    return parse(path, text(path), settings);
  }

  /** Parses the text of a job file. */
  static Object parse(String path, String text, List<String> settings) {
    Object tree = Yaml.read(path, text);
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

  /**
   * A path without a file system is that of a local file if there is one: what {@code spark-submit
   * --files} ships lies in the driver's own folder, or is named in Spark's settings.
   */
  private static InputStream open(String path) throws IOException {
    Path file = new Path(path);
    if (file.toUri().getScheme() == null) {
      if (Files.isRegularFile(java.nio.file.Path.of(path))) {
        return Files.newInputStream(java.nio.file.Path.of(path));
      }
      file = shipped(path).map(Path::new).orElse(file);
    }
    return file.getFileSystem(Sparks.hadoop()).open(file);
  }

  /** Where a file comes from that {@code --files} ships under a name. */
  private static Optional<String> shipped(String name) {
    SparkConf conf = new SparkConf();
    return Stream.of("spark.files", "spark.yarn.dist.files")
        .flatMap(key -> Stream.of(conf.get(key, "").split(",")))
        .filter(file -> file.replaceFirst(".*[/#]", "").equals(name))
        .map(file -> file.replaceFirst("#.*", ""))
        .findFirst();
  }
}
