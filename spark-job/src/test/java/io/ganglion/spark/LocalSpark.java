package io.ganglion.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** A local Spark for tests, with the settings that jobs run with; shared while the cores agree. */
public final class LocalSpark {
  private static SparkSession session;
  private static int cores;

  private LocalSpark() {}

  public static synchronized SparkSession session(int wanted) {
    if (session == null || cores != wanted) {
      if (session != null) {
        session.stop();
      }
      SparkConf conf =
          new SparkConf()
              .setMaster("local[" + wanted + "]")
              .setAppName("test")
              .set("spark.ui.enabled", "false")
              .set("spark.driver.bindAddress", "127.0.0.1")
              .set("spark.driver.host", "127.0.0.1")
              .set("spark.sql.shuffle.partitions", "4");
      session = SparkSession.builder().config(Sessions.configure(conf)).getOrCreate();
      cores = wanted;
    }
    return session;
  }
}
