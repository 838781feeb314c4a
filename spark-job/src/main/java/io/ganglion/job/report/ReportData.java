package io.ganglion.job.report;

import io.ganglion.config.Spec;
import io.ganglion.config.SpecWriter;
import io.ganglion.data.Schema;
import io.ganglion.network.LayerInfo;
import io.ganglion.spark.facts.ColumnFacts;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.Scores;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a report is made of: the facts of one training run.
 *
 * @param name of the job
 * @param started when the run began
 * @param duration of the whole run
 * @param versions of the libraries by their names, for example {@code Spark}, in order
 * @param network what was trained
 * @param training how, and what came of it
 * @param data on which rows
 * @param findings what the kept weights do with rows
 * @param warnings for the user, in order
 */
public record ReportData(
    String name,
    Instant started,
    Duration duration,
    Map<String, String> versions,
    NetworkFacts network,
    TrainingFacts training,
    DataFacts data,
    Findings findings,
    List<String> warnings) {
  public ReportData {
    versions = ordered(versions);
    warnings = List.copyOf(warnings);
  }

  /**
   * The network.
   *
   * @param layers in the order of binding, layers inside a combinator after it
   */
  public record NetworkFacts(List<LayerFacts> layers) {
    public NetworkFacts {
      layers = List.copyOf(layers);
    }
  }

  /**
   * A layer.
   *
   * @param info its row of the summary
   * @param detail what else there is to say, for example {@code relu} or {@code rate 0.2}; may be
   *     empty
   */
  public record LayerFacts(LayerInfo info, String detail) {
    private static final Set<String> SHOWN_ELSEWHERE = Set.of("units", "layer", "returnSequences");

    /** Flags that are named where they are set, all others where they are not. */
    private static final Set<String> UNSET_AS_A_RULE = Set.of("normalize", "trainEpsilon", "edges");

    /** A layer, with the hyperparameters that a reader looks for as its detail. */
    public static LayerFacts of(LayerInfo info, Spec spec) {
      String detail =
          SpecWriter.components((Record) spec).entrySet().stream()
              .filter(entry -> !entry.getKey().toLowerCase(Locale.ROOT).endsWith("initializer"))
              // What is inside has a row of its own, and whether steps remain shows in the output.
              .filter(entry -> !SHOWN_ELSEWHERE.contains(entry.getKey()))
              .filter(entry -> !(entry.getValue() instanceof Number n && n.doubleValue() == 0.0))
              .filter(entry -> !(entry.getValue() instanceof List))
              .filter(entry -> !entry.getValue().equals(!UNSET_AS_A_RULE.contains(entry.getKey())))
              .filter(entry -> !(entry.getValue() instanceof Map<?, ?> map && map.isEmpty()))
              .map(LayerFacts::described)
              .collect(Collectors.joining(", "));
      return new LayerFacts(info, detail);
    }

    private static String described(Map.Entry<String, Object> component) {
      Object value = component.getValue();
      if (value instanceof Map<?, ?> spec) {
        return String.valueOf(spec.keySet().iterator().next());
      }
      if (value instanceof Number number) {
        return component.getKey() + " " + Numbers.figure(number.doubleValue());
      }
      if (value instanceof Boolean set) {
        return (set ? "" : "no ") + component.getKey();
      }
      return String.valueOf(value);
    }
  }

  /**
   * The training.
   *
   * @param loss its name, for example {@code mse}
   * @param optimizer its name and what was set, as one text
   * @param seed of all random numbers
   * @param shards the number of logical shards
   * @param settings what else the job set, by its name for people, in order
   * @param epochs one after another, as the history has them
   * @param bestEpoch whose weights were kept, from 1
   * @param stopped why training ended, as a sentence
   * @param train final scores of the kept weights on the training split; null where not measured
   * @param holdout the same on the held-out split; null without one
   * @param test the same on the test data; null without any
   */
  public record TrainingFacts(
      String loss,
      String optimizer,
      long seed,
      int shards,
      Map<String, String> settings,
      List<EpochRecord> epochs,
      int bestEpoch,
      String stopped,
      Scores train,
      Scores holdout,
      Scores test) {
    public TrainingFacts {
      settings = ordered(settings);
      epochs = List.copyOf(epochs);
    }
  }

  /**
   * The data.
   *
   * @param schema the columns, with the statistics of the training split
   * @param splits the rows that were used, and for what
   * @param columns the features, as the training rows show them
   * @param steps of the training sequences; the training rows where rows are examples
   * @param classCounts training rows of each class in the order of the label's classes; empty for a
   *     label that is a number
   */
  public record DataFacts(
      Schema schema,
      List<Split> splits,
      List<ColumnFacts> columns,
      long steps,
      List<Long> classCounts) {
    public DataFacts {
      columns = List.copyOf(columns);
      splits = List.copyOf(splits);
      classCounts = List.copyOf(classCounts);
    }
  }

  /**
   * Some rows of the data.
   *
   * @param use for example {@code training}, {@code held-out} or {@code test}
   * @param source the path they came from
   */
  public record Split(String use, String source, long rows) {}

  private static Map<String, String> ordered(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
