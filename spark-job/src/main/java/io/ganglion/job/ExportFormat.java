package io.ganglion.job;

import io.ganglion.exchange.onnx.OnnxModel;
import io.ganglion.model.Folder;
import io.ganglion.model.TrainedModel;
import java.util.Locale;

/** The formats of other programs that a model can be written in. */
enum ExportFormat {
  ONNX {
    @Override
    Folder.Content content(TrainedModel model) {
      return OnnxModel.of(model)::writeTo;
    }
  };

  /**
   * The file of a model.
   *
   * @throws io.ganglion.model.ModelException naming what the format cannot hold
   */
  abstract Folder.Content content(TrainedModel model);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
