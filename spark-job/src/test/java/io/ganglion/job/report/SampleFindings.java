package io.ganglion.job.report;

import io.ganglion.data.Block;
import io.ganglion.data.ColumnGroup;
import io.ganglion.data.Columns;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Relu;
import io.ganglion.loss.CategoricalCrossentropy;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.network.NetworkSpec;
import io.ganglion.optimize.Adam;
import io.ganglion.optimize.UpdateRule;
import io.ganglion.tensor.Seeds;
import io.ganglion.train.Assessment;
import io.ganglion.train.ImportanceWork;
import io.ganglion.train.LocalCluster;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.PermutationImportance;
import io.ganglion.train.TrainState;
import java.util.ArrayList;
import java.util.List;

/** Findings of small networks that were trained on generated rows. */
final class SampleFindings {
  private static final int ROWS = 1500;

  private SampleFindings() {}

  /** Of a network that predicts a number, most of it by the first columns. */
  static Findings numbers(List<FeatureColumn> columns) {
    int width = columns.size();
    float[] x = normal(width);
    float[] y = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      double sum = 0.5 * Seeds.normal(3, r) * (1 + Math.abs(x[r * width]));
      for (int c = 0; c < width; c++) {
        sum += x[r * width + c] / (1 + c * c);
      }
      y[r] = (float) sum;
    }
    Block block = Block.builder(ROWS).numeric(x, width).values(y, 1).build();
    TargetScaling scaling = new TargetScaling(List.of(22.6), List.of(9.1));
    return findings(columns, block, 1, new MeanSquaredError(), scaling);
  }

  /** Of a network that tells classes apart, of which each has a column of its own in the middle. */
  static Findings classes(List<FeatureColumn> columns, int classes) {
    int width = columns.size();
    float[] x = normal(width);
    int[] y = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      y[r] = Seeds.below(classes, Seeds.bits(5, r));
      int middle = Math.max(0, width / 2 - classes);
      x[r * width + (middle + 2 * y[r]) % width] += 3 - 0.2f * y[r];
    }
    Block block = Block.builder(ROWS).numeric(x, width).classes(y).build();
    return findings(columns, block, classes, new CategoricalCrossentropy(), TargetScaling.NONE);
  }

  private static float[] normal(int width) {
    float[] x = new float[ROWS * width];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Seeds.normal(1, i);
    }
    return x;
  }

  private static Findings findings(
      List<FeatureColumn> columns, Block block, int units, Loss loss, TargetScaling scaling) {
    ModelSpec spec =
        new ModelSpec(
            NetworkSpec.of(Dense.of(8, new Relu()), Dense.of(units, new Identity())),
            Columns.numeric(columns.size()),
            loss,
            List.of(),
            scaling);
    ParameterAveraging strategy =
        new ParameterAveraging(
            spec,
            UpdateRule.of(Adam.defaults()),
            32,
            ParameterAveraging.EVERY_EPOCH,
            ParameterAveraging.StateMerge.AVERAGE,
            1);
    LocalCluster rows = new LocalCluster(List.of(List.of(block)));
    TrainState state = TrainState.start(spec.bind().initialize(1), Adam.defaults().vectors());
    for (int epoch = 0; epoch < 8; epoch++) {
      state = strategy.epoch(state, rows).state();
    }
    List<ColumnGroup> groups = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      groups.add(new ColumnGroup(columns.get(c).name(), List.of(c), List.of(), false));
    }
    ImportanceWork work = ImportanceWork.of(groups.size(), ROWS, 8 * ROWS);
    return new Findings(
        "test",
        Assessment.of(spec, state, rows, "sample"),
        "held-out",
        PermutationImportance.of(spec, state, rows, groups, work, 1),
        null,
        null);
  }
}
