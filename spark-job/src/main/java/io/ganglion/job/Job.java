package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.layer.Layers;
import io.ganglion.network.NetworkSpec;

/**
 * A job file, read and checked.
 *
 * @param name for people
 * @param data what to learn from
 * @param network from first to last layer
 * @param training how to learn
 * @param output the folder for model, history and report
 */
record Job(String name, DataSpec data, NetworkSpec network, TrainingSpec training, String output) {
  /**
   * Reads a parsed job file.
   *
   * @throws ConfigException naming every problem
   */
  static Job read(Object tree) {
    Problems problems = new Problems();
    Section section = Section.of("", tree, problems);
    problems.throwIfAny();
    String name = section.text("name");
    DataSpec data = DataSpec.read(section.section("data"));
    if (!section.has("network")) {
      section.problem("network", "is missing: list the layers, for example '- dense: {units: 1}'");
    }
    NetworkSpec network =
        new NetworkSpec(Layers.read("network", section.items("network"), problems));
    TrainingSpec training = TrainingSpec.read(section.section("training"), data.holdout() > 0.0);
    String output = section.text("output", "runs/" + name);
    section.finish();
    problems.throwIfAny();
    return new Job(name, data, network, training, output);
  }
}
