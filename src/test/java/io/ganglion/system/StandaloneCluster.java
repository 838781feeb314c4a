package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** Spark's own cluster: a master and workers as processes of their own, to be killed one by one. */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");

  private final SparkHome spark;
  private final int coresOfWorker;
  private final Path log;
  private final Process master;
  private final String address;
  private final List<Process> workers = new ArrayList<>();

  StandaloneCluster(SparkHome spark, int workers, int coresOfWorker)
      throws IOException, InterruptedException {
    this.spark = spark;
    this.coresOfWorker = coresOfWorker;
    this.log = spark.folder().resolve("master.log");
    // An application may lose executors as often as a test wants.
    List<String> options =
        List.of("-Dspark.deploy.maxExecutorRetries=-1", "-Dspark.master.rest.enabled=false");
    String[] local = {"--host", "127.0.0.1", "--port", "0", "--webui-port", "0"};
    this.master =
        start(spark.program("200m", options, "org.apache.spark.deploy.master.Master", local), log);
    await("the master's address", () -> ADDRESS.matcher(text(log)).find());
    Matcher found = ADDRESS.matcher(text(log));
    this.address = found.find() ? found.group(1) : "";
    for (int i = 0; i < workers; i++) {
      addWorker();
    }
  }

  private static Process start(ProcessBuilder program, Path log) throws IOException {
    return program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static void await(String what, BooleanSupplier reached) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("two minutes without " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  String address() {
    return address;
  }

  /** Starts another worker, and waits until the master knows it. */
  void addWorker() throws IOException, InterruptedException {
    long known = registered();
    Path folder = spark.folder().resolve("worker-" + known);
    Process worker =
        start(
            spark.program(
                "200m",
                List.of(),
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                "" + coresOfWorker,
                "--memory",
                "3g",
                "--work-dir",
                folder.toString(),
                address),
            spark.folder().resolve("worker-" + known + ".log"));
    workers.add(worker);
    await("a worker more", () -> registered() > known);
  }

  private long registered() {
    return Pattern.compile("Registering worker").matcher(text(log)).results().count();
  }

  /**
   * A {@code spark-submit} of our jar, onto two executors of a core.
   *
   * @param mode where the driver runs: {@code client} or {@code cluster}
   * @param options of Spark
   * @param command of ours
   */
  ProcessBuilder submit(String mode, List<String> options, String... command) {
    List<String> all = new ArrayList<>(List.of("--deploy-mode", mode));
    // Spark leaves its options for modules out for a driver that a worker starts.
    String driver =
        JavaModuleOptions.defaultModuleOptions() + " " + String.join(" ", SparkHome.SHORT_LIVED);
    for (String setting :
        List.of(
            "spark.executor.memory=512m",
            "spark.driver.memory=512m",
            "spark.driver.extraJavaOptions=" + driver,
            "spark.executor.cores=1",
            "spark.cores.max=2")) {
      all.addAll(List.of("--conf", setting));
    }
    all.addAll(options);
    return spark.submit(address, all, command);
  }

  /** The processes of executors that are there now, those of the oldest worker first. */
  List<ProcessHandle> executors() {
    return workers.stream().flatMap(worker -> executors(worker).stream()).toList();
  }

  private static List<ProcessHandle> executors(Process worker) {
    return worker
        .descendants()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  /** Ends the oldest worker and all that it started, at once, and starts another. */
  void replaceWorker() throws IOException, InterruptedException {
    Process worker = workers.remove(0);
    List<ProcessHandle> started = worker.descendants().toList();
    worker.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    addWorker();
  }

  @Override
  public void close() {
    for (Process worker : workers) {
      List<ProcessHandle> started = worker.descendants().toList();
      worker.destroyForcibly().onExit().join();
      started.forEach(ProcessHandle::destroyForcibly);
    }
    master.destroyForcibly().onExit().join();
  }
}
