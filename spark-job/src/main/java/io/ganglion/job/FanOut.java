package io.ganglion.job;

import io.ganglion.config.Section;
import io.ganglion.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many neighbours of a node training draws at each hop, from the examples outwards: a list with
 * a number for each hop of the network.
 *
 * <p>Source: Hamilton, Ying & Leskovec 2017, "Inductive representation learning on large graphs",
 * section 3.1.
 */
final class FanOut {
  /** All neighbours: no node has more. */
  static final int ALL = Integer.MAX_VALUE;

  private static final String KEY = "fanOut";
  private static final String EXPECTED = "expected a number of at least 1, or all, found ";

  private FanOut() {}

  /**
   * Reads {@code training.fanOut}: a number or {@code all} for each hop, or one for all of them.
   *
   * @param graph null where a job learns from rows
   * @return as many as the network has hops; none without a graph, or where graphs are the examples
   */
  static List<Integer> read(Section training, NetworkSpec network, GraphSpec graph) {
    int hops = network.hops();
    if (graph == null || graph.form().many()) {
      if (training.has(KEY)) {
        training.problem(
            KEY,
            graph == null
                ? "goes with data.nodes, found rows of one table: remove it"
                : "goes with one graph, found data.graph.id, whose graphs are whole: remove it");
      }
      return List.of();
    }
    List<Integer> fanOut = new ArrayList<>();
    List<Object> items = training.items(KEY);
    for (int i = 0; i < items.size(); i++) {
      String key = training.value(KEY) instanceof List ? KEY + "[" + i + "]" : KEY;
      fanOut.add(most(training, key, items.get(i)));
    }
    if (!(training.value(KEY) instanceof List)) {
      return Collections.nCopies(hops, fanOut.isEmpty() ? ALL : fanOut.get(0));
    }
    if (fanOut.size() != hops && !network.layers().isEmpty()) {
      training.problem(
          KEY,
          String.format(
              "expected %s, one for each hop of the network, found %d",
              Numbers.counted(hops, "number"), fanOut.size()));
    }
    return List.copyOf(fanOut);
  }

  private static int most(Section training, String key, Object item) {
    if (item instanceof Integer number && number >= 1) {
      return number;
    }
    if (!"all".equals(item)) {
      training.problem(key, EXPECTED + (item == null ? "nothing" : "'" + item + "'"));
    }
    return ALL;
  }

  /** Whether any neighbour may be left out. */
  static boolean samples(List<Integer> fanOut) {
    return fanOut.stream().anyMatch(most -> most < ALL);
  }

  /** The numbers for people: {@code 10, all}. */
  static String described(List<Integer> fanOut) {
    return fanOut.stream()
        .map(most -> most < ALL ? Numbers.count(most) : "all")
        .collect(Collectors.joining(", "));
  }
}
