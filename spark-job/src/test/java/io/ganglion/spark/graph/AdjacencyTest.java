package io.ganglion.spark.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdjacencyTest {
  private static final int EDGES = 20;
  private static final int ALL = Integer.MAX_VALUE;

  /** Node 7 hears the nodes 100 to 119, in an order drawn from a seed; node 8 hears node 7. */
  private static EdgeList edges(boolean weighted, long order) {
    List<Integer> sources = new ArrayList<>();
    for (int k = 0; k < EDGES; k++) {
      sources.add(k);
    }
    Collections.shuffle(sources, new Random(order));
    EdgeList edges = new EdgeList(weighted, 0);
    sources.forEach(k -> edges.add(100 + k, 7, weight(weighted, k), null, 0));
    edges.add(7, 8, 1f, null, 0);
    return edges;
  }

  private static float weight(boolean weighted, int k) {
    return weighted ? 0.5f + k % 4 : 1f;
  }

  /** What node 7 hears of the numbers k² along its first edges. */
  private static double heard(Adjacency adjacency, int fanOut) {
    int place = adjacency.indexOf(7);
    int taken = adjacency.edges(place, fanOut);
    double sum = 0.0;
    for (int k = adjacency.start[place]; k < adjacency.start[place] + taken; k++) {
      double number = adjacency.sources[k] - 100.0;
      sum += adjacency.weight(place, k, taken) * number * number;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void samplesHearInTheMeanWhatAllEdgesDo(boolean weighted) {
    double all = 0.0;
    for (int k = 0; k < EDGES; k++) {
      all += weight(weighted, k) * k * k;
    }
    assertThat(heard(Adjacency.of(edges(weighted, 1), ALL, 1), ALL)).isCloseTo(all, within(1e-3));
    double drawn = 0.0;
    double capped = 0.0;
    int seeds = 4000;
    for (int seed = 0; seed < seeds; seed++) {
      drawn += heard(Adjacency.of(edges(weighted, 1), ALL, seed), 5) / seeds;
      capped += heard(Adjacency.of(edges(weighted, 1), 12, seed), 5) / seeds;
    }
    assertThat(drawn).isCloseTo(all, within(0.03 * all));
    assertThat(capped).isCloseTo(all, within(0.03 * all));
  }

  @Test
  void theSampleIsThatOfTheSeedWhateverTheOrder() {
    Adjacency first = Adjacency.of(edges(true, 1), 6, 3);
    Adjacency again = Adjacency.of(edges(true, 2), 6, 3);
    assertThat(again.sources).isEqualTo(first.sources);
    assertThat(again.weights).isEqualTo(first.weights);
    assertThat(again.start).isEqualTo(first.start).containsExactly(0, 6, 7);
    assertThat(first.heard).containsExactly(EDGES, 1);
    assertThat(first.degree(first.indexOf(8))).isEqualTo(2f);
    assertThat(first.degree(first.indexOf(9))).isEqualTo(1f);
    Set<Long> others = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      others.add(Adjacency.of(edges(true, 1), 6, seed).sources[0]);
    }
    assertThat(others).hasSizeGreaterThan(5);
  }

  @Test
  void edgesThatComeTwiceCountOnceUnlessTheyHaveWeights() {
    for (boolean weighted : new boolean[] {false, true}) {
      EdgeList edges = edges(weighted, 1);
      edges.addAll(edges(weighted, 2));
      Adjacency found = Adjacency.of(edges, ALL, 1);
      assertThat(found.heard).containsExactly(weighted ? 2 * EDGES : EDGES, weighted ? 2 : 1);
      assertThat(found.sources).hasSize(weighted ? 42 : 21);
      assertThat(found.degree(1)).isEqualTo(weighted ? 3f : 2f);
    }
  }

  /** Node 7 hears 200 nodes, some of them twice; node 8 hears as many as are kept. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void aHubsEdgesMayBeCutBeforeTheyMeet(int pieces) {
    int most = 10;
    EdgeList whole = new EdgeList(false, 0);
    EdgeList[] parts = new EdgeList[pieces];
    Arrays.setAll(parts, i -> new EdgeList(false, 0));
    for (int k = 0; k < 260; k++) {
      int target = k < 250 ? 7 : 8;
      int source = 100 + k % 200;
      whole.add(source, target, 1f, null, 0);
      parts[k % pieces].add(source, target, 1f, null, 0);
    }
    Adjacency expected = Adjacency.of(whole, most, 3);
    EdgeList met = new EdgeList(false, 0);
    for (EdgeList part : parts) {
      met.addAll(part.capped(most, 3));
    }
    Adjacency found = Adjacency.of(met, most, 3);

    assertThat(pieces > 5 || met.count < whole.count).isTrue();
    assertThat(found.targets).containsExactly(7, 8);
    assertThat(found.sources).isEqualTo(expected.sources);
    assertThat(found.start).containsExactly(0, most, 20);
    assertThat(found.heard).isEqualTo(expected.heard).containsExactly(250, 10);
    assertThat(found.heardWeight).containsExactly(250.0, 10.0);
  }
}
