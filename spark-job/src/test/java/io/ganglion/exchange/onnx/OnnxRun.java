package io.ganglion.exchange.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.VectorColumn;
import io.ganglion.model.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the file of a model in ONNX Runtime on raw columns. */
final class OnnxRun implements AutoCloseable {
  /** Stands behind the end of a sequence, and must not matter. */
  private static final double PADDING = 1e6;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Schema schema;
  private final OrtSession session;

  OnnxRun(TrainedModel model) throws OrtException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OnnxModel.of(model).writeTo(bytes);
    this.schema = model.schema();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    this.session = environment.createSession(bytes.toByteArray(), options);
  }

  OrtSession session() {
    return session;
  }

  /** The outputs for rows of a table. */
  Map<String, Object> rows(List<RawRow> rows) throws OrtException {
    return run(inputs(rows.stream().map(row -> List.of(row)).toList(), rows.size()));
  }

  /** The outputs for sequences. */
  Map<String, Object> sequences(List<List<RawRow>> sequences, double[][] base) throws OrtException {
    int steps = sequences.stream().mapToInt(List::size).max().orElseThrow();
    Map<String, OnnxTensor> inputs = inputs(sequences, sequences.size(), steps);
    long[] lengths = sequences.stream().mapToLong(List::size).toArray();
    inputs.put(
        "lengths",
        OnnxTensor.createTensor(
            environment, LongBuffer.wrap(lengths), new long[] {lengths.length}));
    if (base != null) {
      FloatBuffer values = FloatBuffer.allocate(base.length * base[0].length);
      for (double[] row : base) {
        Arrays.stream(row).forEach(value -> values.put((float) value));
      }
      long[] shape = {base.length, base[0].length};
      inputs.put("base", OnnxTensor.createTensor(environment, values.flip(), shape));
    }
    return run(inputs);
  }

  private Map<String, Object> run(Map<String, OnnxTensor> inputs) throws OrtException {
    Map<String, Object> values = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (var output : result) {
        values.put(output.getKey(), output.getValue().getValue());
      }
    }
    inputs.values().forEach(OnnxTensor::close);
    return values;
  }

  private Map<String, OnnxTensor> inputs(List<List<RawRow>> examples, long... rows)
      throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    int number = 0;
    int category = 0;
    int steps = rows.length == 1 ? 1 : (int) rows[1];
    for (FeatureColumn feature : schema.features()) {
      int width = feature instanceof VectorColumn vector ? vector.size() : 1;
      long[] shape = Arrays.copyOf(rows, rows.length + 1);
      shape[rows.length] = width;
      List<Double> numbers = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (List<RawRow> example : examples) {
        for (int t = 0; t < steps; t++) {
          RawRow row = t < example.size() ? example.get(t) : null;
          if (feature instanceof CategoricalColumn) {
            String text = row == null ? "unseen" : row.categories[category];
            texts.add(text == null ? "" : text);
          } else if (feature instanceof VectorColumn vector) {
            double[] dense = new double[width];
            if (row != null && !vector.sparse()) {
              System.arraycopy(row.numbers, number, dense, 0, width);
            }
            for (int k = 0; row != null && vector.sparse() && k < row.stored; k++) {
              dense[row.index[k]] += row.value[k];
            }
            Arrays.stream(dense).forEach(numbers::add);
          } else {
            numbers.add(row == null ? PADDING : row.numbers[number]);
          }
        }
      }
      if (feature instanceof CategoricalColumn) {
        category++;
        String[] values = texts.toArray(new String[0]);
        inputs.put(feature.name(), OnnxTensor.createTensor(environment, values, shape));
      } else {
        number += feature instanceof VectorColumn vector && vector.sparse() ? 0 : width;
        inputs.put(feature.name(), numbers(feature.name(), numbers, shape));
      }
    }
    return inputs;
  }

  private OnnxTensor numbers(String name, List<Double> values, long[] shape) throws OrtException {
    TensorInfo info = (TensorInfo) session.getInputInfo().get(name).getInfo();
    double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (info.type == OnnxJavaType.DOUBLE) {
      return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(array), shape);
    }
    FloatBuffer floats = FloatBuffer.allocate(array.length);
    Arrays.stream(array).forEach(value -> floats.put((float) value));
    return OnnxTensor.createTensor(environment, floats.flip(), shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
