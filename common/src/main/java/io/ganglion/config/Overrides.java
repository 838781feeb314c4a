package io.ganglion.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of a command line, {@code key.path=value}, put over a parsed job file.
 *
 * <p>The value is YAML. An item of a list goes by its position: {@code network[1].dense.units=32}.
 * Where a key holds one of several alternatives (an optimizer, a layer), naming another alternative
 * replaces the one that stood there with its hyperparameters, and naming the same one changes it:
 * {@code training.optimizer.adam.learningRate=0.01}. An empty value brings back the default.
 */
public final class Overrides {
  private static final String KEY = "[^.\\[\\]=]+(\\[\\d{1,9}\\])*";
  private static final Pattern PATH = Pattern.compile(KEY + "(\\." + KEY + ")*");
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)\\]");

  /** What stands at some place of the tree. */
  private enum Place {
    /** Keys with values, a list, or a value. */
    PLAIN,
    /** One of several alternatives: its name, or {@code {name: body}}. */
    ALTERNATIVE,
    /** The hyperparameters of an alternative, or a short form of them. */
    BODY
  }

  private final Set<String> alternatives;
  private final List<String> steps;
  private final Object value;

  private Overrides(Set<String> alternatives, List<String> steps, Object value) {
    this.alternatives = alternatives;
    this.steps = steps;
    this.value = value;
  }

  /**
   * Puts the settings, one after another, over a tree.
   *
   * @param tree as {@link Yaml#read} gives it; not changed
   * @param settings each {@code key.path=value}
   * @param alternatives the keys that hold an alternative of a catalogue, or a list of them
   * @return the tree with the settings
   * @throws ConfigException naming every setting that doesn't fit
   */
  public static Object apply(Object tree, List<String> settings, Set<String> alternatives) {
    Problems problems = new Problems();
    Object result = tree;
    for (String setting : settings) {
      try {
        result = parse(setting, alternatives).set(result, 0, Place.PLAIN, false);
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add("--set " + setting, problem));
      }
    }
    problems.throwIfAny();
    return result;
  }

  private static Overrides parse(String setting, Set<String> alternatives) {
    int equals = setting.indexOf('=');
    String path = equals < 0 ? "" : setting.substring(0, equals).strip();
    if (!PATH.matcher(path).matches()) {
      throw new ConfigException(
          "expected key.path=value, such as training.epochs=50 or network[1].dense.units=32");
    }
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    while (matcher.find()) {
      steps.add(matcher.group());
    }
    return new Overrides(alternatives, steps, Yaml.read(path, setting.substring(equals + 1)));
  }

  /**
   * The node with the value set below it.
   *
   * @param lists whether the items of a list here are alternatives
   */
  private Object set(Object node, int step, Place place, boolean lists) {
    if (step == steps.size()) {
      return value;
    }
    return steps.get(step).startsWith("[") ? setItem(node, step, lists) : setKey(node, step, place);
  }

  private Object setKey(Object node, int step, Place place) {
    String key = steps.get(step);
    Map<String, Object> changed = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> map) {
      if (place != Place.ALTERNATIVE || map.containsKey(key)) {
        map.forEach((name, held) -> changed.put(String.valueOf(name), held));
      }
    } else if (node instanceof List<?> list) {
      throw new ConfigException(
          path(step)
              + " is a list"
              + positions(list)
              + ": name one, such as "
              + path(step)
              + "[0]");
    } else if (node != null && place == Place.PLAIN) {
      throw new ConfigException(
          "%s is %s, without keys below it: set %s={%s: …} as a whole"
              .formatted(path(step), Section.describe(node), path(step), key));
    }
    boolean holds = alternatives.contains(key);
    Place below = place == Place.ALTERNATIVE ? Place.BODY : holds ? Place.ALTERNATIVE : Place.PLAIN;
    changed.put(key, set(changed.get(key), step + 1, below, holds));
    return changed;
  }

  private Object setItem(Object node, int step, boolean alternative) {
    if (!(node instanceof List<?> list)) {
      throw new ConfigException(
          "%s is %s, not a list: set %s=[…] as a whole"
              .formatted(path(step), Section.describe(node), path(step)));
    }
    String text = steps.get(step);
    int position = Integer.parseInt(text.substring(1, text.length() - 1));
    if (position >= list.size()) {
      throw new ConfigException(
          "%s is a list%s, found %s: set %s=[…] as a whole to make it longer"
              .formatted(path(step), positions(list), text, path(step)));
    }
    List<Object> changed = new ArrayList<>(list);
    Place below = alternative ? Place.ALTERNATIVE : Place.PLAIN;
    changed.set(position, set(list.get(position), step + 1, below, alternative));
    return changed;
  }

  private static String positions(List<?> list) {
    return list.isEmpty()
        ? " without items"
        : " with the positions [0] to [" + (list.size() - 1) + "]";
  }

  private String path(int step) {
    return step == 0 ? "the job" : String.join(".", steps.subList(0, step)).replace(".[", "[");
  }
}
