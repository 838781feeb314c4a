package io.ganglion.exchange;

import io.ganglion.model.TrainedModel;
import io.ganglion.network.Slot;
import io.ganglion.tensor.Matrix;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a model by layer and name. */
public final class Parameters {
  private final Map<String, Slot> slots = new HashMap<>();
  private final float[] weights;

  /** The parameters of a model; they share its weights. */
  public Parameters(TrainedModel model) {
    model.spec().bind().slots().forEach(slot -> slots.put(slot.path(), slot));
    this.weights = model.weights();
  }

  /** Whether a layer has a parameter. */
  public boolean has(String layer, String name) {
    return slots.containsKey(layer + "/" + name);
  }

  /** A view of a parameter, not to be written. */
  public Matrix get(String layer, String name) {
    Slot slot = slots.get(layer + "/" + name);
    Matrix matrix = new Matrix();
    matrix.point(weights, slot.offset(), slot.rows(), slot.columns());
    return matrix;
  }

  /** The elements of a parameter, row by row. */
  public float[] values(String layer, String name) {
    Matrix from = get(layer, name);
    float[] values = new float[from.size()];
    System.arraycopy(from.data, from.offset, values, 0, values.length);
    return values;
  }

  /** The elements of a parameter, column by column: {@code [in, out]} of a weight. */
  public float[] transposed(String layer, String name) {
    Matrix from = get(layer, name);
    float[] values = new float[from.size()];
    for (int r = 0; r < from.rows; r++) {
      for (int c = 0; c < from.columns; c++) {
        values[c * from.rows + r] = from.get(r, c);
      }
    }
    return values;
  }
}
