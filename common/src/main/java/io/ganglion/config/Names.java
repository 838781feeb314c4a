package io.ganglion.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that somebody probably meant. */
public final class Names {
  /** No valid name is as long; the distance to a longer one need not be known. */
  private static final int LONGEST = 100;

  private Names() {}

  /** {@code ; did you mean 'x'?} for a name close to a valid one, else the list of valid ones. */
  public static String hint(String name, Collection<String> valid) {
    if (valid.isEmpty()) {
      return "";
    }
    if (name.length() > LONGEST) {
      return listed(valid);
    }
    String nearest =
        valid.stream().min(Comparator.comparingInt(v -> distance(name, v))).orElseThrow();
    if (distance(name, nearest) <= Math.max(2, name.length() / 3)) {
      return "; did you mean '" + nearest + "'?";
    }
    return listed(valid);
  }

  private static String listed(Collection<String> valid) {
    return "; expected one of " + String.join(", ", valid);
  }

  /** The number of insertions, deletions, changes and swaps of neighbours, case ignored. */
  static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT).replace("_", "");
    String b = second.toLowerCase(Locale.ROOT).replace("_", "");
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
