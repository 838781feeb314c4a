package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.exchange.keras.ImportedColumns;
import io.ganglion.exchange.keras.KerasImport;
import io.ganglion.model.ModelException;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.Summary;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.table.HadoopFolder;
import io.ganglion.spark.table.TargetPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a model folder of a file that another program wrote. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Makes a model of a file of Keras, for predict, evaluate and export.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ganglion import --format keras --input model.h5 --output runs/imported"
          + " --features rooms,age --label medv",
      "  ganglion import --format keras --input iris.h5 --output runs/iris --label species"
          + " --classes setosa,versicolor,virginica"
    })
final class ImportCommand implements Callable<Integer> {
  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "keras: a Sequential model as HDF5, as model.save('NAME.h5') writes it.")
  private ImportFormat format;

  @Option(names = "--input", required = true, paramLabel = "FILE", description = "The file.")
  private String input;

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "A new folder.")
  private String output;

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "COLUMN",
      description = "The columns of the input in its order; x1, x2, … by default.")
  private List<String> features = new ArrayList<>();

  @Option(
      names = "--label",
      split = ",",
      paramLabel = "COLUMN",
      description = "What is predicted; y by default, or y1, y2, ….")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "CLASS",
      description = "The classes in the order of the outputs; 0, 1, … by default.")
  private List<String> classes = new ArrayList<>();

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "The column that tells sequences apart; id by default.")
  private String id = "id";

  @Option(
      names = "--order",
      paramLabel = "COLUMN",
      description = "The column that orders the steps of a sequence; t by default.")
  private String order = "t";

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = Sparks.hadoop();
    TargetPath target = TargetPath.of("--output", output, hadoop);
    HadoopFolder folder = new HadoopFolder(target.path(), hadoop);
    if (!folder.names().isEmpty()) {
      throw new ConfigException(
          "--output: expected a new or empty folder, found " + target.path() + " with files");
    }
    TrainedModel model = read(hadoop);
    ModelFiles.write(folder, model);
    System.out.println(Summary.table(model.spec().bind().layers()).stripTrailing());
    System.out.printf(
        "input    %s%nmodel    %s%n",
        String.join(", ", model.schema().features().stream().map(f -> f.name()).toList()),
        target.path());
    return ExitCode.DONE;
  }

  private TrainedModel read(Configuration hadoop) throws IOException {
    ImportedColumns columns = new ImportedColumns(features, labels, classes, id, order);
    // HDF5 is not read from its first byte to its last.
    Path copy = Files.createTempFile("ganglion", ".h5");
    try {
      try (InputStream in = open(hadoop)) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      return switch (format) {
        case KERAS -> KerasImport.read(input, copy, columns);
      };
    } finally {
      Files.delete(copy);
    }
  }

  private InputStream open(Configuration hadoop) {
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(input);
      return path.getFileSystem(hadoop).open(path);
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelException(
          "--input '" + input + "': expected a file that can be read: " + e.getMessage(), e);
    }
  }
}
