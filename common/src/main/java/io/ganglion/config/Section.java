package io.ganglion.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A map of a job file, read strictly: a wrong type, a value out of range or a key that nobody asked
 * for becomes a problem that names the key's path. After a problem a reader gets the default and
 * goes on, so that one run reports them all.
 *
 * <p>The valid keys are those that were asked for, so they are never listed twice.
 */
public final class Section {
  private final String path;
  private final Map<String, Object> values;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private Section(String path, Map<String, Object> values, Problems problems) {
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  /** The section that a parsed tree holds, or null after noting that it is not a map. */
  public static Section of(String path, Object tree, Problems problems) {
    if (!(tree instanceof Map<?, ?> map)) {
      problems.add(path, "expected keys with values, found " + describe(tree));
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put(String.valueOf(key), value));
    return new Section(path, values, problems);
  }

  /** The path of a key of this section. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The path of this section. */
  public String path() {
    return path;
  }

  public Problems problems() {
    return problems;
  }

  /** Notes a problem with the value of a key. */
  public void problem(String key, String message) {
    problems.add(path(key), message);
  }

  /** The keys that are there, in their order, where any name can be one. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Whether the key is there with a value. */
  public boolean has(String key) {
    return value(key) != null;
  }

  /** The value as parsed, or null. */
  public Object value(String key) {
    asked.add(key);
    return values.get(key);
  }

  /** A required text. */
  public String text(String key) {
    String text = text(key, null);
    if (text == null && !has(key)) {
      problem(key, "is missing");
    }
    return text;
  }

  /** A text, or the default where the key is absent. */
  public String text(String key, String otherwise) {
    Object value = value(key);
    String text = value == null ? null : asText(key, value);
    return text == null ? otherwise : text;
  }

  /** A number with a fraction is refused: 1.10 has become 1.1 when it arrives here. */
  private String asText(String key, Object value) {
    boolean whole =
        value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    if (value instanceof String || value instanceof Boolean || whole) {
      return String.valueOf(value);
    }
    String fix = value instanceof Number ? ": put it in quotes" : "";
    problem(key, "expected a text, found " + describe(value) + fix);
    return null;
  }

  /** A whole number of at least {@code atLeast}. */
  public int integer(String key, int otherwise, int atLeast) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long || value instanceof BigInteger) {
      problem(key, "expected a whole number within ±(2^31 − 1), found " + value);
      return otherwise;
    }
    if (!(value instanceof Integer number)) {
      problem(key, "expected a whole number, found " + describe(value));
      return otherwise;
    }
    if (number < atLeast) {
      problem(key, "expected at least " + atLeast + ", found " + number);
      return otherwise;
    }
    return number;
  }

  /** A required whole number of at least {@code atLeast}; {@code atLeast} after a problem. */
  public int integer(String key, int atLeast) {
    if (!has(key)) {
      problem(key, "is missing");
    }
    return integer(key, atLeast, atLeast);
  }

  /** A whole number of 64 bits. */
  public long longInteger(String key, long otherwise) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    String range = value instanceof BigInteger ? " within ±(2^63 − 1)" : "";
    problem(key, "expected a whole number" + range + ", found " + describe(value));
    return otherwise;
  }

  /** A finite number, or the default where the key is absent. */
  public double number(String key, double otherwise) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      problem(key, "expected a finite number, found " + describe(value));
      return otherwise;
    }
    return number.doubleValue();
  }

  /** A required finite number; NaN after a problem. */
  public double number(String key) {
    if (!has(key)) {
      problem(key, "is missing");
    }
    return number(key, Double.NaN);
  }

  /** A finite number from {@code atLeast} up to, and without, {@code below}. */
  public double number(String key, double otherwise, double atLeast, double below) {
    double x = number(key, Double.NaN);
    if (x < atLeast || x >= below) {
      String range = below == Double.POSITIVE_INFINITY ? "" : " and below " + below;
      problem(key, "expected a number of at least " + atLeast + range + ", found " + x);
      return otherwise;
    }
    return Double.isNaN(x) ? otherwise : x;
  }

  /** A number above 0. */
  public double positive(String key, double otherwise) {
    double x = number(key, Double.NaN);
    if (x <= 0.0) {
      problem(key, "expected a number above 0, found " + x);
      return otherwise;
    }
    return Double.isNaN(x) ? otherwise : x;
  }

  /** A required number above 0; NaN after a problem. */
  public double positive(String key) {
    if (!has(key)) {
      problem(key, "is missing");
    }
    return positive(key, Double.NaN);
  }

  /** True or false, or the default where the key is absent. */
  public boolean flag(String key, boolean otherwise) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    problem(key, "expected true or false, found " + describe(value));
    return otherwise;
  }

  /** One of an enum's values, written in lower case. */
  public <E extends Enum<E>> E option(String key, E otherwise) {
    String text = text(key, null);
    if (text == null) {
      return otherwise;
    }
    Class<E> type = otherwise.getDeclaringClass();
    List<String> valid = new ArrayList<>();
    for (E option : type.getEnumConstants()) {
      String name = option.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return option;
      }
      valid.add(name);
    }
    problem(key, "found '" + text + "'" + Names.hint(text, valid));
    return otherwise;
  }

  /** A text or a list of texts; empty where the key is absent. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    List<Object> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      String text = asText(key + "[" + i + "]", items.get(i));
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** A list as parsed; a single value is a list of one, an absent key an empty list. */
  public List<Object> items(String key) {
    Object value = value(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    return new ArrayList<>(Arrays.asList(value));
  }

  /** A section below this one; an empty one where the key is absent or not a map. */
  public Section section(String key) {
    Object value = value(key);
    if (value == null) {
      return new Section(path(key), Map.of(), problems);
    }
    Section section = of(path(key), value, problems);
    // What would be missing in it is no news once the whole is known to be wrong.
    return section == null ? new Section(path(key), Map.of(), new Problems()) : section;
  }

  /** An alternative of a catalogue, or the default where the key is absent or wrong. */
  public <T extends Spec> T choice(String key, Catalogue<T> catalogue, T otherwise) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    T spec = catalogue.read(path(key), value, problems);
    return spec == null ? otherwise : spec;
  }

  /** Notes each key that nobody asked for, with the nearest one that is valid here. */
  public void finish() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        problem(key, "is not a key here" + Names.hint(key, asked));
      }
    }
  }

  static String describe(Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Map<?, ?> map) {
      return "the keys " + map.keySet();
    }
    if (value instanceof List<?>) {
      return "a list";
    }
    return value instanceof String ? "the text '" + value + "'" : "'" + value + "'";
  }
}
