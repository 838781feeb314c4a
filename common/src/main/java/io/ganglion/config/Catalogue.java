package io.ganglion.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The named alternatives of one kind of part: of layers, losses, metrics or optimizers.
 *
 * <p>An entry is a name, a factory that reads hyperparameters, and sample specs that the shared
 * tests run. Adding an alternative is one class and one line in a catalogue.
 *
 * @param <T> what the alternatives have in common
 */
public final class Catalogue<T extends Spec> {
  /**
   * One alternative.
   *
   * @param name in snake_case
   * @param reader makes the spec from its section of a job file, which may be empty
   * @param samples specs that the tests of the whole catalogue run; at least one
   */
  public record Entry<T extends Spec>(
      String name, Function<Section, ? extends T> reader, List<? extends T> samples) {}

  private final String what;
  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

  /**
   * A catalogue.
   *
   * @param what the alternatives are, in the singular, for error messages: "layer"
   */
  public Catalogue(String what, List<Entry<T>> entries) {
    this.what = what;
    for (Entry<T> entry : entries) {
      if (this.entries.put(entry.name(), entry) != null) {
        throw new IllegalArgumentException("two " + what + " entries are called " + entry.name());
      }
    }
  }

  /** The alternatives of two catalogues, under what the first one calls them. */
  public static <T extends Spec> Catalogue<T> union(
      Catalogue<? extends T> first, Catalogue<? extends T> second) {
    List<Entry<T>> entries = new ArrayList<>();
    for (Catalogue<? extends T> catalogue : List.of(first, second)) {
      for (Entry<? extends T> entry : catalogue.entries()) {
        entries.add(new Entry<>(entry.name(), entry.reader(), entry.samples()));
      }
    }
    return new Catalogue<>(first.what, entries);
  }

  /** What the alternatives are, in the singular. */
  public String what() {
    return what;
  }

  public Set<String> names() {
    return entries.keySet();
  }

  public Iterable<Entry<T>> entries() {
    return entries.values();
  }

  /**
   * Reads {@code name} or {@code {name: {hyperparameters}}}.
   *
   * @return the spec, or null after noting a problem
   */
  public T read(String path, Object value, Problems problems) {
    String name;
    Object body = Map.of();
    if (value instanceof Map<?, ?> map) {
      if (map.size() != 1) {
        problems.add(
            path, "expected one " + what + " as {name: {…}}, found the keys " + map.keySet());
        return null;
      }
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      name = String.valueOf(only.getKey());
      body = only.getValue() == null ? Map.of() : only.getValue();
    } else if (value instanceof String text) {
      name = text;
    } else {
      problems.add(path, "expected the name of one " + what + ", found " + Section.describe(value));
      return null;
    }
    Entry<T> entry = entries.get(name);
    if (entry == null) {
      problems.add(path, "no " + what + " is called '" + name + "'" + Names.hint(name, names()));
      return null;
    }
    Section section = Section.of(path + "." + name, body, problems);
    if (section == null) {
      return null;
    }
    T spec = entry.reader().apply(section);
    section.finish();
    return spec;
  }
}
