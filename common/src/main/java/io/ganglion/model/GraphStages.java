package io.ganglion.model;

import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.data.TargetScaling;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.train.ModelSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network over a graph in stages, each of which reaches a hop or so: computed for all nodes one
 * after another, they cost a pass over the graph each, where whole neighbourhoods would cost one a
 * node.
 *
 * <p>Source: Hamilton, Ying & Leskovec 2017, "Inductive representation learning on large graphs",
 * algorithm 1, which goes over all nodes layer by layer.
 */
public final class GraphStages {
  /**
   * A part of the network as a model of its own, whose columns are the outputs of the part before.
   *
   * @param spec with a row an asked node
   * @param hops that it reaches
   * @param firstLayer the index of its first layer among all
   * @param layers the number of its layers
   * @param firstWeight the place of its first parameter among all
   * @param weights the number of its parameters
   */
  public record Stage(
      ModelSpec spec, int hops, int firstLayer, int layers, int firstWeight, int weights)
      implements Serializable {
    /** Its parameters of those of the model. */
    public float[] weights(float[] all) {
      return Arrays.copyOfRange(all, firstWeight, firstWeight + weights);
    }
  }

  private GraphStages() {}

  /**
   * The stages whose last gives an output for each node: that of the model, or, where it predicts
   * for pairs, what becomes a pair's.
   */
  public static List<Stage> of(ModelSpec spec) {
    List<LayerEntry> layers = spec.network().layers();
    int end = layers.size();
    Columns columns = spec.columns();
    boolean pairs = columns.kind() == Columns.Kind.PAIR;
    if (pairs) {
      end = pairing(spec);
    }
    List<Stage> stages = new ArrayList<>();
    int first = 0;
    int layer = 0;
    int weight = 0;
    Columns reached = columns.withKind(Columns.Kind.SEED);
    while (first < end) {
      int next = end(layers, first, end);
      boolean last = next == end && !pairs;
      ModelSpec part =
          new ModelSpec(
              new NetworkSpec(layers.subList(first, next)),
              reached,
              last ? spec.loss() : new MeanSquaredError(),
              List.of(),
              last ? spec.scaling() : TargetScaling.NONE);
      Network network = part.bind();
      int hops = part.network().hops();
      int count = network.layers().size();
      stages.add(new Stage(part, hops, layer, count, weight, network.parameters()));
      layer += count;
      weight += network.parameters();
      first = next;
      reached =
          outputs(Columns.Kind.SEED, network.output()).withEdgeFeatures(columns.edgeFeatures());
    }
    return stages;
  }

  /** What makes one output of those of two nodes; null where the model does not predict pairs. */
  public static Stage ofPairs(ModelSpec spec) {
    if (spec.columns().kind() != Columns.Kind.PAIR) {
      return null;
    }
    List<Stage> stages = of(spec);
    Stage last = stages.get(stages.size() - 1);
    List<LayerEntry> layers = spec.network().layers();
    Columns columns = outputs(Columns.Kind.PAIR, last.spec().bind().output());
    ModelSpec part =
        new ModelSpec(
            new NetworkSpec(layers.subList(pairing(spec), layers.size())),
            columns,
            spec.loss(),
            List.of(),
            spec.scaling());
    Network network = part.bind();
    return new Stage(
        part,
        0,
        last.firstLayer() + last.layers(),
        network.layers().size(),
        last.firstWeight() + last.weights(),
        network.parameters());
  }

  /** The first layer that has a row a pair. */
  private static int pairing(ModelSpec spec) {
    List<LayerEntry> layers = spec.network().layers();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).spec().joinsSeeds()) {
        return i;
      }
    }
    throw new ModelException("network: expected dot_product, found none");
  }

  /** The end of the stage that begins at a layer: before the next but one that hears neighbours. */
  private static int end(List<LayerEntry> layers, int first, int end) {
    int hearing = first;
    while (hearing < end && layers.get(hearing).spec().hops() == 0) {
      hearing++;
    }
    int next = Math.min(end, hearing + 1);
    while (next < end && layers.get(next).spec().hops() == 0) {
      next++;
    }
    return next;
  }

  private static Columns outputs(Columns.Kind kind, Shape output) {
    return new Columns(kind, output.features(), 0, List.of(), List.of());
  }
}
