package io.ganglion.api;

import io.ganglion.config.Problems;
import io.ganglion.config.Spec;
import io.ganglion.config.Yaml;
import io.ganglion.data.Columns;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.Schema;
import io.ganglion.data.Shape;
import io.ganglion.data.TargetScaling;
import io.ganglion.layer.Layers;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.Metric;
import io.ganglion.model.LocalFolder;
import io.ganglion.model.ModelException;
import io.ganglion.model.ModelFiles;
import io.ganglion.model.Summary;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.LayerInfo;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.train.Cluster;
import io.ganglion.train.Evaluation;
import io.ganglion.train.History;
import io.ganglion.train.Listeners;
import io.ganglion.train.ModelSpec;
import io.ganglion.train.Scores;
import io.ganglion.train.TrainState;
import io.ganglion.train.TrainingListener;
import io.ganglion.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that is defined, compiled, fitted, evaluated, saved and used as in Keras, with the
 * words of a job file. Behind it are the trainer and the files of jobs: what one wrote the other
 * reads.
 *
 * <p>For one thread; {@link Scorer} is for many.
 */
public final class Model {
  private final NetworkSpec network;
  private final Input input;
  private Schema schema;
  private Compilation compiled;
  private float[] weights;
  private Map<String, Object> facts = Map.of();

  private Model(NetworkSpec network, Input input, Schema schema) {
    this.network = network;
    this.input = input;
    this.schema = schema;
    if (network.undirected() != null) {
      throw new IllegalArgumentException(
          "network: expected layers, found " + network.undirected().kind() + ": train it by a job");
    }
    bind();
  }

  /**
   * A model of layers one after another.
   *
   * @throws io.ganglion.network.NetworkException if they don't fit together
   */
  public static Model of(Input input, LayerSpec... layers) {
    return new Model(NetworkSpec.of(layers), input, null);
  }

  /**
   * A model of the layers that a job file would list under {@code network}, as YAML.
   *
   * @throws io.ganglion.config.ConfigException naming every problem
   */
  public static Model of(Input input, String layers) {
    Problems problems = new Problems();
    NetworkSpec network =
        new NetworkSpec(Layers.read("network", Yaml.read("network", layers), problems));
    problems.throwIfAny();
    return new Model(network, input, null);
  }

  /** A model for clusters of blocks that this schema encoded. */
  public static Model of(Schema schema, LayerSpec... layers) {
    return new Model(NetworkSpec.of(layers), input(schema), schema);
  }

  private static Input input(Schema schema) {
    boolean arrays = schema.columns().numericOnly() && schema.graphs() == null;
    // The columns have their names in the schema, which those of a vector need not tell apart.
    return arrays
        ? new Input(Input.numbered("x", schema.numbers().size()), schema.sequences() != null)
        : null;
  }

  /** Chooses loss, optimizer and metrics, which a later fit goes by. */
  public Model compile(Loss loss, Spec optimizer, Metric... metrics) {
    return compile(new Compilation(loss, optimizer, Arrays.asList(metrics)));
  }

  /**
   * The same in the words of a job file: {@code compile("mse", "rmsprop: {learningRate: 0.001}",
   * "mae")}.
   *
   * @throws io.ganglion.config.ConfigException naming every problem
   */
  public Model compile(String loss, String optimizer, String... metrics) {
    return compile(Compilation.read(loss, optimizer, metrics));
  }

  private Model compile(Compilation next) {
    Network.bind(network, columns(), next.loss());
    if (schema != null && compiled != null && next.loss().target() != compiled.loss().target()) {
      throw new IllegalArgumentException(
          "loss: expected another for the targets of "
              + compiled.loss().kind()
              + ", which the model was fitted with, found "
              + next.loss().kind());
    }
    compiled = next;
    return this;
  }

  /** The table of layers, output shapes and numbers of parameters. */
  public String summary() {
    return Summary.table(bind().layers());
  }

  /**
   * Trains, from fresh weights at first and from those before after that, and keeps the weights of
   * the best held-out epoch, without held-out examples of the last. The first fit also takes the
   * statistics of columns and targets from the training examples.
   *
   * @throws IllegalArgumentException if examples and model don't fit together
   * @throws io.ganglion.train.DivergedException if the loss is no longer finite; the model then is
   *     what it was before
   */
  public History fit(Examples examples, FitOptions options) {
    Compilation by = compiled();
    Shape output = bind().output();
    ExampleCheck check = check(false);
    check.examples(examples, by.loss(), output.features());
    if (options.heldOut != null) {
      check.examples(options.heldOut, by.loss(), output.features());
    }
    Split split = Split.of(examples, options);
    Schema learned =
        schema == null
            ? LearnedSchema.of(input, split.training(), by.loss(), output, options.standardized)
            : schema;
    ExampleBlocks blocks = new ExampleBlocks(learned, by.loss(), output.features());
    Cluster holdout = split.heldOut() == null ? null : blocks.cluster(split.heldOut(), 1);
    return fit(learned, blocks.cluster(split.training(), options.shards), holdout, options);
  }

  /**
   * Trains over a cluster, whose shards are what they are.
   *
   * @param holdout null where nothing is held out
   */
  public History fit(Cluster training, Cluster holdout, FitOptions options) {
    if (schema == null) {
      throw new IllegalStateException(
          "fit: expected a schema that encoded the blocks of the cluster: make the model with one");
    }
    return fit(schema, training, holdout, options);
  }

  private History fit(Schema learned, Cluster training, Cluster holdout, FitOptions options) {
    ModelSpec spec = spec(learned);
    List<TrainingListener> listeners = new ArrayList<>(options.listeners);
    if (options.checkpoint != null) {
      listeners.add(new Checkpoint(options.checkpoint, learned, spec));
    }
    TrainingResult result =
        new Fitting(spec, compiled(), options)
            .run(weights, training, holdout, new Listeners(listeners));
    schema = learned;
    weights = result.weights();
    Map<String, Object> known = new LinkedHashMap<>(facts);
    known.put("epoch", result.bestEpoch());
    known.put("seed", options.seed);
    facts = known;
    return new History(result.epochs());
  }

  /** Loss and metrics over examples, in the units of the data. */
  public Scores evaluate(Examples examples) {
    TrainedModel model = trained();
    int outputs = bind().output().features();
    check(true).examples(examples, compiled.loss(), outputs);
    return evaluate(
        new ExampleBlocks(model.schema(), compiled.loss(), outputs).cluster(examples, 1));
  }

  /** Loss and metrics over the rows of a cluster, in the units of the data. */
  public Scores evaluate(Cluster cluster) {
    TrainState state = TrainState.start(trained().weights(), 0);
    return Evaluation.of(spec(schema), state, cluster, "evaluate");
  }

  /**
   * Predicts numbers in the units of the data, or the probabilities of classes.
   *
   * @param x {@code [examples, features]}; NaN is a missing number, in whose place the mean stands
   * @return {@code [examples, outputs]}
   */
  public float[][] predict(float[][] x) {
    check(true).rows(x);
    return new ArrayPredictor(trained()).rows(x);
  }

  /**
   * Predicts for sequences.
   *
   * @param x {@code [examples][steps][features]}, of unlike lengths as they are
   * @return {@code [examples][steps][outputs]}, with one step where the network makes one row of a
   *     sequence
   */
  public float[][][] predict(float[][][] x) {
    check(true).sequences(x);
    boolean perStep = bind().output() instanceof Shape.Sequence;
    return new ArrayPredictor(trained()).sequences(x, perStep);
  }

  /**
   * The model that ends with a layer: what it predicts are that layer's activations. Its weights
   * are copies.
   *
   * @param layer the name in the summary, such as {@code dense_1}
   * @throws ModelException if no layer is called so, or it is inside another
   */
  public Model upTo(String layer) {
    TrainedModel model = trained();
    List<String> names =
        bind().layers().stream().filter(info -> info.depth() == 1).map(LayerInfo::name).toList();
    int index = names.indexOf(layer);
    if (index < 0) {
      throw new ModelException(
          "layer '" + layer + "': expected one of " + String.join(", ", names));
    }
    NetworkSpec part = new NetworkSpec(network.layers().subList(0, index + 1));
    Network bound = Network.bind(part, columns(), new MeanSquaredError());
    int outputs = bound.output().features();
    LabelColumn label =
        LabelColumn.numbers(Input.numbered(layer + "_", outputs), TargetScaling.NONE);
    Schema hidden =
        model.schema().sequences() == null
            ? model.schema().withLabel(label)
            : LearnedSchema.of(input, schema.features(), label, bound.output());
    Model upTo = new Model(part, input, hidden);
    upTo.compiled = new Compilation(new MeanSquaredError(), null, List.of());
    upTo.weights = Arrays.copyOf(weights, bound.parameters());
    return upTo;
  }

  /**
   * Writes the folder of a model, in the place of one that is there.
   *
   * @throws IOException if it can't be written
   */
  public void save(Path folder) throws IOException {
    ModelFiles.write(new LocalFolder(folder), trained());
  }

  /**
   * Reads the folder of a model, by whomever it was trained. To fit it further, compile it.
   *
   * @throws ModelException naming the file, what was expected and what was found
   */
  public static Model load(Path folder) {
    TrainedModel saved = ModelFiles.read(new LocalFolder(folder));
    Model model = new Model(saved.spec().network(), input(saved.schema()), saved.schema());
    model.compiled = new Compilation(saved.spec().loss(), null, saved.spec().metrics());
    model.weights = saved.weights();
    model.facts = saved.facts();
    return model;
  }

  /** The model with its schema and weights, as the rest of the library takes it. */
  public TrainedModel trained() {
    if (weights == null) {
      throw new IllegalStateException(
          "model: expected one that was fitted or loaded: fit it first");
    }
    return new TrainedModel(schema, spec(schema), weights, facts);
  }

  private Network bind() {
    return Network.bind(
        network, columns(), compiled == null ? new MeanSquaredError() : compiled.loss());
  }

  private Columns columns() {
    return schema == null ? input.unseen() : schema.columns();
  }

  private ModelSpec spec(Schema known) {
    return new ModelSpec(
        network, known.columns(), compiled.loss(), compiled.metrics(), known.label().scaling());
  }

  private Compilation compiled() {
    if (compiled == null || compiled.optimizer() == null) {
      throw new IllegalStateException("model: expected an optimizer, found none: compile it first");
    }
    return compiled;
  }

  private ExampleCheck check(boolean missing) {
    if (input == null) {
      throw new IllegalStateException(
          "model: expected columns of numbers for arrays, found others: take a Scorer or a cluster");
    }
    return new ExampleCheck(input.columns().size(), input.sequence(), missing);
  }
}
