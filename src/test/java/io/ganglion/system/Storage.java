package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** A file system of a cluster, from the outside: not by the classes that Spark reads it with. */
interface Storage extends AutoCloseable {
  /** The full path, for a job. */
  String address(String path);

  /** What Spark must know to find it. */
  List<String> settings();

  void put(String path, String text) throws IOException;

  /** The text of a file; null where there is none. */
  String text(String path) throws IOException;

  /** The names of the files in a folder. */
  List<String> names(String folder) throws IOException;

  /** Puts the job on Boston's houses there, with its tables. */
  default void putBoston() throws IOException {
    for (String file : List.of("boston.yaml", "data/boston_train.csv", "data/boston_test.csv")) {
      put("conf/" + file, Files.readString(Project.file("conf/" + file)));
    }
  }

  /** The training of that job, into a folder there. */
  default String[] trainBoston(int epochs, String output, String... settings) {
    Stream<String> command = Stream.of("train", address("conf/boston.yaml"));
    Stream<String> own =
        Stream.of(
            "data.train=" + address("conf/data/boston_train.csv"),
            "data.test=" + address("conf/data/boston_test.csv"),
            "training.epochs=" + epochs,
            "output=" + address(output));
    Stream<String> all = Stream.concat(own, Stream.of(settings));
    return Stream.concat(command, all.flatMap(setting -> Stream.of("--set", setting)))
        .toArray(String[]::new);
  }

  @Override
  void close();
}
