package io.ganglion.job;

import io.ganglion.exchange.keras.KerasModel;
import io.ganglion.exchange.onnx.OnnxModel;
import io.ganglion.model.Folder;
import io.ganglion.model.TrainedModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The formats of other programs that a model can be written in. */
enum ExportFormat {
  ONNX {
    @Override
    Exported of(TrainedModel model) {
      OnnxModel onnx = OnnxModel.of(model);
      List<String> lines =
          List.of(
              "input    " + String.join(", ", onnx.inputs()),
              "output   " + String.join(", ", onnx.outputs()));
      return new Exported(onnx::writeTo, lines);
    }
  },
  KERAS {
    @Override
    Exported of(TrainedModel model) {
      KerasModel keras = KerasModel.of(model);
      List<String> lines = new ArrayList<>();
      keras.warnings().forEach(warning -> lines.add("warning: " + warning));
      lines.add("input    " + String.join(", ", keras.inputs()));
      return new Exported(out -> write(keras, out), lines);
    }
  };

  /**
   * A model in a format.
   *
   * @param content of the file
   * @param lines for the user
   */
  record Exported(Folder.Content content, List<String> lines) {}

  /**
   * The file of a model.
   *
   * @throws io.ganglion.model.ModelException naming what the format cannot hold
   */
  abstract Exported of(TrainedModel model);

  /** HDF5 is not written from its first byte to its last. */
  private static void write(KerasModel keras, OutputStream out) throws IOException {
    Path file = Files.createTempFile("ganglion", ".h5");
    try {
      keras.write(file);
      Files.copy(file, out);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
