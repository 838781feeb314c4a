package io.ganglion.network;

import io.ganglion.data.Shape;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;
import java.util.List;

/** Layers one after another; the identity where there is none. */
public final class Sequential implements Layer {
  private final Shape output;
  private final Layer[] layers;
  private final int[] indices;
  private final Buffer[] outputs;
  private final Buffer[] gradients;
  private final Buffer[] tangents;

  private Sequential(List<LayerEntry> entries, Shape in, Plan plan) {
    int n = entries.size();
    this.layers = new Layer[n];
    this.indices = new int[n];
    this.outputs = new Buffer[n];
    this.gradients = new Buffer[n];
    this.tangents = new Buffer[n];
    Shape shape = in;
    for (int i = 0; i < n; i++) {
      LayerEntry entry = entries.get(i);
      indices[i] = plan.begin(entry.name(), entry.spec().kind());
      layers[i] = entry.spec().bind(shape, plan);
      shape = layers[i].output();
      plan.end(indices[i], layers[i]);
      if (i < n - 1) {
        outputs[i] = plan.buffer(shape);
        gradients[i] = plan.buffer(shape);
        tangents[i] = plan.buffer(shape);
      }
    }
    this.output = shape;
  }

  /** Binds the entries in order. */
  public static Sequential bind(List<LayerEntry> entries, Shape in, Plan plan) {
    return new Sequential(entries, in, plan);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(Pass pass, Matrix x, Matrix y) {
    if (layers.length == 0) {
      Kernels.copy(x, y);
    }
    Matrix in = x;
    for (int i = 0; i < layers.length; i++) {
      Matrix out = outputOf(pass, i, y);
      layers[i].forward(pass, in, out);
      pass.show(indices[i], in, out);
      in = out;
    }
  }

  @Override
  public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
    if (layers.length == 0 && dx != null) {
      Kernels.copy(dy, dx);
    }
    for (int i = layers.length - 1; i >= 0; i--) {
      Matrix in = i == 0 ? x : pass.buffer(outputs[i - 1]);
      Matrix dIn = i == 0 ? dx : pass.buffer(gradients[i - 1]);
      Matrix dOut = i == layers.length - 1 ? dy : pass.buffer(gradients[i]);
      layers[i].backward(pass, in, outputOf(pass, i, y), dOut, dIn);
    }
  }

  @Override
  public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
    if (layers.length == 0) {
      if (xDot == null) {
        Kernels.fill(yDot, 0f);
      } else {
        Kernels.copy(xDot, yDot);
      }
    }
    Matrix in = x;
    Matrix inDot = xDot;
    for (int i = 0; i < layers.length; i++) {
      Matrix out = outputOf(pass, i, y);
      Matrix outDot = i == layers.length - 1 ? yDot : pass.buffer(tangents[i]);
      layers[i].tangent(pass, in, inDot, out, outDot);
      in = out;
      inDot = outDot;
    }
  }

  private Matrix outputOf(Pass pass, int i, Matrix y) {
    return i == layers.length - 1 ? y : pass.buffer(outputs[i]);
  }
}
