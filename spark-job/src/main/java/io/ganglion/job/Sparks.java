package io.ganglion.job;

import io.ganglion.spark.Sessions;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Opens the Spark session of a command. */
final class Sparks {
  private static final String HADOOP = "spark.hadoop.";

  private Sparks() {}

  /** A session under the settings that Ganglion relies on; on this machine if no master is set. */
  static SparkSession open(String name) {
    SparkConf conf =
        new SparkConf().setAppName("ganglion " + name).setIfMissing("spark.master", "local[*]");
    return SparkSession.builder().config(Sessions.configure(conf)).getOrCreate();
  }

  /**
   * What Spark's settings say of Hadoop's file systems, for what happens before a session opens.
   */
  static Configuration hadoop() {
    Configuration hadoop = new Configuration();
    for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix(HADOOP)) {
      hadoop.set(setting._1(), setting._2());
    }
    return hadoop;
  }
}
