package io.ganglion.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ganglion.config.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes values, keys and items of trees of maps and lists. */
public final class TreeMutations {
  private static final int MOST_CHANGES = 3;
  private static final List<Object> VALUES =
      Arrays.asList(
          null,
          -1,
          0,
          1,
          2,
          3,
          7,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE,
          2_000_000_000,
          1L << 31,
          1L << 40,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          1e308,
          -1e308,
          1e-320,
          -0.5,
          0.5,
          0.0,
          "",
          " ",
          "a",
          "*",
          "?",
          "[",
          "\u0000",
          "NaN",
          "Infinity",
          "auto",
          "mse",
          "dense",
          "../x",
          "/etc/passwd",
          "http://127.0.0.1:1/",
          "${user.home}",
          "!!java.net.URL [\"http://127.0.0.1:1/\"]",
          true,
          false,
          List.of(),
          Map.of(),
          List.of(List.of()),
          List.of(Map.of()),
          Arrays.asList(null, null),
          Map.of("dense", Map.of("units", 1 << 30)));

  private final List<Object> words;

  /**
   * Changes that know some words.
   *
   * @param words trees that may stand somewhere
   */
  public TreeMutations(List<Object> words) {
    this.words = words;
  }

  /** A copy of a tree that {@link Json} can write, with one to a few changes. */
  public Object changed(Object tree, Random random) {
    Object changed = copy(tree);
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      change(changed, random);
    }
    return changed;
  }

  private static Object copy(Object tree) {
    return Json.read("copy", Json.write(tree).getBytes(UTF_8));
  }

  @SuppressWarnings("unchecked") // Json.read makes maps and lists of objects.
  private void change(Object tree, Random random) {
    List<Object> containers = new ArrayList<>();
    collect(tree, containers);
    if (containers.isEmpty()) {
      return;
    }
    Object container = any(containers, random);
    List<Object> values =
        switch (random.nextInt(4)) {
          case 0 -> containers;
          case 1 -> words.isEmpty() ? VALUES : words;
          default -> VALUES;
        };
    Object value = copy(any(values, random));
    if (container instanceof List<?>) {
      List<Object> list = (List<Object>) container;
      int at = list.isEmpty() ? 0 : random.nextInt(list.size());
      switch (list.isEmpty() ? 0 : random.nextInt(4)) {
        case 0 -> list.add(at, value);
        case 1 -> list.remove(at);
        case 2 -> list.add(at, copy(list.get(at)));
        default -> list.set(at, value);
      }
      return;
    }
    Map<String, Object> map = (Map<String, Object>) container;
    List<String> keys = List.copyOf(map.keySet());
    String key = keys.isEmpty() ? "key" : keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(6)) {
      case 0 -> map.remove(key);
      case 1 -> map.put(key + "s", value);
      case 2 -> map.put(String.valueOf(any(VALUES, random)), map.remove(key));
      default -> map.put(key, value);
    }
  }

  private static Object any(List<Object> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static void collect(Object tree, List<Object> containers) {
    if (tree instanceof Map<?, ?> map) {
      containers.add(map);
      map.values().forEach(value -> collect(value, containers));
    } else if (tree instanceof List<?> list) {
      containers.add(list);
      list.forEach(item -> collect(item, containers));
    }
  }
}
