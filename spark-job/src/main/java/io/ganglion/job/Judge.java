package io.ganglion.job;

import io.ganglion.data.ColumnGroup;
import io.ganglion.data.Schema;
import io.ganglion.job.report.Embedding;
import io.ganglion.job.report.Findings;
import io.ganglion.spark.scoring.Forecasts;
import io.ganglion.tensor.Matrix;
import io.ganglion.train.Assessment;
import io.ganglion.train.Cluster;
import io.ganglion.train.ImportanceWork;
import io.ganglion.train.LayerOutputs;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.PermutationImportance;
import io.ganglion.train.TrainState;
import java.util.Collections;
import java.util.List;

/** Looks at what the kept weights do with rows, for the report. */
final class Judge {
  private static final long KEY = 0x1234b09L;

  private final ModelSpec spec;
  private final Schema schema;
  private final TrainState state;

  /** A judge of the given weights. */
  Judge(ModelSpec spec, Schema schema, float[] weights) {
    this.spec = spec;
    this.schema = schema;
    this.state = TrainState.start(weights, 0);
  }

  /**
   * Looks at the predictions on test rows and at the columns on held-out rows, or on what there is.
   *
   * @param holdout null without any
   * @param test null without any
   * @param epochs that were trained
   * @param seed of the job
   * @param forecasts for the rows whose predictions are looked at; null where there are none
   */
  Findings findings(
      Cluster training, Cluster holdout, Cluster test, int epochs, long seed, Forecasts forecasts) {
    String assessed = test != null ? "test" : holdout != null ? "held-out" : "training";
    Cluster ofAssessed = test != null ? test : holdout != null ? holdout : training;
    String permuted = holdout != null ? "held-out" : assessed;
    Cluster ofPermuted = holdout != null ? holdout : ofAssessed;
    List<ColumnGroup> groups = ColumnGroup.of(schema);
    ImportanceWork work =
        ImportanceWork.of(groups.size(), ofPermuted.examples(), training.examples() * epochs);
    return new Findings(
        assessed,
        Assessment.of(spec, state, ofAssessed, "report: predictions"),
        permuted,
        PermutationImportance.of(spec, state, ofPermuted, groups, work, seed ^ KEY),
        forecasts,
        schema.graphs() == null || schema.graphs().pairs() ? null : embedding(ofAssessed));
  }

  /** The plane of the last hidden layer; null where there is none. */
  private Embedding embedding(Cluster rows) {
    LayerOutputs found =
        LayerOutputs.ofLast(spec, state, rows, Embedding.MOST, "report: embeddings");
    if (found == null || !finite(found.outputs())) {
      return null;
    }
    List<String> names = Collections.nCopies(found.labels().size(), "");
    List<String> classes = schema.label().classes();
    return Embedding.of(found.layer(), found.outputs(), found.labels(), names, classes);
  }

  private static boolean finite(Matrix x) {
    for (int i = 0; i < x.size(); i++) {
      if (!Float.isFinite(x.data[x.offset + i])) {
        return false;
      }
    }
    return true;
  }
}
