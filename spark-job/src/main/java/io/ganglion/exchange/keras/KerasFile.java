package io.ganglion.exchange.keras;

import io.ganglion.config.Json;
import io.ganglion.model.ModelException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a HDF5 file of Keras holds: the tree of its layers, and the weights of each by its name.
 * Nothing in the file is trusted: sizes are compared with that of the file before memory is taken.
 *
 * @param config a tree of maps and lists
 * @param weights of each layer, in Keras' order
 */
record KerasFile(Object config, Map<String, List<KerasWeight>> weights) {
  private static final String CONFIG = "model_config";

  /**
   * Reads a file.
   *
   * @param name for messages
   * @throws ModelException if it isn't one of Keras, or not whole
   */
  static KerasFile read(String name, Path file) {
    try (HdfFile hdf = open(file)) {
      return new Reader(name, Files.size(file)).read(hdf);
    } catch (ModelException e) {
      throw e;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      // The library meets what is wrong with a file with all kinds of exceptions.
      throw new ModelException(
          name + ": expected a whole HDF5 file that Keras wrote, found what can't be read: " + e,
          e);
    }
  }

  /**
   * As a part of memory where it is small enough for one: the library then takes pieces of that,
   * and no memory of the sizes that a file claims.
   */
  private static HdfFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.size() <= Integer.MAX_VALUE
          ? HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))
          : new HdfFile(file);
    }
  }

  private record Reader(String name, long length) {
    KerasFile read(HdfFile hdf) {
      String json = text(hdf, CONFIG);
      if (json == null) {
        throw wrong(
            "expected a whole model with its model_config, found none: save it with"
                + " model.save('NAME.h5')");
      }
      Object config = Json.read(name + ": " + CONFIG, json.getBytes(StandardCharsets.UTF_8));
      Map<String, List<KerasWeight>> weights = new LinkedHashMap<>();
      Group all = group(hdf, "model_weights");
      for (String layer : texts(all, "layer_names")) {
        weights.put(layer, weights(group(all, layer)));
      }
      return new KerasFile(config, weights);
    }

    private List<KerasWeight> weights(Group layer) {
      List<KerasWeight> weights = new ArrayList<>();
      for (String path : texts(layer, "weight_names")) {
        Node node = layer.getByPath(path);
        if (!(node instanceof Dataset dataset)) {
          throw wrong("expected the weights " + path + " of " + layer.getPath() + ", found none");
        }
        weights.add(weight(path.substring(path.lastIndexOf('/') + 1), dataset));
      }
      return weights;
    }

    private KerasWeight weight(String last, Dataset dataset) {
      String path = dataset.getPath();
      long[] shape = dataset.getDimensionsAsLong();
      checkSize(path, shape, dataset.getDataType().getSize());
      if (!dataset.getFilters().isEmpty() || shape.length > 2) {
        throw wrong(
            path
                + ": expected numbers without compression in at most two dimensions, found others");
      }
      float[] values =
          numbers(path, dataset.isScalar() ? dataset.getData() : dataset.getDataFlat());
      // Before version 2.3 Keras wrote kernel:0 for kernel.
      String weight = last.replace(":0", "");
      return shape.length == 2 && shape[0] > 0
          ? KerasWeight.matrix(weight, values, (int) shape[0])
          : KerasWeight.vector(weight, values);
    }

    private float[] numbers(String path, Object data) {
      if (data instanceof float[] floats) {
        return floats;
      }
      if (data instanceof double[] doubles) {
        float[] values = new float[doubles.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) doubles[i];
        }
        return values;
      }
      if (data instanceof Number number) {
        return new float[] {number.floatValue()};
      }
      throw wrong(path + ": expected numbers of 32 or 64 bits, found others");
    }

    private void checkSize(String path, long[] shape, int bytes) {
      long size = bytes;
      for (long dimension : shape) {
        // No dimension is larger than the file, so that the product stays within 64 bits.
        if (dimension < 0 || dimension > length || size * dimension > length) {
          throw wrong(path + ": expected a size within the file of " + length + " bytes");
        }
        size *= dimension;
      }
    }

    private Group group(Group parent, String child) {
      if (parent.getByPath(child) instanceof Group group) {
        return group;
      }
      throw wrong("expected the group " + child + " in " + parent.getPath() + ", found none");
    }

    private String text(Node node, String attribute) {
      return data(node, attribute) instanceof String text ? text : null;
    }

    /** A list of texts; Keras cuts one that is too long for an attribute into several. */
    private List<String> texts(Node node, String attribute) {
      List<String> texts = new ArrayList<>();
      if (node.getAttribute(attribute) != null) {
        addTexts(texts, data(node, attribute));
      }
      for (int i = 0; node.getAttribute(attribute + i) != null; i++) {
        addTexts(texts, data(node, attribute + i));
      }
      return texts;
    }

    private static void addTexts(List<String> texts, Object data) {
      if (data instanceof String[] array) {
        texts.addAll(List.of(array));
      }
    }

    private Object data(Node node, String attribute) {
      Attribute found = node.getAttribute(attribute);
      if (found == null || found.isEmpty()) {
        return null;
      }
      checkSize(attribute, found.getDimensionsAsLong(), found.getDataType().getSize());
      return found.getData();
    }

    private ModelException wrong(String problem) {
      return new ModelException(name + ": " + problem);
    }
  }
}
