package io.ganglion.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The tables that the jobs of {@code conf} name, or some of their rows. */
final class ShortTables {
  private static final Path ROOT = Path.of("..");
  private static final String DATA = System.getenv("GANGLION_DATA");
  private static final int IMAGES = 300;
  private static final int PIXELS = 28 * 28;

  private final Path folder;

  /** Tables that are made in a folder. */
  ShortTables(Path folder) {
    this.folder = folder;
  }

  /** A file of the project. */
  static Path project(String path) {
    return ROOT.resolve(path);
  }

  /** A table that a job names; null where it comes from a data folder, and there is none. */
  Path table(String path) throws IOException, InterruptedException {
    Path ours = project(path);
    return Files.exists(ours) ? ours : made(ours.getFileName().toString());
  }

  private Path made(String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    switch (name) {
      case "adding_train.csv" -> script(file, "adding", "60", "20", "1");
      case "adding50_train.csv" -> script(file, "adding", "60", "20", "3");
      case "direction_nodes.csv", "direction_edges.csv" ->
          script(null, "direction", "200", "1", folder.toString());
      case "iris_folds.csv" -> folds(project("conf/course/data/iris.csv"), file);
      case "wdbc_folds.csv" -> folds(given("breast_cancer_wdbc.csv"), file);
      case "split-0.csv" -> splits(given("boston_pbp_splits.csv"));
      case "mnist_train.csv.gz", "mnist_train_5000.csv.gz" ->
          digits(given("train-images-idx3-ubyte.gz"));
      default -> file = given(name);
    }
    return file == null || Files.exists(file) ? file : null;
  }

  /** A file of the data folder; null where no folder is named. */
  private static Path given(String name) throws IOException {
    if (DATA == null) {
      return null;
    }
    try (Stream<Path> files = Files.walk(Path.of(DATA))) {
      return files
          .filter(file -> file.getFileName().toString().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("GANGLION_DATA: expected " + name + " in " + DATA));
    }
  }

  private void folds(Path table, Path to) throws IOException, InterruptedException {
    if (table != null) {
      script(null, "folds", table.toString(), "5", "1", to.toString());
    }
  }

  private void splits(Path table) throws IOException, InterruptedException {
    if (table != null) {
      script(null, "boston-splits", table.getParent().toString(), folder.toString());
    }
  }

  private void digits(Path images) throws IOException, InterruptedException {
    if (images == null) {
      return;
    }
    Path few = Files.createDirectories(folder.resolve("idx"));
    for (String part : List.of("train", "t10k")) {
      cut(images.getParent(), few, part + "-images-idx3-ubyte.gz", 2, PIXELS);
      cut(images.getParent(), few, part + "-labels-idx1-ubyte.gz", 0, 1);
    }
    script(null, "mnist", few.toString(), folder.toString());
  }

  /** Copies the first examples of an IDX file: magic number, count, dimensions, bytes of each. */
  private static void cut(Path from, Path to, String name, int dimensions, int bytes)
      throws IOException {
    try (DataInputStream in = new DataInputStream(gunzipped(from.resolve(name)));
        DataOutputStream out =
            new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(to.resolve(name))))) {
      out.writeInt(in.readInt());
      in.readInt();
      out.writeInt(IMAGES);
      out.write(in.readNBytes(dimensions * Integer.BYTES + IMAGES * bytes));
    }
  }

  private static InputStream gunzipped(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file), 1 << 16);
  }

  /** Runs a script of the project, with its output into a file where one is named. */
  private static void script(Path output, String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(project("scripts/" + name).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(
                output == null
                    ? ProcessBuilder.Redirect.DISCARD
                    : ProcessBuilder.Redirect.to(output.toFile()));
    if (process.start().waitFor() != 0) {
      throw new AssertionError("scripts/" + name + " failed");
    }
  }

  /** The first rows of a text file behind its header, so many at most. */
  Path head(Path table, int most) throws IOException {
    return write(table, "head", lines(table).subList(0, Math.min(most + 1, lines(table).size())));
  }

  /**
   * Rows of a text file at equal distances behind its header, so many at most.
   *
   * @param others whether those halfway between are wanted in their place
   */
  Path spread(Path table, int most, boolean others) throws IOException {
    List<String> lines = lines(table);
    int distance = (lines.size() + most - 2) / most;
    List<String> chosen = new ArrayList<>(List.of(lines.get(0)));
    for (int i = 1 + (others ? distance / 2 : 0); i < lines.size(); i += distance) {
      chosen.add(lines.get(i));
    }
    return write(table, others ? "others" : "spread", chosen);
  }

  private static List<String> lines(Path table) throws IOException {
    boolean packed = table.toString().endsWith(".gz");
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                packed ? gunzipped(table) : Files.newInputStream(table), UTF_8))) {
      return in.lines().toList();
    }
  }

  private Path write(Path table, String name, List<String> lines) throws IOException {
    String file = table.getFileName().toString().replaceFirst("\\.gz$", "");
    return Files.write(Files.createDirectories(folder.resolve(name)).resolve(file), lines);
  }
}
