package io.ganglion.job;

import io.ganglion.config.Yaml;
import io.ganglion.data.Schema;
import io.ganglion.model.LocalFolder;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.graph.GraphTables;
import io.ganglion.spark.table.FileTable;
import io.ganglion.spark.table.QueryTable;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A job file of the project, trained for an epoch on a part of its rows. */
final class ShortJob {
  private static final int ROWS = 200;
  private static final int SERIES = 600;

  private final Map<String, Object> keys;
  private final Job job;
  private final TableOrigin scored;
  private final Path folder;

  private ShortJob(Map<String, Object> keys, TableOrigin scored, Path folder) {
    this.keys = keys;
    this.job = Job.read(keys);
    this.scored = scored;
    this.folder = folder;
  }

  /**
   * Reads a job file.
   *
   * @param folder for tables and the model
   * @return null where its tables come from a data folder, and there is none
   */
  static ShortJob of(Path file, Path folder) throws IOException, InterruptedException {
    Map<String, Object> tree = keys(Yaml.read(file.toString(), Files.readString(file)));
    Map<String, Object> data = keys(tree.get("data"));
    Map<String, Object> training = keys(tree.get("training"));
    ShortTables tables = new ShortTables(folder);
    TableOrigin scored = null;
    for (String key : List.of("train", "nodes", "edges", "graphs")) {
      if (!data.containsKey(key)) {
        continue;
      }
      if (data.get(key) instanceof Map<?, ?> query) {
        String some = "select * from (" + query.get("sql") + ") limit " + ROWS;
        data.put(key, Map.of("sql", some));
        scored = new QueryTable(some);
        continue;
      }
      Path table = tables.table((String) data.get(key));
      if (table == null) {
        return null;
      }
      data.put(key, (key.equals("train") ? some(tables, data, table, false) : table).toString());
      if (key.equals("train")) {
        String others = some(tables, data, table, true).toString();
        scored = new FileTable(List.of(others), null, null);
      }
    }
    // From a table of its own: how well the model does is not asked here.
    if (data.get("test") instanceof String
        || (data.get("test") instanceof Map<?, ?> test && test.containsKey("sql"))) {
      data.remove("test");
    }
    if (training.containsKey("loss") || training.containsKey("epochs")) {
      training.put("epochs", 1);
    }
    if (training.get("optimizer") instanceof Map<?, ?> rule && rule.containsKey("hessian_free")) {
      Map<String, Object> settings = keys(rule.get("hessian_free"));
      settings.put("solverIterations", 3);
      training.put("optimizer", Map.of("hessian_free", settings));
    }
    tree.put("data", data);
    tree.put("training", training);
    return new ShortJob(tree, scored, folder);
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

  /** Trains, and reads the model from the folder that it is written to. */
  TrainedModel train(SparkSession spark) throws IOException {
    DatasetTraining trained = DatasetTraining.run(spark, keys, (epoch, epochs) -> {});
    Schema schema = trained.model().schema().withMissing(job.data().missing());
    LocalFolder files = new LocalFolder(folder);
    ModelFiles.write(
        files,
        new TrainedModel(
            schema, trained.model().spec(), trained.model().weights(), trained.model().facts()));
    return ModelFiles.read(files);
  }

  /** The rows to predict for, as the command reads them; other ones where there are enough. */
  Table rows(SparkSession spark) {
    return new SourceSpec(scored, null).table("--data", job.data().missing()).readAsWritten(spark);
  }

  /** The graphs to predict for, as the command reads them. */
  GraphTables graphs(SparkSession spark) {
    return job.data().graph().sources().readAsWritten("--", job.data().missing(), spark);
  }
}
