package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputLayer;
import io.ganglion.network.InputSequential;
import io.ganglion.network.InputSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerEntry;
import io.ganglion.network.NetworkException;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Plan;
import io.ganglion.network.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Several ways from one input, joined again: {@code y = [f₁(x), f₂(x), …]} or {@code f₁(x) + f₂(x)
 * + …}. As the first layer every branch begins with the columns of the data, so that one may read
 * them through dense and another through embedding.
 *
 * @param join side by side, or added up
 * @param of the branches, at least one; an empty branch is the identity
 */
public record Branches(Join join, List<List<LayerEntry>> of) implements InputSpec, Combinator {
  /** How the outputs of the branches become one. */
  public enum Join {
    CONCAT,
    SUM
  }

  public Branches {
    of = of.stream().map(List::copyOf).toList();
    if (of.isEmpty()) {
      throw new IllegalArgumentException("of: expected at least one branch, found none");
    }
  }

  static Branches read(Section section) {
    Join join = section.option("join", Join.CONCAT);
    List<Object> items = section.items("of");
    List<List<LayerEntry>> of = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String path = section.path("of") + "[" + i + "]";
      of.add(Layers.readAny(path, items.get(i), section.problems()));
    }
    if (of.isEmpty()) {
      section.problem("of", "expected at least one list of layers, found none");
      of.add(List.of());
    }
    return new Branches(join, of);
  }

  @Override
  public String kind() {
    return "branches";
  }

  @Override
  public Map<String, Object> body() {
    // In this order, so that two programs write the same text.
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("join", join.name().toLowerCase(Locale.ROOT));
    body.put("of", of.stream().map(Layers::write).toList());
    return body;
  }

  @Override
  public List<LayerEntry> inner() {
    return of.stream().flatMap(List::stream).toList();
  }

  @Override
  public int hops() {
    return of.stream().mapToInt(NetworkSpec::hops).max().orElse(0);
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    List<Layer> branches = new ArrayList<>();
    for (List<LayerEntry> branch : of) {
      branches.add(Sequential.bind(branch, in, plan));
    }
    return joined(branches, in, plan);
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    List<Layer> branches = new ArrayList<>();
    for (List<LayerEntry> branch : of) {
      branches.add(new InputBranches.Branch(InputSequential.bind(branch, columns, plan)));
    }
    return new InputBranches(joined(branches, columns.shape(0), plan));
  }

  private Layer joined(List<Layer> branches, Shape in, Plan plan) {
    checkShapes(branches, plan);
    return join == Join.SUM
        ? new SummedBranches(branches, 1f, in, plan)
        : new ConcatenatedBranches(branches, in, plan);
  }

  private void checkShapes(List<Layer> branches, Plan plan) {
    Shape first = branches.get(0).output();
    for (int i = 1; i < branches.size(); i++) {
      Shape other = branches.get(i).output();
      Shape wanted = join == Join.SUM ? first : first.withFeatures(other.features());
      if (!other.equals(wanted)) {
        throw new NetworkException(
            plan.where()
                + ": expected every branch to end in the shape of the first, "
                + first
                + (join == Join.SUM ? "" : " but for the width")
                + ", found "
                + other
                + " from branch "
                + i
                + ": change its last layer");
      }
    }
  }
}
