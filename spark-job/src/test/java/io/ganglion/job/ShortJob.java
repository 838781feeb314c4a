package io.ganglion.job;

import io.ganglion.config.Yaml;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.GraphTables;
import io.ganglion.spark.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** A job file of the project, trained for an epoch on a part of its rows. */
final class ShortJob {
  private static final int ROWS = 400;
  private static final int SERIES = 1500;

  private final Job job;
  private final SourceSpec scored;

  private ShortJob(Job job, SourceSpec scored) {
    this.job = job;
    this.scored = scored;
  }

  /**
   * Reads a job file.
   *
   * @param folder for tables and the output
   * @return null where its tables come from a data folder, and there is none
   */
  static ShortJob of(Path file, Path folder) throws IOException, InterruptedException {
    Map<String, Object> tree = keys(Yaml.read(file.toString(), Files.readString(file)));
    Map<String, Object> data = keys(tree.get("data"));
    Map<String, Object> training = keys(tree.get("training"));
    ShortTables tables = new ShortTables(folder);
    String scored = null;
    for (String key : List.of("train", "nodes", "edges", "graphs")) {
      if (!data.containsKey(key)) {
        continue;
      }
      Path table = tables.table((String) data.get(key));
      if (table == null) {
        return null;
      }
      data.put(key, (key.equals("train") ? some(tables, data, table, false) : table).toString());
      if (key.equals("train")) {
        scored = some(tables, data, table, true).toString();
      }
    }
    // Of a table of its own; the scores after training are not what is looked at.
    if (data.get("test") instanceof String
        || (data.get("test") instanceof Map<?, ?> test && test.containsKey("sql"))) {
      data.remove("test");
    }
    if (training.containsKey("loss") || training.containsKey("epochs")) {
      training.put("epochs", 1);
    }
    tree.put("data", data);
    tree.put("training", training);
    tree.put("output", folder.resolve("out").toString());
    Job job = Job.read(tree);
    SourceSpec source =
        scored == null
            ? null
            : new SourceSpec(new io.ganglion.spark.FileTable(List.of(scored), null, null), null);
    return new ShortJob(job, source);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> keys(Object section) {
    return new LinkedHashMap<>((Map<String, Object>) section);
  }

  /** Fewer rows: of a long series its beginning, of sequences over several rows all. */
  private static Path some(ShortTables tables, Map<String, Object> data, Path table, boolean others)
      throws IOException {
    Map<?, ?> sequence = data.get("sequence") instanceof Map<?, ?> form ? form : Map.of();
    if (sequence.containsKey("id")) {
      return table;
    }
    return sequence.containsKey("window")
        ? tables.head(table, SERIES)
        : tables.spread(table, ROWS, others);
  }

  /** Trains, and reads the model from the folder that it was published in. */
  TrainedModel train(SparkSession spark) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    RunFolder folder = RunFolder.begin(hadoop, job.output(), Map.of());
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    folder.end("done", ExitCode.DONE, new TrainRun(job, spark, nowhere).train(folder));
    return Models.read(job.output(), hadoop);
  }

  /** The rows to predict for, as the command reads them; other ones where there are enough. */
  Table rows(SparkSession spark) {
    return scored.table("--data", job.data().missing()).readAsWritten(spark);
  }

  /** The graphs to predict for, as the command reads them. */
  GraphTables graphs(SparkSession spark) {
    return job.data().graph().sources().readAsWritten("--", job.data().missing(), spark);
  }
}
