package io.ganglion.spark;

import io.ganglion.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
   * @throws ConfigException if the ending tells nothing, or something is there
   */
  public static PredictionWriter to(Path path, Configuration hadoop, boolean overwrite) {
    TableFormat format = TableFormat.ofFile(path.getName());
    if (format == null || path.getName().endsWith(".gz")) {
      throw new ConfigException(
          "--output: expected a path that ends in .csv or .parquet, found '" + path + "'");
    }
    try {
      FileSystem fs = path.getFileSystem(hadoop);
      Path full = fs.makeQualified(path);
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

  /** Writes into a folder beside the target, and then puts it in the target's place. */
  public void write(Dataset<Row> rows) {
    String id = UUID.randomUUID().toString();
    Path fresh = new Path(target.getParent(), "." + target.getName() + "." + id);
    Path old = new Path(target.getParent(), "." + target.getName() + ".old." + id);
    try {
      try {
        rows.write().format(format).option("header", "true").save(fresh.toString());
        boolean replaces = fs.exists(target);
        if (replaces) {
          move(target, old);
        }
        move(fresh, target);
        if (replaces) {
          fs.delete(old, true);
        }
      } finally {
        fs.delete(fresh, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("--output " + target + ": " + e.getMessage(), e);
    }
  }

  private void move(Path from, Path to) throws IOException {
    if (!fs.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }
}
