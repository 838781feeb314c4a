package io.ganglion.spark.cluster;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.ganglion.train.EpochRecord;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Shows how training goes among Spark's own metrics, so that whatever sinks of those are set up see
 * it: Prometheus, JMX, Graphite, files.
 *
 * <p>The driver has {@code epoch}, {@code loss}, {@code holdout_loss}, {@code samples_per_second},
 * {@code rounds} and {@code merge_seconds}; an executor {@code tasks}, {@code examples} and {@code
 * task_seconds}. What there is none of yet is NaN. Counts and seconds are sums since the JVM began.
 */
public final class GanglionPlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        MetricRegistry metrics = context.metricRegistry();
        ofEpoch(metrics, "epoch", EpochRecord::epoch);
        ofEpoch(metrics, "loss", epoch -> epoch.training().loss());
        ofEpoch(
            metrics,
            "holdout_loss",
            epoch -> epoch.holdout() == null ? Double.NaN : epoch.holdout().loss());
        ofEpoch(metrics, "samples_per_second", EpochRecord::samplesPerSecond);
        metrics.register("rounds", (Gauge<Long>) LiveMetrics::rounds);
        metrics.register("merge_seconds", (Gauge<Double>) LiveMetrics::mergeSeconds);
        return Map.of();
      }
    };
  }

  private static void ofEpoch(
      MetricRegistry metrics, String name, ToDoubleFunction<EpochRecord> value) {
    metrics.register(
        name,
        (Gauge<Double>)
            () -> {
              EpochRecord epoch = LiveMetrics.epoch();
              return epoch == null ? Double.NaN : value.applyAsDouble(epoch);
            });
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> settings) {
        MetricRegistry metrics = context.metricRegistry();
        metrics.register("tasks", (Gauge<Long>) LiveMetrics::tasks);
        metrics.register("examples", (Gauge<Long>) LiveMetrics::examples);
        metrics.register("task_seconds", (Gauge<Double>) LiveMetrics::taskSeconds);
      }
    };
  }
}
