package io.ganglion.network;

import io.ganglion.data.Batch;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.loss.Loss;
import io.ganglion.tensor.Matrix;
import io.ganglion.tensor.Ranges;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A network bound to its columns and its loss: where each parameter lies in the flat vector, and
 * how a batch becomes an output. Immutable; the numbers are those of a {@link Pass}.
 */
public final class Network {
  private final Plan plan = new Plan();
  private final InputStage[] stages;
  private final InputLayer body;
  private final Undirected undirected;
  private final Buffer energies;
  private final Observing[] observing;
  private final Carrying[] carrying;
  private final Buffer out;
  private final Buffer dOut;
  private final Buffer outDot;

  private Network(NetworkSpec spec, Columns columns, Loss loss) {
    List<LayerEntry> entries = folded(spec.layers(), loss.link());
    List<InputStage> leading = new ArrayList<>();
    int first = 0;
    while (first < entries.size() && entries.get(first).spec() instanceof InputStageSpec stage) {
      int layer = plan.begin(entries.get(first).name(), stage.kind());
      leading.add(stage.bindStage(columns, plan));
      plan.end(layer, columns.shape(Math.addExact(columns.numeric(), columns.sparse())));
      first++;
    }
    this.stages = leading.toArray(new InputStage[0]);
    List<LayerEntry> layers = entries.subList(first, entries.size());
    if (layers.size() == 1 && layers.get(0).spec() instanceof UndirectedSpec) {
      checkLoss((UndirectedSpec) layers.get(0).spec(), loss);
      UndirectedBody alone = UndirectedBody.bind(layers.get(0), columns, plan);
      this.undirected = alone.bound();
      this.energies = plan.buffer(undirected.output(), 1);
      this.body = alone;
    } else {
      this.undirected = null;
      this.energies = null;
      this.body = SeedOutputs.of(InputSequential.bind(layers, columns, plan), plan);
    }
    this.observing = plan.observing().toArray(new Observing[0]);
    this.carrying = plan.carrying().toArray(new Carrying[0]);
    this.out = plan.buffer(body.output());
    this.dOut = plan.buffer(body.output());
    this.outDot = plan.buffer(body.output());
  }

  /**
   * Binds a network. Cheap, as it makes no weights, so that a task may bind anew.
   *
   * @param loss whose link takes the place of the same activation at the end
   * @throws NetworkException if layers, columns and loss don't fit together
   */
  public static Network bind(NetworkSpec spec, Columns columns, Loss loss) {
    if (spec.layers().isEmpty()) {
      throw new NetworkException("network: expected at least one layer, found none");
    }
    try {
      return new Network(spec, columns, loss);
    } catch (ArithmeticException e) {
      throw new NetworkException(
          "network: expected at most 2^31 − 1 numbers a row in each layer, found more: use fewer"
              + " units");
    }
  }

  private static void checkLoss(UndirectedSpec spec, Loss loss) {
    if (!loss.equals(spec.loss())) {
      throw new NetworkException(
          "network: "
              + spec.kind()
              + ": expected the loss "
              + spec.loss().kind()
              + ", by which its answers are judged, found "
              + loss.kind());
    }
  }

  private static List<LayerEntry> folded(List<LayerEntry> layers, Loss.Link link) {
    int last = layers.size() - 1;
    LayerEntry entry = layers.get(last);
    LayerSpec spec = entry.spec().withoutLink(link);
    String clash = spec.finalActivation();
    if (link != Loss.Link.IDENTITY && clash != null) {
      throw new NetworkException(
          "network["
              + last
              + "] "
              + spec.kind()
              + ": expected a linear "
              + (link == Loss.Link.EXPONENTIAL
                  ? ""
                  : "or " + link.name().toLowerCase(Locale.ROOT) + " ")
              + "output for this loss, found "
              + clash
              + ": remove the activation");
    }
    List<LayerEntry> folded = new ArrayList<>(layers);
    folded.set(last, new LayerEntry(entry.name(), spec));
    return folded;
  }

  /** The shape of the output. */
  public Shape output() {
    return body.output();
  }

  /** The length of the flat vector of all parameters. */
  public int parameters() {
    return plan.parameters();
  }

  public List<Slot> slots() {
    return plan.slots();
  }

  /** The layers in the order of binding, for a summary. */
  public List<LayerInfo> layers() {
    return plan.layers();
  }

  /**
   * Whether a pass shows the output of a layer. Leading stages rewrite the same columns one after
   * another, so that only what the last of them left can be seen.
   */
  public boolean shows(int layer) {
    return layer >= stages.length - 1;
  }

  /** How the units of a layer stall; null where they cannot. */
  public Stalling.Kind stall(int layer) {
    Stalling units = plan.stalling(layer);
    return units == null ? null : units.stall();
  }

  /**
   * Writes the slopes of the activation of a layer that can stall, as the last forward pass left
   * them.
   *
   * @param slopes {@code [rows, units]}, overwritten
   */
  public void slopes(Pass pass, int layer, Matrix slopes) {
    plan.stalling(layer).slopes(pass, pass.shownInput(layer), pass.shown(layer), slopes);
  }

  /** The names of the layers that draw random numbers in training, such as dropout. */
  public List<String> randomLayers() {
    return plan.random();
  }

  /**
   * The names of the layers that make an example's output in training depend on the other examples
   * of its batch.
   */
  public List<String> batchDependentLayers() {
    return plan.batchDependent();
  }

  /** Whether its connections have no direction, so that rows have an energy. */
  public boolean undirected() {
    return undirected != null;
  }

  /** The undirected network whose weights store the rows; null for any other. */
  public Storing storing() {
    return undirected instanceof Storing store ? store : null;
  }

  /** All parameters that weight decay applies to. */
  public Ranges decayed() {
    Ranges decayed = new Ranges();
    for (Slot slot : plan.slots()) {
      if (slot.kind().decayed()) {
        decayed.add(slot.offset(), slot.end());
      }
    }
    return decayed;
  }

  /** Whether some parameters are trained by touched rows. */
  public boolean trainsByRow() {
    return plan.slots().stream().anyMatch(slot -> slot.kind().byRow());
  }

  /** Fresh parameters, drawn under {@code seed}. */
  public float[] initialize(long seed) {
    float[] weights = new float[parameters()];
    for (Slot slot : plan.slots()) {
      slot.initializer()
          .fill(
              weights,
              slot.offset(),
              slot.rows(),
              slot.columns(),
              Seeds.derive(seed, slot.index()));
    }
    return weights;
  }

  /**
   * About how many floats a workspace holds besides the vectors that it is over.
   *
   * @param examples of a batch
   * @param rows of a batch: its steps or nodes
   * @param edges of a batch
   */
  public long workspace(long examples, long rows, long edges) {
    long floats = 0;
    for (Buffer buffer : plan.buffers()) {
      long height =
          switch (buffer.extent()) {
            case EXAMPLES -> examples;
            case ROWS -> rows;
            case HEARD -> edges + rows;
            case EDGES -> edges;
            case FIXED -> buffer.rows();
          };
      floats += height * buffer.columns();
    }
    return floats;
  }

  /**
   * A workspace over the given vectors.
   *
   * @param gradient null for a pass that only predicts
   */
  public Pass pass(float[] weights, float[] gradient) {
    return new Pass(plan, weights, gradient);
  }

  /**
   * Begins a batch: sizes the buffers, and lets the leading stages rewrite the batch's columns.
   * Once after each filling of the batch; then any number of forward passes may follow.
   *
   * @param key of this step's random numbers
   */
  public void begin(Pass pass, Batch batch, Pass.Mode mode, long key) {
    pass.begin(batch, mode, key);
    for (InputStage stage : stages) {
      stage.apply(pass, batch);
    }
    if (stages.length > 0) {
      pass.show(stages.length - 1, batch.numeric);
    }
  }

  /** Computes the output {@code [rows, outputs]} of the batch that was begun. */
  public Matrix forward(Pass pass) {
    Matrix y = pass.buffer(out);
    body.forward(pass, pass.batch(), y);
    return y;
  }

  /**
   * The energy of each row of the batch, {@code [rows, 1]}, after {@link #forward}; null for a
   * network that isn't undirected.
   */
  public Matrix energies(Pass pass) {
    if (undirected == null) {
      return null;
    }
    Matrix found = pass.buffer(energies);
    undirected.energies(pass, pass.batch(), pass.buffer(out), found);
    return found;
  }

  /** Where the gradient by the output goes before {@link #backward}. */
  public Matrix outputGradient(Pass pass) {
    return pass.buffer(dOut);
  }

  /** Adds the gradient by all parameters, given {@link #outputGradient}, to the pass's gradient. */
  public void backward(Pass pass) {
    pass.beginBackward();
    body.backward(pass, pass.batch(), pass.buffer(out), pass.buffer(dOut));
  }

  /**
   * Lets the layers that keep running statistics take in the batch of the last forward pass in
   * training: once a step, with the weights that it writes them to.
   */
  public void observe(Pass pass) {
    for (Observing layer : observing) {
      layer.observe(pass);
    }
  }

  /**
   * Ends with a batch that another one continues: the layers that carry a state keep it for that
   * one. What came before is known to it by this state alone, and gets no gradient from it.
   */
  public void carry(Pass pass) {
    for (Carrying layer : carrying) {
      layer.carry(pass);
    }
  }

  /**
   * Why sequences cannot be cut into pieces that are learned from one after another; null where
   * they can: every layer then knows of later steps nothing, and of earlier ones a state.
   */
  public String uncuttable() {
    if (!(output() instanceof Shape.Sequence) && layers().stream().allMatch(Network::cuttable)) {
      return "expected sequences, found " + output();
    }
    return layers().stream()
        .filter(layer -> !cuttable(layer))
        .map(
            layer ->
                "expected layers that give a row for each step of what came so far, found "
                    + layer.name()
                    + (layer.steps() == Steps.BACKWARD
                        ? ", which begins at the end of a sequence"
                        : ", which gives one row for a whole sequence"))
        .findFirst()
        .orElse(null);
  }

  private static boolean cuttable(LayerInfo layer) {
    return switch (layer.steps()) {
      case EACH -> true;
      case FORWARD -> layer.output() instanceof Shape.Sequence;
      case BACKWARD, POOLED -> false;
    };
  }

  /** The derivative of the output along the pass's direction, after {@link #forward}. */
  public Matrix tangent(Pass pass) {
    Matrix yDot = pass.buffer(outDot);
    body.tangent(pass, pass.batch(), pass.buffer(out), yDot);
    return yDot;
  }
}
