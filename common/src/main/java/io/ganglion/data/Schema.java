package io.ganglion.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a table become numbers for the network: saved with a model, so that raw
 * columns go in and predictions come out. {@link RowEncoder} does what it says.
 *
 * @param features in the order in which the network gets them; at most one column of vectors
 * @param label what is predicted; null for the edges of graphs
 * @param weight the column that says how much a row counts; null where each counts 1
 * @param missing texts that stand for no value in a table of text; the empty one always does
 * @param sequences how examples are sequences of rows; null where they are not
 * @param graphs how examples are graphs or lie in one, whose nodes the features are of; null where
 *     they are not
 */
public record Schema(
    List<FeatureColumn> features,
    LabelColumn label,
    String weight,
    List<String> missing,
    Sequences sequences,
    Graphs graphs)
    implements Serializable {
  public Schema {
    features = List.copyOf(features);
    missing = List.copyOf(missing);
    if (features.stream().filter(VectorColumn.class::isInstance).count() > 1) {
      throw new IllegalArgumentException("features: expected at most one column of vectors");
    }
  }

  /** A schema of rows of equal weight, where only the empty text stands for no value. */
  public Schema(List<FeatureColumn> features, LabelColumn label) {
    this(features, label, null, List.of(), null, null);
  }

  /** The same columns with other texts for no value. */
  public Schema withMissing(List<String> missing) {
    return new Schema(features, label, weight, missing, sequences, graphs);
  }

  /** The same columns, of nodes of graphs. */
  public Schema withGraphs(Graphs graphs) {
    return new Schema(features, label, weight, missing, sequences, graphs);
  }

  /** The same columns with another label. */
  public Schema withLabel(LabelColumn label) {
    return new Schema(features, label, weight, missing, sequences, graphs);
  }

  /** The columns of the edges of graphs, as of a table of their own. */
  public Schema ofEdges() {
    return graphs.ofEdges(missing);
  }

  /** What people call its examples, and what they consist of. */
  public Units units() {
    return graphs == null ? Units.of(sequences) : Units.of(graphs);
  }

  private static boolean sparse(FeatureColumn feature) {
    return feature instanceof VectorColumn vector && vector.sparse();
  }

  /** The columns of numbers and the elements of filled vectors, in the order of the features. */
  public List<NumericColumn> numbers() {
    List<NumericColumn> numbers = new ArrayList<>();
    for (FeatureColumn feature : features) {
      if (feature instanceof NumericColumn number) {
        numbers.add(number);
      } else if (feature instanceof VectorColumn vector) {
        numbers.addAll(vector.elements());
      }
    }
    return numbers;
  }

  /** The columns of names, in the order of the features. */
  public List<CategoricalColumn> categories() {
    return features.stream()
        .filter(CategoricalColumn.class::isInstance)
        .map(CategoricalColumn.class::cast)
        .toList();
  }

  /** The column of vectors; null where there is none. */
  public VectorColumn vector() {
    return features.stream()
        .filter(VectorColumn.class::isInstance)
        .map(VectorColumn.class::cast)
        .findFirst()
        .orElse(null);
  }

  /**
   * The number of dense columns that the network gets: the numbers, then the flags of missing ones.
   */
  public int width() {
    List<NumericColumn> numbers = numbers();
    return numbers.size() + (int) numbers.stream().filter(NumericColumn::flagged).count();
  }

  /** The number of sparse columns that the network gets. */
  public int sparseWidth() {
    return features.stream()
        .filter(Schema::sparse)
        .mapToInt(feature -> ((VectorColumn) feature).size())
        .sum();
  }

  /** The columns for {@code Network.bind}, with the statistics that normalization adapts to. */
  public Columns columns() {
    List<Columns.Moments> moments = new ArrayList<>();
    for (NumericColumn number : numbers()) {
      moments.add(new Columns.Moments(number.mean() - number.offset(), number.variance()));
    }
    int width = width();
    while (moments.size() < width) {
      // A flag of missing values stays 0 or 1.
      moments.add(new Columns.Moments(0.0, 1.0));
    }
    List<Integer> ids = categories().stream().map(CategoricalColumn::ids).toList();
    return new Columns(kind(), width, sparseWidth(), ids, moments)
        .withCategoryNames(categories().stream().map(CategoricalColumn::name).toList())
        .withFlags(width - numbers().size())
        .withEdgeFeatures(graphs == null ? 0 : EdgeEncoder.width(ofEdges()));
  }

  private Columns.Kind kind() {
    if (graphs == null) {
      return sequences == null ? Columns.Kind.EXAMPLE : Columns.Kind.STEP;
    }
    return switch (graphs.seeds()) {
      case 0 -> Columns.Kind.NODE;
      case 1 -> Columns.Kind.SEED;
      default -> Columns.Kind.PAIR;
    };
  }
}
