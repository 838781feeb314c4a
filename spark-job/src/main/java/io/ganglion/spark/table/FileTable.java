package io.ganglion.spark.table;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Files of one format.
 *
 * @param paths of files, folders of files, or patterns, as Hadoop resolves them
 * @param format null: told by the endings of the files
 * @param options how the files are written; null: in the way that is usual for the format
 */
public record FileTable(List<String> paths, TableFormat format, FormatOptions options)
    implements TableOrigin {
  public FileTable {
    paths = List.copyOf(paths);
  }

  @Override
  public Table read(SparkSession spark, TableSource source, boolean asWritten) {
    SourcePaths found =
        SourcePaths.find(source.where(), paths, spark.sparkContext().hadoopConfiguration());
    TableFormat known = format == null ? found.format() : format;
    FormatOptions how = options == null ? known.usualOptions() : options;
    String location = found.toString();
    if (how instanceof CsvOptions csv) {
      CsvReader reader =
          new CsvReader(spark, source.where(), found.full(), csv, Set.copyOf(source.missing()));
      return asWritten
          ? source.filteredTable(location, () -> reader.readAsWritten(source))
          : source.table(location, reader::read);
    }
    return source.table(
        location,
        () ->
            spark
                .read()
                .format(known.source())
                .options(complete(how, spark, source.where(), found).spark())
                .load(found.full()));
  }

  private static FormatOptions complete(
      FormatOptions options, SparkSession spark, String where, SourcePaths found) {
    return options instanceof LibsvmOptions libsvm
        ? libsvm.withWidth(() -> LibsvmScan.width(spark, where, found.full()))
        : options;
  }
}
