package io.ganglion.spark;

import io.ganglion.spark.cluster.GanglionPlugin;
import java.lang.module.ModuleFinder;
import org.apache.spark.SparkConf;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.serializer.KryoSerializer;

/** The settings of Spark that Ganglion's jobs rely on, in one place. */
public final class Sessions {
  private static final String REGISTRATOR = "spark.kryo.registrator";
  private static final String PLUGINS = "spark.plugins";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String VECTORS = "jdk.incubator.vector";

  private Sessions() {}

  /**
   * Completes a configuration: Kryo with every class registered, times in UTC, the Vector API on
   * executors, and the plugin that shows how training goes. A user's own registrators and plugins,
   * a wish to do without registration, another time zone and other options of executors are kept.
   */
  public static SparkConf configure(SparkConf conf) {
    add(conf, REGISTRATOR, GanglionKryoRegistrator.class);
    add(conf, PLUGINS, GanglionPlugin.class);
    String options = conf.get(EXECUTOR_OPTIONS, "");
    if (!options.contains(VECTORS) && vectorsAreLeftOut()) {
      conf.set(EXECUTOR_OPTIONS, (options + " --add-modules=" + VECTORS).strip());
    }
    if (oneProcess(conf)) {
      // There the shortest way of results, whatever their size, is to be handed over.
      conf.setIfMissing("spark.task.maxDirectResultSize", "2047m")
          .setIfMissing("spark.rpc.message.maxSize", "2047");
    }
    return conf.set("spark.serializer", KryoSerializer.class.getName())
        .setIfMissing("spark.kryo.registrationRequired", "true")
        .setIfMissing("spark.sql.session.timeZone", "UTC")
        // Weights hardly shrink, and compressing them takes longer than sending them.
        .setIfMissing("spark.broadcast.compress", "false")
        // A file of its own for each shard, copied to one afterwards, is a detour for packed rows.
        .setIfMissing("spark.shuffle.sort.bypassMergeThreshold", "1")
        // Packed rows hardly shrink either. Where they don't leave the machine, that is all there
        // is.
        .setIfMissing("spark.shuffle.compress", Boolean.toString(!local(conf)))
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

  private static boolean local(SparkConf conf) {
    return conf.get("spark.master", "").startsWith("local");
  }

  private static boolean oneProcess(SparkConf conf) {
    return local(conf) && !conf.get("spark.master").startsWith("local-cluster");
  }

  private static void add(SparkConf conf, String key, Class<?> type) {
    String ours = type.getName();
    String others = conf.get(key, "");
    if (!others.contains(ours)) {
      conf.set(key, others.isBlank() ? ours : ours + "," + others);
    }
  }

  /** Spark 3.5 starts its programs without the module, as Spark 4.1 doesn't. */
  private static boolean vectorsAreLeftOut() {
    return !JavaModuleOptions.defaultModuleOptions().contains(VECTORS)
        && ModuleFinder.ofSystem().find(VECTORS).isPresent();
  }
}
