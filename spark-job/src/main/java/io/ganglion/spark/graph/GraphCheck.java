package io.ganglion.spark.graph;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** What a look at a part of a graph found: its facts, and keys that are wrong. */
public final class GraphCheck implements Serializable {
  private static final long serialVersionUID = 1L;

  long[] facts;

  /** Of a node that comes twice; null for none. */
  Long doubled;

  /** Of a node that hears and isn't there; null for none. */
  Long missingTarget;

  /** Of a node that is heard and isn't there; null for none. */
  Long missingSource;

  /** For Kryo. */
  GraphCheck() {}

  /**
   * Looks at a part.
   *
   * @param heard the nodes of this part that others hear
   */
  static GraphCheck of(GraphPart part, Iterator<KeyRequest> heard, int mostNeighbours) {
    GraphFacts found = GraphFacts.of(part, mostNeighbours);
    GraphCheck check = new GraphCheck();
    check.facts =
        new long[] {
          found.nodes(), found.edges(), found.silent(), found.mostHeard(), found.capped()
        };
    for (int r = 1; r < part.nodes.rows && check.doubled == null; r++) {
      check.doubled = part.nodes.keys[r] == part.nodes.keys[r - 1] ? part.nodes.keys[r] : null;
    }
    check.missingTarget = missing(part.nodes, part.adjacency.targets);
    while (heard.hasNext() && check.missingSource == null) {
      check.missingSource = missing(part.nodes, heard.next().keys);
    }
    return check;
  }

  private static Long missing(NodeRows nodes, long[] keys) {
    for (long key : keys) {
      if (nodes.indexOf(key) < 0) {
        return key;
      }
    }
    return null;
  }

  GraphFacts facts() {
    return new GraphFacts(facts[0], facts[1], facts[2], facts[3], facts[4]);
  }

  /** The first of some checks that found something, by what it found; null for none. */
  static Long first(List<GraphCheck> checks, java.util.function.Function<GraphCheck, Long> what) {
    return checks.stream().map(what).filter(key -> key != null).findFirst().orElse(null);
  }
}
