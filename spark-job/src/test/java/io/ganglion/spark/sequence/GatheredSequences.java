package io.ganglion.spark.sequence;

import io.ganglion.data.Block;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.Sequences;
import io.ganglion.loss.Loss;
import io.ganglion.spark.Tables;
import io.ganglion.spark.cluster.SparkCluster;
import io.ganglion.spark.facts.ClassWeights;
import io.ganglion.spark.facts.TargetUnits;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.util.ArrayList;
import java.util.List;

/** Reads small tables of sequences as a job does, and prints what became of each sequence. */
final class GatheredSequences {
  private GatheredSequences() {}

  static TrainingRows load(
      Table table, SequenceForm form, boolean perStep, ColumnRoles roles, Loss.Target target) {
    return load(table, form, perStep, roles, target, 0.0);
  }

  static TrainingRows load(
      Table table,
      SequenceForm form,
      boolean perStep,
      ColumnRoles roles,
      Loss.Target target,
      double holdout) {
    Sequences sequences = new Sequences(form, perStep);
    Table gathered = SequenceTables.labelled(table, sequences, roles);
    return TrainingRows.load(gathered, request(gathered, sequences, roles, target, holdout));
  }

  static TrainingRequest request(
      Table gathered, Sequences sequences, ColumnRoles roles, Loss.Target target, double holdout) {
    return new TrainingRequest(
        SequenceTables.roles(gathered, sequences.form(), roles),
        sequences,
        target,
        TargetUnits.RAW,
        ClassWeights.NONE,
        List.of(),
        0.0,
        holdout,
        7,
        rows -> 2);
  }

  /** All sequences in the order of their texts: "1.0 2.0 | 3.0 4.0 -> 0", a bar between steps. */
  static List<String> texts(SparkCluster cluster) {
    List<String> texts = new ArrayList<>();
    for (List<Block> shard : Tables.blocks(cluster)) {
      for (Block block : shard) {
        for (int e = 0; e < block.examples; e++) {
          texts.add(text(block, e));
        }
      }
    }
    return texts.stream().sorted().toList();
  }

  private static String text(Block block, int example) {
    List<String> steps = new ArrayList<>();
    for (int row = block.rowStart[example]; row < block.rowStart[example + 1]; row++) {
      List<String> step = new ArrayList<>();
      for (int c = 0; c < block.numericColumns; c++) {
        step.add(String.valueOf(block.numeric[row * block.numericColumns + c]));
      }
      for (int c = 0; c < block.idColumns; c++) {
        step.add("#" + block.ids[row * block.idColumns + c]);
      }
      steps.add(String.join(" ", step));
    }
    boolean perStep = block.targetRows() == block.rows && block.rows != block.examples;
    int from = perStep ? block.rowStart[example] : example;
    int to = perStep ? block.rowStart[example + 1] : example + 1;
    StringBuilder targets = new StringBuilder();
    for (int t = from; t < to; t++) {
      targets.append(t == from ? "" : " |");
      for (int c = 0; c < Math.max(1, block.targetColumns); c++) {
        int at = t * Math.max(1, block.targetColumns) + c;
        targets.append(' ');
        targets.append(block.classes != null ? String.valueOf(block.classes[t]) : block.values[at]);
        targets.append(block.base == null ? "" : "+" + block.base[at]);
      }
      targets.append(block.weights == null ? "" : " x" + block.weights[t]);
    }
    return String.join(" | ", steps) + " ->" + targets;
  }
}
