package io.ganglion.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens pages in a real browser. */
public final class Browser {
  private final Path folder;

  /** A browser that keeps its files in a folder. */
  public Browser(Path folder) {
    this.folder = folder;
  }

  /**
   * A page that was opened.
   *
   * @param page as its scripts left it
   * @param console what the browser complained of
   */
  public record Opened(String page, List<String> console) {}

  /** Skips the test where there is no Chromium on the path. */
  public static void required() {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "chromium")));
    assumeTrue(found, "no chromium on the PATH: the report was not opened in a browser");
  }

  public Opened open(String page) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("report.html"), page);
    Path output = folder.resolve("page");
    Path log = folder.resolve("log");
    Process browser =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--v=0",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(output.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = browser.waitFor(60, TimeUnit.SECONDS);
    browser.destroyForcibly();
    assertThat(ended).as("chromium ended within 60 seconds").isTrue();
    List<String> console =
        Files.readAllLines(log).stream().filter(line -> line.contains("CONSOLE")).toList();
    return new Opened(Files.readString(output), console);
  }
}
