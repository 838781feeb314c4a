package io.ganglion.train;

import io.ganglion.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What predictions look like beside the truth, over a split, in one pass.
 *
 * @param classes one for a label of classes, one an output for outputs of 0 or 1; empty for numbers
 * @param numbers one an output; empty for classes
 */
public record Assessment(List<ClassAssessment> classes, List<NumberAssessment> numbers) {
  private static final int CLASS_STATES = 2;
  private static final int NUMBER_STATES = 3;

  public Assessment {
    classes = List.copyOf(classes);
    numbers = List.copyOf(numbers);
  }

  /**
   * Assesses the weights of {@code state}.
   *
   * @param label what a user is shown of it: "report: test"
   */
  public static Assessment of(ModelSpec spec, TrainState state, Cluster split, String label) {
    long rows = split.examples();
    int stride = (int) Math.max(1, (rows + NumberAssessment.SAMPLE - 1) / NumberAssessment.SAMPLE);
    Total total = split.run(label, state.weightsOnly(), new Task(spec, stride));
    Assessment merged = start(spec);
    for (double[][] shard : total.statistics()) {
      for (int i = 0; i < merged.classes.size(); i++) {
        merged.classes.get(i).merge(shard, CLASS_STATES * i);
      }
      for (int i = 0; i < merged.numbers.size(); i++) {
        merged.numbers.get(i).merge(shard, NUMBER_STATES * i);
      }
    }
    merged.numbers.forEach(NumberAssessment::thin);
    return merged;
  }

  private static Assessment start(ModelSpec spec) {
    int outputs = spec.bind().output().features();
    List<ClassAssessment> classes = new ArrayList<>();
    List<NumberAssessment> numbers = new ArrayList<>();
    Loss.Target target = spec.loss().target();
    if (target == Loss.Target.CLASS) {
      classes.add(new ClassAssessment(outputs));
    }
    for (int c = 0; c < outputs; c++) {
      if (target == Loss.Target.BINARY) {
        classes.add(new ClassAssessment(2));
      } else if (target == Loss.Target.NUMBERS) {
        numbers.add(new NumberAssessment());
      }
    }
    return new Assessment(classes, numbers);
  }

  private double[][] states() {
    return Stream.concat(
            classes.stream().flatMap(found -> Stream.of(found.states())),
            numbers.stream().flatMap(found -> Stream.of(found.states())))
        .toArray(double[][]::new);
  }

  /** The pass over a shard; every {@code stride}-th of its rows is sampled. */
  private record Task(ModelSpec spec, int stride) implements ShardTask {
    @Override
    public Partial run(int shard, Shard rows, TrainState state) {
      Assessment found = start(spec);
      RestoredBatch batch = new RestoredBatch(spec);
      long[] row = {0};
      new SplitPass(spec, state.weights)
          .run(
              rows.blocks(),
              (out, targets) -> {
                batch.set(out, targets);
                add(found, batch, row[0]);
                row[0] += out.rows;
              });
      return new Partial(0.0, new float[0][], found.states(), 0);
    }

    private void add(Assessment found, RestoredBatch batch, long firstRow) {
      var prediction = batch.prediction();
      var targets = batch.targets();
      for (int i = 0; i < found.classes.size(); i++) {
        if (targets.classes == null) {
          found.classes.get(i).addBinary(prediction, targets, i);
        } else {
          found.classes.get(i).addClasses(prediction, targets);
        }
      }
      for (int i = 0; i < found.numbers.size(); i++) {
        for (int r = 0; r < prediction.rows; r++) {
          boolean keep = (firstRow + r) % stride == 0;
          found
              .numbers
              .get(i)
              .add(targets.values.get(r, i), prediction.get(r, i), targets.weight(r), keep);
        }
      }
    }
  }
}
