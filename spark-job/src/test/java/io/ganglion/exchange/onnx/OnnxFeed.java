package io.ganglion.exchange.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.ganglion.model.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Feeds the file of a model with values, and runs it in ONNX Runtime. */
public final class OnnxFeed implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();

  public OnnxFeed(TrainedModel model) throws OrtException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OnnxModel.of(model).writeTo(bytes);
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    this.session = environment.createSession(bytes.toByteArray(), options);
  }

  /** Whether the file has an input of the name. */
  public boolean takes(String input) {
    return session.getInputNames().contains(input);
  }

  /** Gives numbers, in the precision that the file wants. */
  public void numbers(String input, double[] values, long... shape) throws OrtException {
    TensorInfo info = (TensorInfo) session.getInputInfo().get(input).getInfo();
    if (info.type == OnnxJavaType.DOUBLE) {
      put(input, OnnxTensor.createTensor(environment, DoubleBuffer.wrap(values), shape));
      return;
    }
    FloatBuffer floats = FloatBuffer.allocate(values.length);
    for (double value : values) {
      floats.put((float) value);
    }
    put(input, OnnxTensor.createTensor(environment, floats.flip(), shape));
  }

  /** Gives texts. */
  public void texts(String input, String[] values, long... shape) throws OrtException {
    put(input, OnnxTensor.createTensor(environment, values, shape));
  }

  /** Gives whole numbers. */
  public void longs(String input, long[] values, long... shape) throws OrtException {
    put(input, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
  }

  private void put(String input, OnnxTensor tensor) {
    inputs.put(input, tensor);
  }

  /** The outputs for what was given since the last run. */
  public Map<String, Object> run() throws OrtException {
    Map<String, Object> values = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (var output : result) {
        values.put(output.getKey(), output.getValue().getValue());
      }
    }
    inputs.values().forEach(OnnxTensor::close);
    inputs.clear();
    return values;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
