package io.ganglion.bench;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.config.Yaml;
import io.ganglion.data.Columns;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Layers;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.metric.Accuracy;
import io.ganglion.network.NetworkSpec;
import io.ganglion.train.Evaluation;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The accuracy on the test digits by the number of merges, for several ways to train on shards: the
 * curves of a settings file, each for several seeds, as a table and as a picture of the means.
 *
 * <p>Arguments: the settings, the two tables of {@code scripts/mnist}, the folder for the results.
 */
public final class Communication {
  private final ModelSpec spec;
  private final LocalCluster training;
  private final LocalCluster test;
  private final int batchSize;
  private final StringBuilder csv = new StringBuilder("curve,seed,epoch,merges,accuracy\n");

  private Communication(ModelSpec spec, LocalCluster training, LocalCluster test, int batchSize) {
    this.spec = spec;
    this.training = training;
    this.test = test;
    this.batchSize = batchSize;
  }

  public static void main(String[] arguments) throws IOException {
    Path settings = Path.of(arguments[0]);
    Path folder = Path.of(arguments[3]);
    Problems problems = new Problems();
    Object tree = Yaml.read(settings.toString(), Files.readString(settings));
    Section section = Section.of("", tree, problems);
    int shards = section.integer("shards", 1);
    int batchSize = section.integer("batchSize", 1);
    List<Object> seeds = section.items("seeds");
    NetworkSpec network =
        new NetworkSpec(Layers.read("network", section.value("network"), problems));
    List<Curve> curves = new ArrayList<>();
    for (Object item : section.items("curves")) {
      curves.add(Curve.read(Section.of("curves", item, problems)));
    }
    section.finish();
    problems.throwIfAny();
    ModelSpec spec =
        new ModelSpec(
            network,
            Columns.numeric(784),
            new CategoricalCrossentropy(),
            List.of(new Accuracy()),
            TargetScaling.NONE);
    Communication run =
        new Communication(
            spec,
            new LocalCluster(Digits.shards(Path.of(arguments[1]), shards)),
            new LocalCluster(Digits.shards(Path.of(arguments[2]), 2)),
            batchSize);
    Map<String, NavigableMap<Long, Double>> means = new LinkedHashMap<>();
    for (Curve curve : curves) {
      means.put(curve.name(), run.mean(curve, seeds));
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("communication.csv"), run.csv);
      Files.writeString(folder.resolve("communication.svg"), CommunicationPlot.svg(means));
    }
  }

  /** The mean accuracy over the seeds, by merges. */
  private NavigableMap<Long, Double> mean(Curve curve, List<Object> seeds) {
    NavigableMap<Long, Double> mean = new TreeMap<>();
    long began = System.nanoTime();
    for (Object seed : seeds) {
      train(curve, ((Number) seed).longValue())
          .forEach((merges, accuracy) -> mean.merge(merges, accuracy / seeds.size(), Double::sum));
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: %.2f %% after %d merges, best %.2f %% (%d seeds, %.0f s)",
            curve.name(),
            100 * mean.lastEntry().getValue(),
            mean.lastKey(),
            100 * mean.values().stream().max(Double::compare).orElseThrow(),
            seeds.size(),
            (System.nanoTime() - began) / 1e9));
    return mean;
  }

  private Map<Long, Double> train(Curve curve, long seed) {
    Map<Long, Double> accuracies = new TreeMap<>();
    TrainingStrategy strategy = curve.strategy(spec, batchSize, seed);
    TrainState state = strategy.start(spec.bind().initialize(seed));
    long merges = 0;
    while (state.epoch < curve.epochs()) {
      TrainingStrategy.Outcome outcome = strategy.epoch(state, training);
      state = outcome.state();
      merges += outcome.cost().passes();
      double accuracy = Evaluation.of(spec, state, test, "test").get("accuracy");
      accuracies.put(merges, accuracy);
      csv.append(
          String.format(
              Locale.ROOT,
              "\"%s\",%d,%d,%d,%.4f%n",
              curve.name(),
              seed,
              state.epoch,
              merges,
              accuracy));
    }
    return accuracies;
  }
}
