package io.ganglion.spark.facts;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.SequenceTokens;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.Sequences;
import io.ganglion.data.SeriesTransform;
import io.ganglion.data.VectorColumn;
import io.ganglion.loss.Loss;
import io.ganglion.spark.row.UsedColumns;
import io.ganglion.spark.shard.RankedRows;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.Split;
import io.ganglion.spark.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a schema, and facts for people, of what the rows of a training table show. */
public final class Learned {
  /** So many elements cost little, even where most are zero. */
  private static final int FEW = 1024;

  private final UsedColumns columns;
  private final RowFacts facts;
  private final ExactMoments moments;
  private final int elements;

  /**
   * What was learned.
   *
   * @param elements the number of elements of filled vectors, else 0
   */
  Learned(UsedColumns columns, RowFacts facts, ExactMoments moments, int elements) {
    this.columns = columns;
    this.facts = facts;
    this.moments = moments;
    this.elements = elements;
  }

  /**
   * Learns from the training rows of ranked ones.
   *
   * @throws DataException if columns or values cannot be used
   */
  public static Learned of(RankedRows ranked, Split split) {
    UsedColumns columns = ranked.columns();
    RowFacts facts = FactsJob.run(ranked, split);
    ValueCheck.usable(columns, facts, -1);
    ValueCheck.learnable(columns, facts);
    int elements = filledElements(facts);
    return new Learned(columns, facts, MomentsJob.run(ranked, split, facts, elements), elements);
  }

  /** What the rows show. */
  public RowFacts rowFacts() {
    return facts;
  }

  /**
   * The number of elements of vectors that are taken as columns of numbers, since they are few or
   * mostly not zero, however they are stored; 0 where they stay sparse.
   */
  static int filledElements(RowFacts facts) {
    long places = (long) facts.vectorSize * facts.rows(Split.Part.TRAINING);
    boolean filled = facts.vectorSize <= FEW || 2 * facts.vectorValues >= places;
    return facts.elements != null && filled ? facts.vectorSize : 0;
  }

  /** The features of a table whose label is of no matter, as those of nodes and edges. */
  public Schema withoutLabel() {
    return schema(Loss.Target.NUMBERS, TargetUnits.RAW, null, List.of(), List.of());
  }

  /**
   * The schema of the table.
   *
   * @param classes of its label; empty for those that come up
   * @param known classes that a model knows, whether they come up or not
   * @throws DataException if its label cannot be learned
   */
  public Schema schema(
      Loss.Target target,
      TargetUnits units,
      Sequences sequences,
      List<String> classes,
      List<String> known) {
    SequenceForm form = sequences == null ? null : sequences.form();
    List<SeriesTransform> transform =
        form instanceof SequenceWindows windows ? windows.transform() : List.of();
    LabelColumn label =
        Labels.learned(columns, facts, labels(), target, units, transform, classes, known);
    int most = form instanceof SequenceTokens tokens ? tokens.vocabulary() : Integer.MAX_VALUE;
    return new Schema(features(most), label, columns.weightName(), List.of(), sequences, null);
  }

  /**
   * The features.
   *
   * @param most values of a column of names: those that come up most often
   */
  private List<FeatureColumn> features(int most) {
    List<FeatureColumn> features = new ArrayList<>();
    for (int i = 0; i < columns.numbers().size(); i++) {
      features.add(number(columns.numbers().get(i).name(), facts.numbers, i, i));
    }
    for (int i = 0; i < columns.categories().size(); i++) {
      TableColumn column = columns.categories().get(i);
      features.add(
          new CategoricalColumn(
              column.name(),
              Labels.mostCommon(facts.names.get(i), most),
              column.kind() != TableColumn.Kind.TEXT,
              facts.unnamed[i][Split.Part.TRAINING.index()]));
    }
    if (columns.vector() != null) {
      features.add(vector(columns.vector().name()));
    }
    return features;
  }

  private VectorColumn vector(String name) {
    List<NumericColumn> filled = new ArrayList<>();
    int before = columns.numbers().size() + columns.layout().labels();
    for (int e = 0; e < elements; e++) {
      filled.add(number(name + "[" + e + "]", facts.elements, e, before + e));
    }
    return new VectorColumn(name, facts.vectorSize, filled);
  }

  /** The labels that are numbers, as the training rows show them. */
  private List<NumericColumn> labels() {
    List<NumericColumn> labels = new ArrayList<>();
    for (int i = 0; i < columns.layout().labels(); i++) {
      int place = columns.numbers().size() + i;
      labels.add(number(columns.labels().get(i).name(), facts.numbers, place, place));
    }
    return labels;
  }

  /**
   * A column of numbers.
   *
   * @param place among the ranges
   * @param moment its place among the moments
   */
  private NumericColumn number(String name, ColumnRanges ranges, int place, int moment) {
    int features = columns.layout().features();
    boolean ofLabel = moment >= features && moment < features + columns.layout().labels();
    return NumericColumn.of(
        name,
        ranges.constant(place) ? ranges.minimum[place] : moments.mean(moment),
        ranges.constant(place) ? 0.0 : moments.squares(moment) / moments.rowWeight(ofLabel),
        ranges.minimum[place],
        ranges.maximum[place],
        ranges.missing[place]);
  }

  /** What the table holds, for people. */
  public DataFacts facts(Schema schema, List<String> warnings) {
    return new DataFacts(
        columns.table().location(),
        facts.rows(Split.Part.TRAINING),
        facts.rows(Split.Part.HELD_OUT),
        facts.rows(Split.Part.TEST),
        facts.steps[Split.Part.TRAINING.index()],
        columnFacts(schema),
        labels(),
        classes(schema.label(), columns, facts),
        warnings);
  }

  private List<ColumnFacts> columnFacts(Schema schema) {
    List<ColumnFacts> all = new ArrayList<>();
    // A value that only a model knows comes up in no row.
    long[] none = new long[Split.Part.COUNT];
    int number = 0;
    int category = 0;
    for (FeatureColumn feature : schema.features()) {
      if (feature instanceof NumericColumn) {
        all.add(new ColumnFacts(feature, moments.skewness(number++), List.of()));
      } else if (feature instanceof CategoricalColumn column) {
        Map<String, long[]> counts = facts.names.get(category++);
        List<Long> ofTraining =
            column.values().stream()
                .map(value -> counts.getOrDefault(value, none)[Split.Part.TRAINING.index()])
                .toList();
        all.add(new ColumnFacts(feature, Double.NaN, ofTraining));
      } else {
        all.add(new ColumnFacts(feature, Double.NaN, List.of()));
      }
    }
    return all;
  }

  /** How often each class of the label comes up. */
  public static List<ClassCount> classes(LabelColumn label, UsedColumns columns, RowFacts facts) {
    List<ClassCount> classes = new ArrayList<>();
    for (String name : label.classes()) {
      long[] rows =
          facts
              .names
              .get(columns.layout().classLabel())
              .getOrDefault(name, new long[Split.Part.COUNT]);
      classes.add(
          new ClassCount(
              name, rows[Split.Part.TRAINING.index()], rows[Split.Part.HELD_OUT.index()]));
    }
    return classes;
  }
}
