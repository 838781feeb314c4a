package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Hadoop's own cluster: a resource manager and a node manager, which starts containers. */
final class Yarn implements AutoCloseable {
  private static final Path PROGRAM = Project.file("src/test/parts/yarn/java/Yarn.java");

  private final SparkHome spark;
  private final Server server;
  private final Path settings;

  /** Starts it, for a Spark that knows it. */
  Yarn(SparkHome spark, Path folder) throws IOException, InterruptedException {
    this.spark = spark;
    settings = folder.resolve("yarn-site.xml");
    String scheduler = "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler";
    server =
        Server.start(
            "yarn",
            folder,
            List.of("-Xmx400m"),
            PROGRAM.toString(),
            settings.toString(),
            "yarn.resourcemanager.scheduler.class=" + scheduler,
            "yarn.resourcemanager.bind-host=127.0.0.1",
            "yarn.nodemanager.bind-host=127.0.0.1",
            "yarn.scheduler.minimum-allocation-mb=128",
            "yarn.nodemanager.vmem-check-enabled=false",
            "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage=100");
    address("address");
  }

  private String address(String name) throws InterruptedException {
    String key = Pattern.quote("<name>yarn.resourcemanager." + name + "</name><value>");
    return server.find(Pattern.compile(key + "([^<]+)"), settings);
  }

  /**
   * A {@code spark-submit} of our jar, onto two executors of a core.
   *
   * @param mode where the driver runs: {@code client} or {@code cluster}
   * @param staging where Spark puts what containers need
   */
  ProcessBuilder submit(String mode, String staging, String... command)
      throws InterruptedException {
    List<String> options = new ArrayList<>(List.of("--deploy-mode", mode));
    for (String setting :
        List.of(
            "spark.hadoop.yarn.resourcemanager.address=" + address("address"),
            "spark.hadoop.yarn.resourcemanager.scheduler.address=" + address("scheduler.address"),
            "spark.yarn.jars=local:" + spark.home().resolve("jars") + "/*",
            "spark.yarn.stagingDir=" + staging,
            "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1",
            "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1",
            "spark.driver.extraJavaOptions=" + String.join(" ", SparkHome.SHORT_LIVED),
            "spark.driver.memory=512m",
            "spark.driver.memoryOverhead=300m",
            "spark.executor.memory=512m",
            "spark.executor.memoryOverhead=300m",
            "spark.executor.instances=2")) {
      options.addAll(List.of("--conf", setting));
    }
    ProcessBuilder submit = spark.submit("yarn", options, command);
    submit.environment().put("HADOOP_CONF_DIR", settings.getParent().toString());
    return submit;
  }

  /** What runs in containers now. */
  Stream<ProcessHandle> containers() {
    return server.process().descendants();
  }

  @Override
  public void close() {
    server.close();
  }
}
