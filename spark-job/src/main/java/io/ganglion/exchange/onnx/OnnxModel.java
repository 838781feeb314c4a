package io.ganglion.exchange.onnx;

import io.ganglion.config.ProtobufMessage;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceWindows;
import io.ganglion.data.SeriesTransform;
import io.ganglion.exchange.NamedLayer;
import io.ganglion.exchange.Parameters;
import io.ganglion.model.Library;
import io.ganglion.model.ModelException;
import io.ganglion.model.TrainedModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A model as an ONNX file: raw columns in, predictions in the units of the data out. Imputation of
 * missing numbers, vocabularies, normalisation and the scaling of targets are part of the graph. Of
 * graphs the columns are those of nodes, beside which stand the edges between their rows.
 *
 * <p>Source: "Open Neural Network Exchange intermediate representation", version 8, with the
 * operator sets ai.onnx 18 and ai.onnx.ml 3.
 */
public final class OnnxModel {
  static final String LEARNING_DOMAIN = "ai.onnx.ml";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 18;
  private static final int LEARNING_OPERATORS = 3;

  /** A Protocol Buffers message is at most so long. */
  private static final long LONGEST = Integer.MAX_VALUE;

  private static final int MODEL_IR_VERSION = 1;
  private static final int MODEL_PRODUCER = 2;
  private static final int MODEL_PRODUCER_VERSION = 3;
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPERATORS = 8;
  private static final int OPERATORS_DOMAIN = 1;
  private static final int OPERATORS_VERSION = 2;

  private final ProtobufMessage message;
  private final List<String> inputs;
  private final List<String> outputs;

  private OnnxModel(Graph graph) {
    this.message = wrapped(graph);
    this.inputs = List.copyOf(graph.inputs());
    this.outputs = List.copyOf(graph.outputs());
  }

  /**
   * Makes the file of a model.
   *
   * @throws ModelException naming the layer that ONNX cannot hold, or why the file would be too
   *     large
   */
  public static OnnxModel of(TrainedModel model) {
    Schema schema = model.schema();
    Graph graph = new Graph("ganglion");
    OnnxColumns columns = OnnxInputs.of(graph, schema).columns();
    boolean sequences = schema.sequences() != null;
    OnnxSteps steps = sequences ? steps(graph, columns) : null;
    OnnxGraphs graphs = schema.graphs() == null ? null : OnnxGraphs.of(graph, schema, any(columns));
    String base = base(graph, schema);
    Parameters parameters = new Parameters(model);
    OnnxLayers layers = new OnnxLayers(graph, parameters, steps, graphs);
    String z =
        new OnnxNetwork(graph, parameters, layers).write(NamedLayer.of(model.spec()), columns);
    if (graphs != null && graphs.seeds() != null && !graphs.pairs()) {
      z = graphs.edges().rows(z, graphs.seeds());
    }
    boolean perStep = sequences && schema.sequences().labelPerStep();
    if (perStep) {
      z = graph.node("Transpose", Attributes.NONE.integers("perm", 1, 0, 2), z);
    }
    if (layers.energy() != null) {
      String documentation = "of the recalled pattern, or the free energy of the row";
      graph.output("energy", layers.energy(), Tensors.FLOAT, documentation, "rows", 1);
    }
    Object[] rows = {sequences ? "sequences" : graphs == null ? "rows" : "examples"};
    Object[] stepRows = {"sequences", "steps"};
    new OnnxOutputs(graph, schema.label(), perStep ? stepRows : rows)
        .write(z, model.spec().loss(), base);
    return new OnnxModel(graph);
  }

  private static OnnxSteps steps(Graph graph, OnnxColumns columns) {
    String documentation = "the number of steps of each sequence; those behind it are padding";
    String lengths = graph.input("lengths", Tensors.INT64, documentation, "sequences");
    return new OnnxSteps(graph, lengths, any(columns));
  }

  /** A value with all rows. */
  private static String any(OnnxColumns columns) {
    String any = columns.numeric() == null ? columns.sparse() : columns.numeric();
    return any == null ? columns.ids().get(0) : any;
  }

  /** Where the network learned differences, what they are taken from stands outside of it. */
  private static String base(Graph graph, Schema schema) {
    boolean differences =
        schema.sequences() != null
            && schema.sequences().form() instanceof SequenceWindows windows
            && windows.transform().stream().anyMatch(SeriesTransform.Difference.class::isInstance);
    return differences
        ? graph.input(
            "base",
            Tensors.FLOAT,
            "what the differences that the network forecasts are added to",
            "sequences",
            schema.label().names().size())
        : null;
  }

  private static ProtobufMessage wrapped(Graph graph) {
    ProtobufMessage message =
        new ProtobufMessage()
            .integer(MODEL_IR_VERSION, IR_VERSION)
            .text(MODEL_PRODUCER, "ganglion")
            .text(MODEL_PRODUCER_VERSION, Library.VERSION)
            .message(MODEL_GRAPH, graph.message())
            .message(MODEL_OPERATORS, operators("", OPERATORS))
            .message(MODEL_OPERATORS, operators(LEARNING_DOMAIN, LEARNING_OPERATORS));
    if (message.size() > LONGEST) {
      throw new ModelException(
          "model: expected a file of at most 2 GiB, as ONNX allows, found " + message.size());
    }
    return message;
  }

  private static ProtobufMessage operators(String domain, int version) {
    return new ProtobufMessage().text(OPERATORS_DOMAIN, domain).integer(OPERATORS_VERSION, version);
  }

  /** The names of the inputs in their order. */
  public List<String> inputs() {
    return inputs;
  }

  /** The names of the outputs in their order. */
  public List<String> outputs() {
    return outputs;
  }

  /** Writes the file. */
  public void writeTo(OutputStream out) throws IOException {
    message.writeTo(out);
  }
}
