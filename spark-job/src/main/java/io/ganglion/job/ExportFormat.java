package io.ganglion.job;

import io.ganglion.exchange.keras.KerasModel;
import io.ganglion.exchange.onnx.OnnxModel;
import io.ganglion.model.Folder;
import io.ganglion.model.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The formats of other programs that a model can be written in. */
enum ExportFormat {
  ONNX {
    @Override
    Folder.Content content(TrainedModel model) {
      return OnnxModel.of(model)::writeTo;
    }
  },
  KERAS {
    @Override
    Folder.Content content(TrainedModel model) {
      KerasModel keras = KerasModel.of(model);
      System.out.println("input     " + String.join(", ", keras.inputs()));
      return out -> {
        // HDF5 is not written from its first byte to its last.
        Path file = Files.createTempFile("ganglion", ".h5");
        try {
          keras.write(file);
          Files.copy(file, out);
        } finally {
          Files.delete(file);
        }
      };
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
