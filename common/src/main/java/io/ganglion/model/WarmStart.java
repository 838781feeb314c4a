package io.ganglion.model;

import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Slot;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a model as those that another training starts from. Where a vocabulary or the
 * classes have grown, the weights of what is new stay as they were drawn.
 *
 * @param where the model lies, for messages
 */
public record WarmStart(String where, TrainedModel model) {
  /**
   * Puts the model's weights over fresh ones.
   *
   * @param spec of the training
   * @param network that it binds
   * @param fresh all its parameters as they were drawn; overwritten
   * @return {@code fresh}
   * @throws NetworkException naming each parameter that the model has otherwise
   */
  public float[] over(ModelSpec spec, Network network, float[] fresh) {
    Network known = model.spec().bind();
    Map<String, Slot> theirs = new LinkedHashMap<>();
    known.slots().forEach(slot -> theirs.put(slot.path(), slot));
    List<String> problems = new ArrayList<>();
    for (Slot slot : network.slots()) {
      Slot from = theirs.remove(slot.path());
      if (from == null) {
        problems.add(slot.path() + " " + size(slot) + " is not in the model");
      } else if (alike(slot, from) || grown(slot, from, network, known)) {
        copy(from, slot, rows(spec, slot, from), fresh);
      } else {
        problems.add(
            "%s: expected %s as in the model, found %s%s"
                .formatted(
                    slot.path(),
                    size(from),
                    size(slot),
                    slot.kind() == Slot.Kind.TABLE
                        ? " (give the embedding the size " + from.columns() + ")"
                        : ""));
      }
    }
    theirs.values().forEach(slot -> problems.add(slot.path() + " of the model is not there"));
    if (!problems.isEmpty()) {
      throw new NetworkException(
          "network: training.from: "
              + where
              + ": expected the layers of the model: "
              + String.join("; ", problems));
    }
    return fresh;
  }

  private static String size(Slot slot) {
    return "[" + slot.rows() + ", " + slot.columns() + "]";
  }

  private static boolean alike(Slot slot, Slot from) {
    return slot.kind() == from.kind()
        && slot.rows() == from.rows()
        && slot.columns() == from.columns();
  }

  /** Whether a parameter has more rows, or a bias more columns, for new categories or classes. */
  private static boolean grown(Slot slot, Slot from, Network network, Network known) {
    if (slot.kind() != from.kind()) {
      return false;
    }
    if (slot.kind().byRow()) {
      return slot.columns() == from.columns() && slot.rows() > from.rows();
    }
    int outputs = network.output().features();
    int before = known.output().features();
    boolean bias = slot.kind() == Slot.Kind.BIAS && slot.rows() == 1 && from.rows() == 1;
    return outputs > before
        && (bias
            ? slot.columns() == outputs && from.columns() == before
            : slot.columns() == from.columns() && slot.rows() == outputs && from.rows() == before);
  }

  /** For each row of the model's parameter, its row in the new one. */
  private int[] rows(ModelSpec spec, Slot slot, Slot from) {
    int[] rows = new int[from.rows()];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = r;
    }
    if (slot.kind() == Slot.Kind.SPARSE_WEIGHT && slot.rows() > from.rows()) {
      // New categories of a column stand before those of the next one.
      int[] starts = spec.columns().oneHotStarts();
      int[] before = model.spec().columns().oneHotStarts();
      for (int c = 0; c < before.length; c++) {
        int end = c + 1 < before.length ? before[c + 1] : rows.length;
        for (int r = before[c]; r < end; r++) {
          rows[r] = starts[c] + r - before[c];
        }
      }
    }
    return rows;
  }

  private void copy(Slot from, Slot to, int[] rows, float[] weights) {
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(
          model.weights(),
          from.offset() + r * from.columns(),
          weights,
          to.offset() + rows[r] * to.columns(),
          from.columns());
    }
  }
}
