package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.model.Library;
import io.ganglion.tensor.Blas;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a model and publishes it. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a model, and writes it with its history and a report.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ganglion train conf/boston.yaml",
      "  ganglion train conf/boston.yaml --set training.epochs=50 --set output=runs/short",
      "  ganglion train conf/boston.yaml --set training.optimizer.adam.learningRate=0.002",
      "  ganglion train conf/boston.yaml --dry-run"
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "JOB.yaml", description = "The job file, on any Hadoop path.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Puts a value in the place of the job file's, for example training.seed=2.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Reads the data, shows the plan and the network, and ends.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    Object tree = JobFiles.tree(file, settings);
    Job job = job(tree);
    PrintStream out = System.out;
    try (SparkSession spark = Sparks.open(job.name())) {
      out.printf(
          "ganglion %s, Spark %s on %s, %s%n",
          Library.VERSION, spark.version(), spark.sparkContext().master(), Blas.name());
      out.printf("job      %s (%s)%n", job.name(), Secrets.hidden(file));
      if (dryRun) {
        new TrainRun(job, spark, out).plan();
        return ExitCode.DONE;
      }
      Map<String, Object> facts = facts();
      facts.put("spark", spark.version());
      facts.put("application", spark.sparkContext().applicationId());
      RunFolder folder =
          RunFolder.begin(spark.sparkContext().hadoopConfiguration(), job.output(), facts);
      // So that whoever has the session can cancel what belongs to this run.
      spark.sparkContext().setJobGroup(folder.runId(), job.name(), false);
      try {
        String message = new TrainRun(job, spark, out).train(folder, tree);
        folder.end("done", ExitCode.DONE, message);
        out.println(message);
        return ExitCode.DONE;
      } catch (Throwable e) {
        // Spark throws checked exceptions that it does not declare.
        fail(folder, e);
        throw e;
      }
    }
  }

  private static void fail(RunFolder folder, Throwable failure) {
    try {
      folder.end("failed", Failures.exitCode(failure), Failures.message(failure));
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }

  private Job job(Object tree) {
    try {
      return Job.read(tree);
    } catch (ConfigException e) {
      String output = Job.output(tree);
      if (output != null && !dryRun) {
        noteRefusal(output, e);
      }
      throw e;
    }
  }

  /** A scheduler that looks into the folder of the run must not find how the run before ended. */
  private void noteRefusal(String output, ConfigException refusal) {
    try {
      RunFolder.begin(Sparks.hadoop(), output, facts())
          .end("failed", ExitCode.USAGE, refusal.getMessage());
    } catch (ConfigException | UncheckedIOException e) {
      // A folder that isn't ours or can't be written is left alone: the user hears of the refusal.
    }
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("job", file);
    facts.put("settings", settings);
    facts.put("ganglion", Library.VERSION);
    facts.put("java", System.getProperty("java.version"));
    return facts;
  }
}
