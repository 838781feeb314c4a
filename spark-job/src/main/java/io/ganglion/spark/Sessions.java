package io.ganglion.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;

/** The settings of Spark that Ganglion's jobs rely on, in one place. */
public final class Sessions {
  private static final String REGISTRATOR = "spark.kryo.registrator";

  private Sessions() {}

  /**
   * Completes a configuration: Kryo with every class registered, and times in UTC. A user's own
   * registrators, a wish to do without registration, and another time zone are kept.
   */
  public static SparkConf configure(SparkConf conf) {
    String ours = GanglionKryoRegistrator.class.getName();
    String registrators = conf.get(REGISTRATOR, "");
    if (!registrators.contains(ours)) {
      conf.set(REGISTRATOR, registrators.isBlank() ? ours : ours + "," + registrators);
    }
    return conf.set("spark.serializer", KryoSerializer.class.getName())
        .setIfMissing("spark.kryo.registrationRequired", "true")
        .setIfMissing("spark.sql.session.timeZone", "UTC")
        // Weights hardly shrink, and compressing them takes longer than sending them.
        .setIfMissing("spark.broadcast.compress", "false")
        // A file of its own for each shard, copied to one afterwards, is a detour for packed rows.
        .setIfMissing("spark.shuffle.sort.bypassMergeThreshold", "1")
        // The weights of a task come back by the shortest way, up to a few million of them.
        .setIfMissing("spark.task.maxDirectResultSize", "16m")
        // A large network's weights and optimizer state pass Spark's usual bounds.
        .setIfMissing("spark.kryoserializer.buffer.max", "2047m")
        .setIfMissing("spark.driver.maxResultSize", "0")
        // Files come in more encodings than the seven that Spark 4 takes otherwise.
        .setIfMissing("spark.sql.legacy.javaCharsets", "true")
        // A table of many columns is no reason for a warning.
        .setIfMissing("spark.sql.debug.maxToStringFields", "10000");
  }
}
