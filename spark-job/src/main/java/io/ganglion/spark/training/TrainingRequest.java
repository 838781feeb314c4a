package io.ganglion.spark.training;

import io.ganglion.data.Schema;
import io.ganglion.data.Sequences;
import io.ganglion.loss.Loss;
import io.ganglion.model.KnownSchema;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.row.ColumnRoles;
import java.util.List;
import java.util.function.LongToIntFunction;

/**
 * What a job wants of its training table.
 *
 * @param roles of the columns
 * @param sequences how examples are sequences of rows; null where each row is an example
 * @param target what the loss reads
 * @param units of target numbers
 * @param classWeights how much the classes of training rows count
 * @param classes of the label, in their order; empty for those that come up in the data
 * @param test the random share of the rows that judges the final model, 0 for none
 * @param holdout the random share of the others that is held out, 0 for none
 * @param seed that the split and the order are drawn from
 * @param shards the number of shards for a number of training rows
 * @param known the columns of a model that rows are encoded by; null to learn them from the rows
 */
public record TrainingRequest(
    ColumnRoles roles,
    Sequences sequences,
    Loss.Target target,
    TargetUnits units,
    ClassWeights classWeights,
    List<String> classes,
    double test,
    double holdout,
    long seed,
    LongToIntFunction shards,
    KnownSchema known) {
  /** A request to learn the columns from the rows. */
  public TrainingRequest(
      ColumnRoles roles,
      Sequences sequences,
      Loss.Target target,
      TargetUnits units,
      ClassWeights classWeights,
      List<String> classes,
      double test,
      double holdout,
      long seed,
      LongToIntFunction shards) {
    this(roles, sequences, target, units, classWeights, classes, test, holdout, seed, shards, null);
  }

  /** The classes that the model knows; none without one. */
  public List<String> knownClasses() {
    return known == null ? List.of() : known.schema().label().classes();
  }

  /**
   * The columns to encode rows by.
   *
   * @param learned from the rows
   * @throws io.ganglion.model.ModelException if they don't fit those of the model
   */
  public Schema schema(Schema learned) {
    return known == null ? learned : known.on(learned);
  }

  /** What judging a model wants: its label, and its weights of rows. */
  public static TrainingRequest ofLabels(Schema schema, Loss.Target target, long seed) {
    ColumnRoles roles =
        new ColumnRoles(schema.label().names(), List.of(), List.of(), List.of(), schema.weight());
    return new TrainingRequest(
        roles,
        null,
        target,
        TargetUnits.RAW,
        ClassWeights.NONE,
        List.of(),
        0.0,
        0.0,
        seed,
        rows -> 1);
  }
}
