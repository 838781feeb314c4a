package io.ganglion.job;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.Graphs;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.Sequences;
import io.ganglion.data.Shape;
import io.ganglion.data.Units;
import io.ganglion.layer.Layers;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.UndirectedSpec;
import java.util.List;
import java.util.Map;

/**
 * A job file, read and checked.
 *
 * @param name for people
 * @param data what to learn from
 * @param network from first to last layer
 * @param training how to learn
 * @param gate what the model must come up to; null for nothing
 * @param output the folder for model, history and report
 */
record Job(
    String name,
    DataSpec data,
    NetworkSpec network,
    TrainingSpec training,
    GateSpec gate,
    String output) {
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
    DataSpec data = DataSpec.read(section.section("data"), undirected(section));
    NetworkSpec network = network(section);
    TrainingSpec training = TrainingSpec.read(section.section("training"), network, data);
    GateSpec gate = GateSpec.read(section, data, training);
    String output = section.text("output", outputOf(name));
    section.finish();
    problems.throwIfAny();
    return new Job(name, data, network, training, gate, output);
  }

  /** The undirected network of the job; null for any other. */
  private static UndirectedSpec undirected(Section section) {
    // What is wrong with the layers is noted when their turn comes.
    return section.value("network") instanceof List<?> layers && !layers.isEmpty()
        ? new NetworkSpec(Layers.read("network", layers, new Problems())).undirected()
        : null;
  }

  private static NetworkSpec network(Section section) {
    if (!section.has("network")) {
      section.problem("network", "is missing: list the layers, for example '- dense: {units: 1}'");
      return new NetworkSpec(List.of());
    }
    List<Object> layers = section.items("network");
    return new NetworkSpec(Layers.read("network", layers, section.problems()));
  }

  /**
   * The output folder that a parsed job file means, whatever else is wrong with it; null if it
   * tells none.
   */
  static String output(Object tree) {
    Map<?, ?> keys = (Map<?, ?>) tree;
    if (keys.get("output") instanceof String output) {
      return output;
    }
    return keys.get("name") instanceof String name ? outputOf(name) : null;
  }

  private static String outputOf(String name) {
    return "runs/" + name;
  }

  /** How examples are sequences; null where they are rows. */
  Sequences sequences() {
    SequenceForm form = data.sequence();
    return form == null ? null : new Sequences(form, endsInSteps());
  }

  /** How examples are graphs, or lie in one; null where they do not. */
  Graphs graphs() {
    return data.graph() == null ? null : data.graph().graphs();
  }

  /** What people call the examples. */
  Units units() {
    Graphs graphs = graphs();
    return graphs == null ? Units.of(sequences()) : Units.of(graphs);
  }

  /** Whether the network has an output for each step, whatever the columns are. */
  private boolean endsInSteps() {
    Columns columns =
        new Columns(Columns.Kind.STEP, 1, 0, List.of(2), List.of(new Columns.Moments(0.0, 1.0)));
    try {
      Shape output = Network.bind(network, columns, training.loss()).output();
      return !(output instanceof Shape.Vector);
    } catch (NetworkException e) {
      // It will be said of the columns that there really are.
      return false;
    }
  }
}
