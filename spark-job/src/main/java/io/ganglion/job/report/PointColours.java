package io.ganglion.job.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * What the colours of labelled points mean.
 *
 * @param keys a point has the first that takes its label
 */
record PointColours(List<Key> keys) {
  /** The styles of points: eight colours, each of round and of square ones. */
  private static final int MOST_CLASSES = 16;

  private static final int LEVELS = 5;

  /**
   * A colour.
   *
   * @param name in the legend
   * @param style a class of the style sheet
   * @param takes which labels have it
   */
  record Key(String name, String style, DoublePredicate takes) {}

  /** A colour for each class, or for each fifth of the points by their numbers. */
  static PointColours of(Embedding embedding) {
    List<Double> labels =
        embedding.points().stream()
            .map(Embedding.Point::label)
            .filter(label -> !label.isNaN())
            .sorted()
            .toList();
    List<Key> keys = new ArrayList<>();
    if (embedding.classes().isEmpty()) {
      addLevels(keys, labels);
    } else {
      addClasses(keys, labels, embedding.classes());
    }
    if (labels.size() < embedding.points().size()) {
      keys.add(new Key("no label", "unlabelled", label -> true));
    }
    return new PointColours(keys);
  }

  /** The most frequent classes have colours of their own, where there are too many for all. */
  private static void addClasses(List<Key> keys, List<Double> labels, List<String> names) {
    long[] counts = new long[names.size()];
    labels.forEach(label -> counts[label.intValue()]++);
    List<Integer> there =
        IntStream.range(0, names.size())
            .filter(c -> counts[c] > 0)
            .boxed()
            .sorted(Comparator.comparing(c -> -counts[c]))
            .toList();
    there.stream()
        .limit(MOST_CLASSES)
        .sorted()
        .forEach(c -> keys.add(new Key(names.get(c), "series-" + (keys.size() + 1), x -> x == c)));
    if (there.size() > MOST_CLASSES) {
      keys.add(new Key("other classes", "others", label -> !Double.isNaN(label)));
    }
  }

  private static void addLevels(List<Key> keys, List<Double> labels) {
    TreeSet<Double> tops = new TreeSet<>();
    for (int level = 1; level <= LEVELS && !labels.isEmpty(); level++) {
      tops.add(labels.get((level * labels.size() + LEVELS - 1) / LEVELS - 1));
    }
    double below = Double.NEGATIVE_INFINITY;
    for (double top : tops) {
      double before = below;
      double least = labels.stream().filter(label -> label > before).findFirst().orElse(top);
      String range = Numbers.figure(least) + (least < top ? " to " + Numbers.figure(top) : "");
      keys.add(new Key(range, "level-" + (keys.size() + 1), label -> label <= top));
      below = top;
    }
  }

  /** The colour of a label. */
  Key of(double label) {
    return keys.stream().filter(key -> key.takes().test(label)).findFirst().orElseThrow();
  }
}
