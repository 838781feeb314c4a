package io.ganglion.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ganglion.config.Json;
import io.ganglion.tensor.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with generated tables and job files for tests. */
final class JobFolder {
  private final Path folder;

  JobFolder(Path folder) {
    this.folder = folder;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  String write(String name, String... lines) {
    try {
      Path file = path(name);
      Files.createDirectories(file.getParent());
      Files.write(file, Arrays.asList(lines));
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code x1,x2,y} with {@code y = 100 + 10 (2 x1 − x2)} and a little noise. */
  String numbers(String name, int rows, long seed) {
    String[] lines = new String[rows + 1];
    lines[0] = "x1,x2,y";
    for (int r = 0; r < rows; r++) {
      double a = Seeds.normal(seed, 3L * r);
      double b = 5 + Seeds.normal(seed, 3L * r + 1);
      double y = 100 + 10 * (2 * a - b) + Seeds.normal(seed, 3L * r + 2);
      lines[r + 1] = String.format(Locale.ROOT, "%.4f,%.4f,%.4f", a, b, y);
    }
    return write(name, lines);
  }

  /** {@code x1,x2,kind}: clouds of points, named in the order given. */
  String clouds(String name, int rows, long seed, String... classes) {
    String[] lines = new String[rows + 1];
    lines[0] = "x1,x2,kind";
    for (int r = 0; r < rows; r++) {
      int c = r % classes.length;
      double a = 3 * Math.cos(2 * c) + Seeds.normal(seed, 2L * r);
      double b = 3 * Math.sin(2 * c) + Seeds.normal(seed, 2L * r + 1);
      lines[r + 1] = String.format(Locale.ROOT, "%.4f,%.4f,%s", a, b, classes[c]);
    }
    return write(name, lines);
  }

  /** A job that predicts the number of {@link #numbers}. */
  String regression(String train, String... more) {
    return job(
        "{train: '" + train + "', label: y, holdout: 0.25}",
        "[normalization, {dense: {units: 8, activation: tanh}}, {dense: {units: 1}}]",
        "{loss: mse, metrics: [mae], optimizer: {adam: {learningRate: 0.02}}, batchSize: 8,"
            + " epochs: 6, shards: 2, seed: 4}",
        more);
  }

  /** A job that predicts the class of {@link #clouds}. */
  String classification(String train, int classes, String... more) {
    return job(
        "{train: '" + train + "', label: kind, holdout: 0.25}",
        "[{dense: {units: 8, activation: tanh}}, {dense: {units: "
            + classes
            + ", activation: softmax}}]",
        "{loss: categorical_crossentropy, metrics: [accuracy], optimizer: {adam: {learningRate:"
            + " 0.05}}, batchSize: 8, epochs: 6, shards: 2}",
        more);
  }

  String job(String data, String network, String training, String... more) {
    String[] lines =
        Stream.concat(
                Stream.of(
                    "name: sample",
                    "data: " + data,
                    "network: " + network,
                    "training: " + training,
                    "output: '" + path("out") + "'"),
                Arrays.stream(more))
            .toArray(String[]::new);
    return write("job.yaml", lines);
  }

  /** Trains the job of the folder under settings. */
  CommandLineRun train(String... settings) {
    Stream<String> command = Stream.of("train", path("job.yaml").toString());
    Stream<String> more = Arrays.stream(settings).flatMap(setting -> Stream.of("--set", setting));
    return CommandLineRun.of(Stream.concat(command, more).toArray(String[]::new));
  }

  /** A JSON file of the folder. */
  @SuppressWarnings("unchecked")
  Map<String, Object> json(String name) {
    try {
      return (Map<String, Object>) Json.read(name, Files.readAllBytes(path(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines(String name) {
    try {
      return Files.readAllLines(path(name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a folder of CSV files, the header of the first file first. */
  List<String> csv(String name) {
    try (Stream<Path> files = Files.list(path(name))) {
      List<Path> parts = files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
      Stream<String> lines = Stream.empty();
      for (int i = 0; i < parts.size(); i++) {
        lines =
            Stream.concat(lines, Files.readAllLines(parts.get(i)).stream().skip(i == 0 ? 0 : 1));
      }
      return lines.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file below a folder of this one, hidden ones too, with its content. */
  Map<String, String> contents(String name) {
    try (Stream<Path> files = Files.walk(path(name))) {
      Map<String, String> contents = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            path(name).relativize(file).toString(),
            new String(Files.readAllBytes(file), ISO_8859_1));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of the weights in the output folder. */
  String weights() {
    return contents("out/model").entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("weights-"))
        .map(entry -> entry.getKey() + entry.getValue())
        .reduce("", String::concat);
  }
}
