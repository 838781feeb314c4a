package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.table.HadoopFolder;
import io.ganglion.spark.table.TargetPath;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a model as a file that another program opens. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a model as a file for ONNX Runtime or Keras.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ganglion export --model runs/boston --format onnx --output boston.onnx",
      "  ganglion export --model runs/boston --format keras --output boston.keras.h5 --overwrite"
    })
final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The model, or the output folder of its training.")
  private String model;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description =
          "onnx: raw columns in, predictions out; keras: the network over encoded columns, as HDF5.")
  private ExportFormat format;

  @Option(names = "--output", required = true, paramLabel = "FILE", description = "A new file.")
  private String output;

  @Option(names = "--overwrite", description = "Replaces what is at --output.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = Sparks.hadoop();
    TargetPath target = TargetPath.of("--output", output, hadoop);
    if (target.files().exists(target.path()) && !overwrite) {
      throw new ConfigException(
          "--output: "
              + target.path()
              + " is there already: choose another file, or add --overwrite");
    }
    TrainedModel trained = Models.read(model, hadoop);
    ExportFormat.Exported exported = format.of(trained);
    new HadoopFolder(target.path().getParent(), hadoop)
        .create(target.path().getName(), exported.content());
    exported.lines().forEach(System.out::println);
    System.out.printf("%-8s %s%n", format, target.path());
    return ExitCode.DONE;
  }
}
