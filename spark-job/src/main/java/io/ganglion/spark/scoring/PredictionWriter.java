package io.ganglion.spark.scoring;

import io.ganglion.config.ConfigException;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.SourceFailures;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableFormat;
import io.ganglion.spark.table.TargetPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes a table as a folder that appears whole or not at all. */
public final class PredictionWriter {
  private static final String WRITABLE = "csv, tsv, parquet, orc or json";

  /** What Spark leaves in a folder that it has written whole. */
  private static final String MARK = "_SUCCESS";

  private final FileSystem fs;
  private final Path target;
  private final TableFormat format;

  private PredictionWriter(FileSystem fs, Path target, TableFormat format) {
    this.fs = fs;
    this.target = target;
    this.format = format;
  }

  /**
   * A writer to a folder.
   *
   * @param format null: told by the folder's ending
   * @param overwrite whether what is there may be replaced
   * @throws ConfigException if there is no format to write, something is there, or nothing can be
   */
  public static PredictionWriter to(
      String path, TableFormat format, Configuration hadoop, boolean overwrite) {
    TargetPath target = TargetPath.of("--output", path, hadoop);
    FileSystem fs = target.files();
    Path full = target.path();
    TableFormat known = format == null ? formatOf(full.getName()) : format;
    if (known == TableFormat.LIBSVM) {
      throw new ConfigException(
          "--output-format: libsvm has no place for predictions: choose " + WRITABLE);
    }
    if (known == null) {
      throw new ConfigException(
          "--output: expected a path whose ending tells the format ("
              + WRITABLE
              + "), found '"
              + path
              + "': rename it, or give --output-format");
    }
    try {
      if (fs.exists(full) && !overwrite) {
        throw new ConfigException(
            "--output: " + full + " is there already: choose another path, or add --overwrite");
      }
      return new PredictionWriter(fs, full, known);
    } catch (IOException e) {
      throw new UncheckedIOException("--output " + path + ": " + e.getMessage(), e);
    }
  }

  private static TableFormat formatOf(String name) {
    return TableFormat.isCompressed(name) ? null : TableFormat.ofFile(name);
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
    DataFrameWriter<Row> writer = rows.write().format(format.source());
    if (format.separated()) {
      requireFlat(rows);
      // Fields as they came, and quotes as CSV doubles them: Spark's defaults trim, and write \".
      writer
          .option("sep", format == TableFormat.TSV ? "\t" : ",")
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

  private void requireFlat(Dataset<Row> rows) {
    List<String> problems = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      DataType type = field.dataType();
      if (type instanceof ArrayType
          || type instanceof MapType
          || type instanceof StructType
          || type.equals(SQLDataTypes.VectorType())) {
        problems.add(
            "--output: column '%s' of type %s has no form in %s; leave it out with --keep, or write parquet, orc or json"
                .formatted(field.name(), type.simpleString(), format));
      }
    }
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }

  private void replace(Path fresh, Path old) throws IOException {
    if (!fs.exists(target)) {
      appear(fresh);
      return;
    }
    move(target, old);
    try {
      appear(fresh);
    } catch (IOException e) {
      move(old, target);
      throw e;
    }
    fs.delete(old, true);
  }

  /** Object stores move a folder file by file: the mark that it is whole must be the last. */
  private void appear(Path fresh) throws IOException {
    boolean marked = fs.delete(new Path(fresh, MARK), false);
    move(fresh, target);
    if (marked) {
      fs.create(new Path(target, MARK), true).close();
    }
  }

  private void move(Path from, Path to) throws IOException {
    if (!fs.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }
}
