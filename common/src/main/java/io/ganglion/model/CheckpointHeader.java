package io.ganglion.model;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.train.BestEpoch;
import io.ganglion.train.EpochRecord;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingPoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint says in JSON: all of a point but its arrays of float32, and their sizes.
 *
 * @param epoch that is done
 * @param steps of the optimizer
 * @param weights the number of parameters
 * @param vectors of the optimizer, each as long as the weights
 * @param scalars of the state
 * @param best epoch so far
 * @param stopped why training ended; null if it goes on
 * @param history of all epochs so far
 */
record CheckpointHeader(
    int epoch,
    long steps,
    int weights,
    int vectors,
    List<Double> scalars,
    Best best,
    String stopped,
    List<EpochRecord> history) {
  static final String FINGERPRINT = "fingerprint";

  /**
   * What is known of the best epoch.
   *
   * @param epoch 0 for none
   * @param kept whether its weights are in the file, since they are not those of the last epoch
   */
  record Best(int epoch, double value, double reference, int waited, boolean kept) {
    static Best of(TrainingPoint point) {
      BestEpoch best = point.best();
      boolean kept = best.weights() != null && best.epoch() != point.state().epoch;
      return new Best(best.epoch(), best.value(), best.reference(), best.waited(), kept);
    }

    private Map<String, Object> write() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("epoch", epoch);
      tree.put("value", EpochJson.number(value));
      tree.put("reference", EpochJson.number(reference));
      tree.put("waited", waited);
      tree.put("kept", kept);
      return tree;
    }

    private static Best read(Section section) {
      Best best =
          new Best(
              section.integer("epoch", 0),
              EpochJson.number(section, "value"),
              EpochJson.number(section, "reference"),
              section.integer("waited", 0),
              section.flag("kept", false));
      section.finish();
      return best;
    }
  }

  /** The header of a point. */
  static CheckpointHeader of(TrainingPoint point) {
    TrainState state = point.state();
    return new CheckpointHeader(
        state.epoch,
        state.steps,
        state.weights.length,
        state.vectors.length,
        Arrays.stream(state.scalars).boxed().toList(),
        Best.of(point),
        point.stopped(),
        point.history());
  }

  /** A tree for JSON. */
  Map<String, Object> write(String fingerprint) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(FINGERPRINT, fingerprint);
    tree.put("epoch", epoch);
    tree.put("steps", steps);
    tree.put("weights", weights);
    tree.put("vectors", vectors);
    tree.put("scalars", scalars.stream().map(EpochJson::number).toList());
    tree.put("best", best.write());
    tree.put("stopped", stopped);
    tree.put("history", history.stream().map(EpochJson::write).toList());
    return tree;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.ganglion.config.ConfigException naming everything that is not as expected
   */
  static CheckpointHeader read(Map<?, ?> tree) {
    Problems problems = new Problems();
    Section section = Section.of("", tree, problems);
    section.text(FINGERPRINT);
    CheckpointHeader header =
        new CheckpointHeader(
            section.integer("epoch", 0),
            EpochJson.count(section, "steps"),
            section.integer("weights", 1),
            section.integer("vectors", 0),
            EpochJson.numbers(section, "scalars"),
            Best.read(section.section("best")),
            section.text("stopped", null),
            EpochJson.sections(section, "history").stream().map(EpochJson::read).toList());
    section.finish();
    if (header.best().epoch() > header.epoch()) {
      section.problem("best.epoch", "expected at most " + header.epoch() + ", the last one");
    }
    problems.throwIfAny();
    return header;
  }

  /** The arrays of the file, each as long as the weights: those, vectors, and the best weights. */
  long arrays() {
    return 1L + vectors + (best.kept() ? 1 : 0);
  }

  /** The point with these arrays. */
  TrainingPoint point(float[] now, float[][] moving, float[] ofBest) {
    return new TrainingPoint(
        new TrainState(
            now, moving, scalars.stream().mapToDouble(Double::doubleValue).toArray(), steps, epoch),
        new BestEpoch(
            best.epoch() == 0 ? null : ofBest,
            best.epoch(),
            best.value(),
            best.reference(),
            best.waited()),
        history,
        stopped);
  }
}
