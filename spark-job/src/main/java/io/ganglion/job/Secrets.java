package io.ganglion.job;

import java.util.regex.Pattern;

/** Keeps passwords out of what people read. */
final class Secrets {
  /** The user and password of an address; a user alone may be the name of a container. */
  private static final Pattern LOGIN =
      Pattern.compile("(?<=://)[^/@\\s\"'<>]*:[^/@\\s\"'<>]*(?=@)");

  private Secrets() {}

  /** The text, with stars in the place of the user and password of each address. */
  static String hidden(String text) {
    return LOGIN.matcher(text).replaceAll("***");
  }
}
