package io.ganglion.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Yaml;
import io.ganglion.job.Main;
import io.ganglion.testing.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for schedulers, as far as they can be tried without their servers. */
class SchedulesTest {
  private static final Path JOB = Project.file("conf/boston-nightly.yaml");
  private static final Path DATA = Project.file("conf/data");

  @TempDir Path folder;

  /** Runs what follows the jar, in this folder and for an epoch. */
  private int run(List<String> arguments) {
    List<String> local = new ArrayList<>();
    for (String argument : arguments) {
      local.add(
          argument
              .replace("s3a://bucket/ganglion/boston-nightly.yaml", JOB.toString())
              .replace("s3a://bucket/tables", DATA.toString())
              .replace("s3a://bucket/models", folder.toString()));
    }
    local.addAll(List.of("--set", "training.epochs=1", "--set", "gate.atMost=99"));
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    return Main.execute(local.toArray(String[]::new));
  }

  @Test
  @SuppressWarnings("unchecked")
  void theManifestForKubernetesRunsTheJob() throws Exception {
    Path file = Project.file("conf/schedule/spark-application.yaml");
    Map<String, Object> manifest =
        (Map<String, Object>) Yaml.read("manifest", Files.readString(file));
    Map<String, Object> spec = (Map<String, Object>) manifest.get("spec");
    Map<String, Object> template = (Map<String, Object>) spec.get("template");
    assertThat(manifest)
        .containsEntry("apiVersion", "sparkoperator.k8s.io/v1beta2")
        .containsEntry("kind", "ScheduledSparkApplication");
    assertThat(template).containsEntry("mainClass", Main.class.getName());
    assertThat(template.get("image")).isEqualTo("apache/spark:" + template.get("sparkVersion"));
    assertThat(template.get("sparkVersion"))
        .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    // Kubernetes' manifests want texts for the settings of Spark.
    assertThat(((Map<String, Object>) template.get("sparkConf")).values())
        .allMatch(value -> value instanceof String);

    List<String> arguments = (List<String>) template.get("arguments");
    assertThat(run(arguments)).isZero();
    // The second night starts from the first.
    assertThat(run(arguments)).isZero();
    assertThat(Files.readString(folder.resolve("boston-nightly/metrics.json")))
        .contains("\"gate\"", "\"previous\"");
  }

  @Test
  void theLineForCronIsOne() throws Exception {
    List<String> lines =
        Files.readAllLines(Project.file("conf/schedule/crontab")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.subList(0, 2)).allMatch(line -> line.matches("[A-Z_]+=\\S+"));
    String[] fields = lines.get(2).split(" ", 6);
    assertThat(String.join(" ", List.of(fields).subList(0, 5))).isEqualTo("15 2 * * *");
    // To cron a percent sign is a new line.
    assertThat(fields[5]).doesNotContain("%");

    Path home = Files.createDirectories(folder.resolve("home"));
    Path launcher = Files.createDirectories(home.resolve("scripts")).resolve("ganglion");
    Files.writeString(launcher, "#!/bin/sh\necho \"$@\"\nexit 5\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Process cron =
        new ProcessBuilder("/bin/sh", "-c", "GANGLION='" + home + "'; " + fields[5])
            .redirectErrorStream(true)
            .start();
    assertThat(new String(cron.getInputStream().readAllBytes(), UTF_8))
        .startsWith("ganglion: exit code 5,");
    assertThat(home.resolve("runs/nightly.log"))
        .content()
        .contains("--properties-file conf/spark-defaults.conf train conf/boston-nightly.yaml");
  }

  @Test
  void theSettingsForYarnAreSparks() throws Exception {
    SparkConf conf = new SparkConf(false);
    for (String line : Files.readAllLines(Project.file("conf/spark-defaults.conf"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.strip().split("\\s+", 2);
        assertThat(parts[0]).startsWith("spark.");
        conf.set(parts[0], parts[1]);
      }
    }
    assertThat(conf.getSizeAsBytes("spark.executor.memory")).isPositive();
    assertThat(conf.getInt("spark.executor.cores", 0)).isPositive();
    assertThat(conf.getDouble("spark.scheduler.minRegisteredResourcesRatio", 0)).isOne();
  }

  @Test
  void theDagForAirflowTrainsAndThenPredicts() throws Exception {
    Python.assumeHas("numpy");
    // What the DAG asks of Airflow, which is too large to fetch for this.
    Path operators = Files.createDirectories(folder.resolve("airflow/operators"));
    Files.writeString(
        folder.resolve("airflow/__init__.py"),
        """
        class DAG:
            def __init__(self, dag_id, schedule, start_date, catchup, max_active_runs, default_args):
                print("dag", dag_id, schedule, max_active_runs, default_args["retries"])
            def __enter__(self):
                return self
            def __exit__(self, *failure):
                pass
        """);
    Files.writeString(operators.resolve("__init__.py"), "");
    Files.writeString(
        operators.resolve("bash.py"),
        """
        class BashOperator:
            def __init__(self, task_id, bash_command, skip_on_exit_code=99):
                self.task_id = task_id
                print(task_id, skip_on_exit_code, bash_command)
            def __rshift__(self, other):
                print(self.task_id, "before", other.task_id)
        """);
    Path script = folder.resolve("run.py");
    Files.writeString(
        script,
        "import runpy, sys\nsys.path.insert(0, sys.argv[1])\nrunpy.run_path(sys.argv[2])\n");
    String printed = Python.script(script, folder, Project.file("conf/schedule/airflow_dag.py"));
    assertThat(printed.lines())
        .hasSize(4)
        .anyMatch(line -> line.equals("dag ganglion_boston 15 2 * * * 1 1"))
        .anyMatch(line -> line.startsWith("train 5 cd ") && line.endsWith("boston-nightly.yaml"))
        .anyMatch(line -> line.startsWith("predict 99 cd ") && line.contains(" predict --model "))
        .anyMatch(line -> line.equals("train before predict"));
  }
}
