package io.ganglion.spark;

import io.ganglion.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes a table as a folder that appears whole or not at all. */
public final class PredictionWriter {
  private final FileSystem fs;
  private final Path target;
  private final String format;

  private PredictionWriter(FileSystem fs, Path target, String format) {
    this.fs = fs;
    this.target = target;
    this.format = format;
  }

  /**
   * A writer to a folder whose ending, .csv or .parquet, tells the format.
   *
   * @param overwrite whether what is there may be replaced
   * @throws ConfigException if the ending tells nothing, something is there, or nothing can be
   */
  public static PredictionWriter to(String path, Configuration hadoop, boolean overwrite) {
    TargetPath target = TargetPath.of("--output", path, hadoop);
    FileSystem fs = target.files();
    Path full = target.path();
    TableFormat format = TableFormat.ofFile(full.getName());
    if (format == null || full.getName().endsWith(".gz")) {
      throw new ConfigException(
          "--output: expected a path that ends in .csv or .parquet, found '" + path + "'");
    }
    try {
      if (fs.exists(full) && !overwrite) {
        throw new ConfigException(
            "--output: " + full + " is there already: choose another path, or add --overwrite");
      }
      return new PredictionWriter(fs, full, format == TableFormat.CSV ? "csv" : "parquet");
    } catch (IOException e) {
      throw new UncheckedIOException("--output " + path + ": " + e.getMessage(), e);
    }
  }

  /** The full path. */
  public String location() {
    return target.toString();
  }

  /**
   * Writes into a folder beside the target, and then puts it in the target's place.
   *
   * @param source that the rows are read from, for messages
   * @throws DataException if the source cannot be read
   */
  public void write(Dataset<Row> rows, Table source) {
    String id = UUID.randomUUID().toString();
    Path fresh = new Path(target.getParent(), "." + target.getName() + "." + id);
    Path old = new Path(target.getParent(), "." + target.getName() + ".old." + id);
    try {
      try {
        save(rows, source, fresh);
        replace(fresh, old);
      } finally {
        fs.delete(fresh, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("--output " + target + ": " + e.getMessage(), e);
    }
  }

  private void save(Dataset<Row> rows, Table source, Path place) {
    DataFrameWriter<Row> writer = rows.write().format(format);
    if (format.equals("csv")) {
      // Fields as they came, and quotes as CSV doubles them: Spark's defaults trim, and write \".
      writer
          .option("header", "true")
          .option("escape", "\"")
          .option("ignoreLeadingWhiteSpace", "false")
          .option("ignoreTrailingWhiteSpace", "false");
    }
    try {
      writer.save(place.toString());
    } catch (Exception e) {
      if (SourceFailures.ofSource(e)) {
        throw SourceFailures.explained(source.where(), source.location(), e);
      }
      throw e;
    }
  }

  private void replace(Path fresh, Path old) throws IOException {
    if (!fs.exists(target)) {
      move(fresh, target);
      return;
    }
    move(target, old);
    try {
      move(fresh, target);
    } catch (IOException e) {
      move(old, target);
      throw e;
    }
    fs.delete(old, true);
  }

  private void move(Path from, Path to) throws IOException {
    if (!fs.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }
}
