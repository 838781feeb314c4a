package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ganglion.config.ConfigException;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes models into folders and reads them back. A folder holds {@code model.json} and the weights
 * that it names. As the weights' name follows from their content and {@code model.json} is replaced
 * last, in one step, a reader finds the old model or the new one on any file system.
 */
public final class ModelFiles {
  private static final int LONGEST_MANIFEST = 1 << 26;
  private static final int BUFFER = 1 << 16;

  /** Whether a folder holds a model, as far as its names tell. */
  public static boolean areIn(Folder folder) throws IOException {
    return folder.names().contains(Manifest.NAME);
  }

  /** How often a model may be replaced while it is read. */
  private static final int ATTEMPTS = 5;

  private ModelFiles() {}

  /**
   * Puts a model into the place of the one that the folder holds, if any.
   *
   * @throws IllegalArgumentException if a weight is not finite
   * @throws IOException if the folder can't be written; it then still holds the model before
   */
  public static void write(Folder folder, TrainedModel model) throws IOException {
    List<Tensor> tensors = Weights.tensors(model.spec().bind());
    MessageDigest digest = sha256();
    OutputStream nowhere = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    long length = Safetensors.write(nowhere, tensors, model.weights());
    WeightsFile weights = WeightsFile.of(length, HexFormat.of().formatHex(digest.digest()));
    byte[] manifest = Manifest.write(model, weights).getBytes(UTF_8);
    folder.create(weights.file(), out -> Safetensors.write(out, tensors, model.weights()));
    folder.create(Manifest.NAME, out -> out.write(manifest));
    for (String name : folder.names()) {
      if (!name.equals(weights.file()) && WeightsFile.OURS.matcher(name).matches()) {
        folder.delete(name);
      }
    }
  }

  /**
   * Reads the model that a folder holds. Nothing in it is trusted, and no more memory is taken than
   * a few times the size of its files.
   *
   * @throws ModelException naming the file, what was expected and what was found
   */
  public static TrainedModel read(Folder folder) {
    try {
      byte[] manifest = manifest(folder);
      for (int attempt = 1; ; attempt++) {
        try {
          return model(folder, manifest);
        } catch (IOException e) {
          // The weights may be gone because another model took this one's place meanwhile.
          byte[] before = manifest;
          manifest = manifest(folder);
          if (attempt == ATTEMPTS || Arrays.equals(manifest, before)) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      throw new ModelException(folder.location() + ": can't be read: " + e, e);
    }
  }

  private static byte[] manifest(Folder folder) throws IOException {
    List<String> names = folder.names();
    if (!names.contains(Manifest.NAME)) {
      String found = names.isEmpty() ? "no files" : String.join(", ", names);
      throw wrong(folder, "", "expected the folder of a model, with model.json, found " + found);
    }
    try (Folder.Source source = folder.open(Manifest.NAME)) {
      if (source.length() > LONGEST_MANIFEST) {
        throw wrong(
            folder,
            Manifest.NAME,
            "expected at most " + LONGEST_MANIFEST + " bytes, found " + source.length());
      }
      return source.stream().readNBytes((int) source.length());
    }
  }

  private static TrainedModel model(Folder folder, byte[] json) throws IOException {
    try {
      Manifest manifest = Manifest.read(json);
      Network network = manifest.spec().bind();
      float[] weights = weights(folder, manifest.weights(), network);
      return new TrainedModel(manifest.schema(), manifest.spec(), weights, manifest.facts());
    } catch (ConfigException | NetworkException | IllegalArgumentException e) {
      throw new ModelException(where(folder, Manifest.NAME) + ": " + e.getMessage(), e);
    }
  }

  private static float[] weights(Folder folder, WeightsFile file, Network network)
      throws IOException {
    String where = where(folder, file.file());
    try (Folder.Source source = folder.open(file.file())) {
      if (source.length() != file.length()) {
        throw wrong(
            folder, file.file(), "expected " + file.length() + " bytes, found " + source.length());
      }
      DigestInputStream in =
          new DigestInputStream(new BufferedInputStream(source.stream(), BUFFER), sha256());
      SafetensorsReader reader = new SafetensorsReader(where, in, source.length());
      float[] weights = Weights.read(where, reader, network);
      String sha256 = HexFormat.of().formatHex(in.getMessageDigest().digest());
      if (!sha256.equals(file.sha256())) {
        throw wrong(
            folder, file.file(), "expected the SHA-256 " + file.sha256() + ", found " + sha256);
      }
      return weights;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String where(Folder folder, String name) {
    return name.isEmpty() ? folder.location() : folder.location() + "/" + name;
  }

  private static ModelException wrong(Folder folder, String name, String problem) {
    return new ModelException(where(folder, name) + ": " + problem);
  }
}
