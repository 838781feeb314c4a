package io.ganglion.job;

import io.ganglion.config.Json;
import io.ganglion.model.Library;
import io.ganglion.train.Cluster;
import io.ganglion.train.DataDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells trainings apart that must not go on from each other's checkpoints. */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * The fingerprint of a training: the job but for what does not change its weights, the rows as
   * they stand in their shards, and the version of the library.
   *
   * @param tree the parsed job file
   * @param beginning the weights before the first step
   * @param holdout null without held-out rows
   */
  static String of(Object tree, Beginning beginning, Cluster training, Cluster holdout) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ganglion", Library.VERSION);
    all.put("network", value(tree, "network"));
    Map<Object, Object> section = new LinkedHashMap<>((Map<?, ?>) value(tree, "training"));
    section.remove("checkpoint");
    section.remove("resume");
    all.put("training", section);
    all.put("data", value(tree, "data"));
    if (beginning.weights() != null) {
      all.put("from", DataDigest.of(beginning.weights().model().weights()));
    }
    all.put("rows", DataDigest.of(training));
    all.put("heldOut", holdout == null ? null : DataDigest.of(holdout));
    byte[] json = Json.line(all).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Object value(Object tree, String key) {
    Object value = ((Map<?, ?>) tree).get(key);
    return value == null ? Map.of() : value;
  }
}
