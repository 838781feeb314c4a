package io.ganglion.network;

import io.ganglion.data.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what the layers of a network need while they are bound: parameter slots in one flat
 * vector, buffers of the workspace, names, and streams of random numbers.
 */
public final class Plan {
  private final List<Slot> slots = new ArrayList<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<LayerInfo> layers = new ArrayList<>();
  private final Map<Integer, Stalling> stalling = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> random = new LinkedHashSet<>();
  private final Set<String> batchDependent = new LinkedHashSet<>();
  private final List<Observing> observing = new ArrayList<>();
  private final List<Carrying> carrying = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private int parameters;
  private int streams;

  /** Reserves a parameter {@code [rows, columns]} of the layer being bound. */
  public Slot slot(String name, int rows, int columns, Slot.Kind kind, Initializer initializer) {
    String full = path.isEmpty() ? name : path.peekLast() + "/" + name;
    Slot slot = new Slot(slots.size(), full, parameters, rows, columns, kind, initializer);
    try {
      parameters = Math.addExact(parameters, Math.multiplyExact(rows, columns));
    } catch (ArithmeticException e) {
      throw new NetworkException(
          full + ": expected at most 2^31 − 1 parameters in all, found more: use fewer units");
    }
    slots.add(slot);
    return slot;
  }

  /** Reserves a matrix with as many rows as a value of the given shape, as wide as the shape. */
  public Buffer buffer(Shape shape) {
    return buffer(shape, shape.features());
  }

  /** Reserves a matrix with as many rows as a value of the given shape. */
  public Buffer buffer(Shape shape, int columns) {
    Buffer.Extent extent =
        shape instanceof Shape.Vector ? Buffer.Extent.EXAMPLES : Buffer.Extent.ROWS;
    return add(new Buffer(buffers.size(), extent, 0, columns));
  }

  /** Reserves a matrix with a row for each edge and each node: see {@link Buffer.Extent#HEARD}. */
  public Buffer heardBuffer(int columns) {
    return add(new Buffer(buffers.size(), Buffer.Extent.HEARD, 0, columns));
  }

  /** Reserves a matrix with a row for each edge. */
  public Buffer edgeBuffer(int columns) {
    return add(new Buffer(buffers.size(), Buffer.Extent.EDGES, 0, columns));
  }

  /** Reserves a matrix of fixed size. */
  public Buffer buffer(int rows, int columns) {
    return add(new Buffer(buffers.size(), Buffer.Extent.FIXED, rows, columns));
  }

  private Buffer add(Buffer buffer) {
    buffers.add(buffer);
    return buffer;
  }

  /** A number of its own for a layer that draws random numbers; see {@link Pass#key}. */
  public int stream() {
    random.add(where());
    return streams++;
  }

  /**
   * Notes that in training an output of the layer being bound depends on all rows of the batch, and
   * not on those of its own example alone.
   */
  public void dependsOnBatch() {
    batchDependent.add(where());
  }

  /**
   * Begins the binding of a layer.
   *
   * @param name the given name, or null for the kind and its count from one: {@code dense_1}
   * @return the index of the layer, for {@link #end} and {@link Pass#show}
   */
  public int begin(String name, String kind) {
    String numbered = numbered(kind);
    String given = name == null ? numbered : name;
    for (LayerInfo layer : layers) {
      if (layer != null && layer.name().equals(given)) {
        throw new NetworkException(
            "network: two layers are called '" + given + "': give one of them another name");
      }
    }
    path.addLast(given);
    layers.add(new LayerInfo(given, kind, path.size(), null, Steps.EACH, slots.size(), 0, 0));
    return layers.size() - 1;
  }

  /** The next name after a kind: {@code dense_1}, then {@code dense_2}. */
  public String numbered(String kind) {
    return kind + "_" + counts.merge(kind, 1, Integer::sum);
  }

  /** Ends the binding of a layer. */
  public void end(int layer, Layer bound) {
    note(layer, bound);
    end(layer, bound.output(), bound.steps());
  }

  /** Ends the binding of a first layer. */
  public void end(int layer, InputLayer bound) {
    note(layer, bound);
    end(layer, bound.output());
  }

  private void note(int layer, Object bound) {
    if (bound instanceof Stalling units && units.stall() != null) {
      stalling.put(layer, units);
    }
    if (bound instanceof Observing layerThatObserves) {
      observing.add(layerThatObserves);
    }
    if (bound instanceof Carrying layerThatCarries) {
      carrying.add(layerThatCarries);
    }
  }

  /** Ends the binding of a layer that takes each row by itself, whose output has this shape. */
  public void end(int layer, Shape output) {
    end(layer, output, Steps.EACH);
  }

  private void end(int layer, Shape output, Steps steps) {
    LayerInfo begun = layers.get(layer);
    int trainable = 0;
    int fixed = 0;
    for (Slot slot : slots.subList(begun.firstSlot(), slots.size())) {
      if (slot.kind().trainable()) {
        trainable += slot.size();
      } else {
        fixed += slot.size();
      }
    }
    layers.set(
        layer,
        new LayerInfo(
            begun.name(),
            begun.kind(),
            begun.depth(),
            output,
            steps,
            begun.firstSlot(),
            trainable,
            fixed));
    path.removeLast();
  }

  /** The name of the layer being bound, for error messages. */
  public String where() {
    return path.isEmpty() ? "network" : path.peekLast();
  }

  public List<Slot> slots() {
    return List.copyOf(slots);
  }

  public List<Buffer> buffers() {
    return List.copyOf(buffers);
  }

  public List<LayerInfo> layers() {
    return List.copyOf(layers);
  }

  /** A layer whose units can stall; null for any other. */
  Stalling stalling(int layer) {
    return stalling.get(layer);
  }

  /** The layers that observe what passes through them, in the order of binding. */
  List<Observing> observing() {
    return List.copyOf(observing);
  }

  /** The layers that carry a state, in the order of binding. */
  List<Carrying> carrying() {
    return List.copyOf(carrying);
  }

  /** The names of the layers that draw random numbers. */
  List<String> random() {
    return List.copyOf(random);
  }

  /** The names of the layers that depend on the whole batch. */
  List<String> batchDependent() {
    return List.copyOf(batchDependent);
  }

  /** The length of the flat vector of all parameters. */
  public int parameters() {
    return parameters;
  }
}
