package io.ganglion.model;

import io.ganglion.config.Section;
import java.util.regex.Pattern;

/**
 * The file of a model's weights.
 *
 * @param file its name, which follows from its content
 * @param length in bytes
 * @param sha256 of its content, in hexadecimal
 */
record WeightsFile(String file, long length, String sha256) {
  /** What a model's folder may hold of earlier and of unfinished writes. */
  static final Pattern OURS =
      Pattern.compile("weights-[0-9a-f]{12}\\.safetensors|\\.(weights-|model\\.json\\.).*");

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final int DIGITS = 12;

  /** The file of weights whose content has this digest. */
  static WeightsFile of(long length, String sha256) {
    return new WeightsFile(name(sha256), length, sha256);
  }

  private static String name(String sha256) {
    return "weights-" + sha256.substring(0, DIGITS) + ".safetensors";
  }

  /** Any file after a problem. */
  static WeightsFile read(Section section) {
    String file = section.text("file");
    long length = section.longInteger("length", -1);
    String sha256 = section.text("sha256");
    section.finish();
    if (length < 0) {
      section.problem("length", "expected a number of bytes");
    }
    if (sha256 == null || !SHA_256.matcher(sha256).matches()) {
      section.problem("sha256", "expected 64 hexadecimal digits, found " + sha256);
    } else if (!name(sha256).equals(file)) {
      section.problem("file", "expected " + name(sha256) + ", found '" + file + "'");
    }
    return new WeightsFile(file, length, sha256);
  }
}
