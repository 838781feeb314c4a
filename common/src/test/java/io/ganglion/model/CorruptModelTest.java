package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.network.Network;
import io.ganglion.testing.MemoryFolder;
import io.ganglion.testing.Models;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorruptModelTest {
  private final MemoryFolder folder = new MemoryFolder();
  private String weights;

  @BeforeEach
  void writeAModel() throws IOException {
    ModelFiles.write(folder, Models.regression(1));
    weights = folder.files.lastKey();
  }

  private void refuses(String file, String problem) {
    String where = "memory:/folder" + (file.isEmpty() ? "" : "/" + file) + ": ";
    assertThatThrownBy(() -> ModelFiles.read(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(where)
        .hasMessageContaining(problem);
  }

  private String json() {
    return new String(folder.files.get("model.json"), UTF_8);
  }

  private void changeJson(UnaryOperator<String> change) {
    String json = json();
    String changed = change.apply(json);
    assertThat(changed).isNotEqualTo(json);
    folder.files.put("model.json", changed.getBytes(UTF_8));
  }

  /** Puts other weights into the place of the right ones, with the name and digest they need. */
  private String replaceWeights(byte[] bytes) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    WeightsFile file = WeightsFile.of(bytes.length, HexFormat.of().formatHex(digest));
    folder.files.clear();
    folder.files.put(file.file(), bytes);
    folder.files.put("model.json", Manifest.write(Models.regression(1), file).getBytes(UTF_8));
    return file.file();
  }

  private static byte[] bytes(List<Tensor> tensors, float[] values) throws IOException {
    MemoryFolder folder = new MemoryFolder();
    folder.create("x", out -> Safetensors.write(out, tensors, values));
    return folder.files.get("x");
  }

  @Test
  void aFolderWithoutAModel() {
    folder.files.clear();
    refuses("", "expected the folder of a model, with model.json, found no files");
    folder.files.put("notes.txt", new byte[0]);
    folder.files.put("MODEL.JSON", new byte[0]);
    refuses("", "expected the folder of a model, with model.json, found MODEL.JSON, notes.txt");
  }

  @Test
  void aPathThatIsNoFolder(@TempDir Path path) throws IOException {
    Path file = Files.writeString(path.resolve("file"), "x");
    assertThatThrownBy(() -> ModelFiles.read(new LocalFolder(file)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file + ": can't be read: ");
    assertThatThrownBy(() -> ModelFiles.read(new LocalFolder(path.resolve("absent"))))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("found no files");
  }

  @Test
  void aFolderInThePlaceOfTheWeights(@TempDir Path path) throws IOException {
    ModelFiles.write(new LocalFolder(path), Models.regression(1));
    Files.delete(path.resolve(weights));
    Files.createDirectory(path.resolve(weights));
    assertThatThrownBy(() -> ModelFiles.read(new LocalFolder(path)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(path.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "version": 4,                | "version": 4,,            | the text, line 3, column
          "format": "ganglion-model"   | "format": "keras"         | format: expected 'ganglion-model', found 'keras'
          "format": "ganglion-model",  | ``                        | format: expected 'ganglion-model', found 'null'
          "version": 4                 | "version": 5              | version: expected 1 to 4, found 5: read it with Ganglion 0.1.0, which wrote it, or a newer one
          "version": 4                 | "version": 4, "more": 3   | more: is not a key here; expected one of format, version,
          "facts": {                   | "facts": { "a": [],       | fact a: expected a text
          "mean": 6.25                 | "mean": null              | schema.features[0].numeric.mean: is missing
          "mean": 6.25                 | "mean": "6"               | schema.features[0].numeric.mean: expected a finite number, found the text '6'
          "mean": 6.25                 | "mean": 1e999             | schema.features[0].numeric.mean: expected a finite number
          "variance": 0.5              | "variance": -0.5          | schema.features[0].numeric.variance: expected at least 0
          "missing": 7                 | "missing": -7             | schema.features[1].numeric.missing: expected a number of rows
          "missing": 7                 | "missing": 0              | expected normalization_1/mean [3], found normalization_1/mean [4]
          "name": "age"                | "name": "rooms"           | schema.features: expected different names
          "means": [ 22.5 ]            | "means": [ 22.5, 1.0 ]    | schema.label.scaling.deviations: expected as many as means
          "deviations": [ 9.1875 ]     | "deviations": [ 0.0 ]     | schema.label.scaling.deviations: expected numbers above 0
          "numericClasses": false      | "numericClasses": "no"    | schema.label.numericClasses: expected true or false
          "normalization", {           | {                         | normalization_1/mean
          "units": 4                   | "units": 0                | network[2].dense.units: expected at least 1, found 0
          "units": 4                   | "units": 5                | expected layers that keep the shape
          "units": 4                   | "units": 2000000000       | parameters in all
          "activation": "relu"         | "activation": "swish"     | network[2].dense.activation: no activation is called 'swish'
          "rate": 0.2                  | "rate": 1.2               | network[4].dropout.rate: expected a number of at least 0.0 and below 1.0
          "loss": "mse"                | "loss": "hinge"           | loss: no loss is called 'hinge'
          "loss": "mse"                | "loss": null              | loss: is missing
          "loss": "mse"                | "loss": "categorical_crossentropy" | expected 1 classes for the network, found 0
          "metrics": [ "mae"           | "metrics": [ "mean"       | metrics[0]: no metric is called 'mean'
          "length":                    | "length": 1, "x":         | weights.x: is not a key here
          "length":                    | "length": 1, "length":    | Duplicate field 'length'
          "sha256": "                  | "sha256": "0              | weights.sha256: expected 64 hexadecimal digits
          "file": "weights-            | "file": "../weights-      | weights.file: expected weights-
          "file": "weights-            | "file": "/tmp/weights-    | weights.file: expected weights-
          """)
  void aManifestThatIsWrong(String from, String to, String problem) {
    changeJson(json -> json.replaceFirst(Pattern.quote(from), to));
    assertThatThrownBy(() -> ModelFiles.read(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("memory:/folder/")
        .hasMessageContaining(problem);
  }

  @Test
  void everyProblemOfAManifestIsNamed() {
    changeJson(json -> json.replace("\"rate\": 0.2", "\"rat\": 2").replace("mse", "msa"));
    refuses("model.json", "network[4].dropout.rate: is missing\n");
    refuses("model.json", "loss: no loss is called 'msa'; did you mean 'mse'?");
  }

  @Test
  void aNetworkThatIsWiderThanAnIntHolds() throws IOException {
    String doubled = "{\"branches\": {\"of\": [[], []]}}, ";
    for (int times : new int[] {29, 30, 31, 40}) {
      folder.files.clear();
      ModelFiles.write(folder, Models.classifier(1));
      String network = "\"network\": [ " + doubled.repeat(times);
      changeJson(json -> json.replace("\"network\": [ ", network));
      assertThatThrownBy(() -> ModelFiles.read(folder))
          .isInstanceOf(ModelException.class)
          .hasMessageStartingWith("memory:/folder/");
    }
  }

  @Test
  void aManifestThatIsTooLong() {
    MemoryFolder longer =
        new MemoryFolder() {
          @Override
          public Source open(String name) throws IOException {
            return new Source(super.open(name).stream(), 1L << 40);
          }
        };
    longer.files.putAll(folder.files);
    assertThatThrownBy(() -> ModelFiles.read(longer))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected at most 67108864 bytes, found 1099511627776");
  }

  @Test
  void weightsThatAreGone() {
    folder.files.remove(weights);
    refuses("", "can't be read: java.nio.file.NoSuchFileException: " + weights);
  }

  @Test
  void weightsThatAreCutOffOrLonger() {
    byte[] bytes = folder.files.get(weights);
    for (int length : new int[] {0, 7, 8, 100, bytes.length - 1, bytes.length + 1}) {
      folder.files.put(weights, Arrays.copyOf(bytes, length));
      refuses(weights, "expected " + bytes.length + " bytes, found " + length);
    }
  }

  @Test
  void weightsWithAnotherBit() {
    byte[] bytes = folder.files.get(weights);
    bytes[bytes.length - 4] ^= 1;
    refuses(weights, "expected the SHA-256 ");
  }

  @Test
  void weightsOfAnotherNetwork() throws Exception {
    Network network = Models.regression(1).spec().bind();
    List<Tensor> tensors = new ArrayList<>(Weights.tensors(network));
    float[] values = new float[network.parameters()];
    ModelFiles.read(folder);

    Tensor first = tensors.set(0, new Tensor("other", tensors.get(0).shape()));
    String file = replaceWeights(bytes(tensors, values));
    refuses(file, "expected the tensors [normalization_1/mean, ");
    refuses(file, "], found other");

    tensors.set(0, new Tensor(first.name(), List.of(2, 2)));
    file = replaceWeights(bytes(tensors, values));
    refuses(file, "expected normalization_1/mean [4], found normalization_1/mean [2, 2]");

    tensors.set(0, first);
    Tensor last = tensors.remove(tensors.size() - 1);
    file = replaceWeights(bytes(tensors, Arrays.copyOf(values, values.length - last.size())));
    refuses(file, "expected the tensors [" + last.name() + "], found none");
  }

  @Test
  void tensorsMayLieInAnotherOrder() throws Exception {
    TrainedModel model = Models.regression(1);
    List<Tensor> tensors = new ArrayList<>(Weights.tensors(model.spec().bind()));
    Tensor first = tensors.remove(0);
    tensors.add(first);
    float[] values = model.weights().clone();
    System.arraycopy(model.weights(), first.size(), values, 0, values.length - first.size());
    System.arraycopy(model.weights(), 0, values, values.length - first.size(), first.size());
    replaceWeights(bytes(tensors, values));
    assertThat(ModelFiles.read(folder).weights()).isEqualTo(model.weights());
  }

  @Test
  void weightsThatAreNotFinite() throws Exception {
    byte[] bytes = folder.files.get(weights);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
    refuses(replaceWeights(bytes), "expected finite numbers in dense_4/bias, found NaN");
  }
}
