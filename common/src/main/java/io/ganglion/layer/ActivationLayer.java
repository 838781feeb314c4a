package io.ganglion.layer;

import io.ganglion.config.Section;
import io.ganglion.data.Shape;
import io.ganglion.loss.Loss;
import io.ganglion.network.Layer;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Pass;
import io.ganglion.network.Plan;
import io.ganglion.network.Stalling;
import io.ganglion.tensor.Kernels;
import io.ganglion.tensor.Matrix;

/** An activation function as a layer of its own: {@code y = f(x)}. */
public record ActivationLayer(Activation function) implements LayerSpec {
  static ActivationLayer read(Section section) {
    if (!section.has("function")) {
      section.problem("function", "is missing");
    }
    return new ActivationLayer(section.choice("function", Activations.CATALOGUE, new Identity()));
  }

  @Override
  public String kind() {
    return "activation";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    return new Bound(function, in);
  }

  @Override
  public LayerSpec withoutLink(Loss.Link link) {
    return function.link() == link ? new ActivationLayer(new Identity()) : this;
  }

  @Override
  public String finalActivation() {
    return function.link() == Loss.Link.IDENTITY ? null : function.kind();
  }

  private record Bound(Activation function, Shape output) implements Layer, Stalling {
    @Override
    public void forward(Pass pass, Matrix x, Matrix y) {
      function.forward(x, y);
    }

    @Override
    public void backward(Pass pass, Matrix x, Matrix y, Matrix dy, Matrix dx) {
      if (dx != null) {
        function.derivative(x, y, dy, dx);
      }
    }

    @Override
    public Stalling.Kind stall() {
      return function.stall();
    }

    @Override
    public void slopes(Pass pass, Matrix x, Matrix y, Matrix slopes) {
      function.slopes(x, y, slopes);
    }

    @Override
    public void tangent(Pass pass, Matrix x, Matrix xDot, Matrix y, Matrix yDot) {
      if (xDot == null) {
        Kernels.fill(yDot, 0f);
      } else {
        function.derivative(x, y, xDot, yDot);
      }
    }
  }
}
