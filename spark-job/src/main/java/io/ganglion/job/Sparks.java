package io.ganglion.job;

import io.ganglion.spark.Sessions;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens the Spark session of a command. */
final class Sparks {
  private Sparks() {}

  /** A session under the settings that Ganglion relies on; on this machine if no master is set. */
  static SparkSession open(String name) {
    SparkConf conf =
        new SparkConf().setAppName("ganglion " + name).setIfMissing("spark.master", "local[*]");
    return SparkSession.builder().config(Sessions.configure(conf)).getOrCreate();
  }
}
