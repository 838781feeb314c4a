package io.ganglion.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  private static final String OPTIONS = "spark.executor.extraJavaOptions";
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @Test
  void othersPluginsAndRegistratorsStay() {
    SparkConf conf = new SparkConf(false).set("spark.plugins", "com.example.Theirs");
    for (int time = 0; time < 2; time++) {
      assertThat(Sessions.configure(conf).get("spark.plugins"))
          .isEqualTo("io.ganglion.spark.cluster.GanglionPlugin,com.example.Theirs");
      assertThat(conf.get("spark.kryo.registrator"))
          .isEqualTo("io.ganglion.spark.GanglionKryoRegistrator");
    }
  }

  @Test
  void executorsHaveTheVectorApiOnEverySpark() {
    SparkConf conf = new SparkConf(false).set(OPTIONS, "-Da=b");
    String options = Sessions.configure(conf).get(OPTIONS);
    assertThat(options).startsWith("-Da=b");
    assertThat(JavaModuleOptions.defaultModuleOptions() + " " + options).containsOnlyOnce(VECTORS);
    assertThat(Sessions.configure(conf).get(OPTIONS)).as("again").isEqualTo(options);
  }

  @Test
  void shufflesAreCompressedWhereTheyLeaveTheMachine() {
    String compress = "spark.shuffle.compress";
    SparkConf local = new SparkConf(false).setMaster("local[2]");
    assertThat(Sessions.configure(local).get(compress)).isEqualTo("false");
    SparkConf cluster = new SparkConf(false).setMaster("yarn");
    assertThat(Sessions.configure(cluster).get(compress)).isEqualTo("true");
    SparkConf wanted = new SparkConf(false).setMaster("local[2]").set(compress, "true");
    assertThat(Sessions.configure(wanted).get(compress)).as("said by the user").isEqualTo("true");
  }

  @Test
  void resultsOfAnySizeAreHandedOverWithinOneProcess() {
    String direct = "spark.task.maxDirectResultSize";
    SparkConf local = new SparkConf(false).setMaster("local[*, 2]");
    assertThat(Sessions.configure(local).get(direct)).isEqualTo("2047m");
    assertThat(local.get("spark.rpc.message.maxSize")).isEqualTo("2047");
    SparkConf processes = new SparkConf(false).setMaster("local-cluster[2,1,1024]");
    assertThat(Sessions.configure(processes).get(direct)).isEqualTo("16m");
    assertThat(processes.contains("spark.rpc.message.maxSize")).isFalse();
  }
}
