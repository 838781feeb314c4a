package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Json;
import io.ganglion.layer.Layers;
import io.ganglion.model.Summary;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The table of layers of a job or a model. */
@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    description = "Shows the layers of a job's network or of a model, and counts parameters.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ganglion summary conf/boston.yaml",
      "  ganglion summary conf/boston.yaml --set network[1].dense.units=32",
      "  ganglion summary runs/boston/model",
      "  ganglion summary runs/boston/model --network"
    })
final class SummaryCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "JOB.yaml|MODEL_DIR",
      description = "A job file, whose data is read for its columns; or a model.")
  private String subject;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Puts a value in the place of the job file's.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--network",
      description =
          "Shows a model's network as a job file lists it, in JSON, in place of the table.")
  private boolean listed;

  @Override
  public Integer call() throws IOException {
    if (listed) {
      System.out.println(Json.write(Layers.write(model().spec().network().layers())).strip());
    } else {
      Network network = isJobFile() ? ofJob() : model().spec().bind();
      System.out.println(Summary.table(network.layers()).stripTrailing());
    }
    return ExitCode.DONE;
  }

  private boolean isJobFile() {
    return subject.endsWith(".yaml") || subject.endsWith(".yml");
  }

  private Network ofJob() throws IOException {
    Job job = Job.read(JobFiles.tree(subject, settings));
    try (SparkSession spark = Sparks.open("summary")) {
      return new TrainRun(job, spark, System.out).network();
    }
  }

  private TrainedModel model() {
    if (isJobFile()) {
      throw new ConfigException(
          "--network: expected a model, found the job file " + subject + ", which lists it itself");
    }
    if (!settings.isEmpty()) {
      throw new ConfigException("--set: expected a job file to change, found the model " + subject);
    }
    return Models.read(subject, Sparks.hadoop());
  }
}
