package io.ganglion.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 as a tree of maps, lists, texts, numbers and flags. No object is ever constructed
 * from a tag, a key may stand once only, and size, depth and aliases are limited, so that a hostile
 * file costs no more than an error message.
 */
public final class Yaml {
  private static final int CHARACTERS = 1_000_000;
  private static final int VALUES = 200_000;
  private static final int ALIASES = 50;
  private static final int DEPTH = 50;

  private final String where;
  private int values;

  private Yaml(String where) {
    this.where = where;
  }

  /**
   * Reads one document.
   *
   * @param where the text stands, for messages: the name of a file
   * @return maps, lists, texts, numbers, flags; null for an empty text
   * @throws ConfigException naming line and column
   */
  public static Object read(String where, String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setAllowNonScalarKeys(false)
            .setMaxAliasesForCollections(ALIASES)
            .setCodePointLimit(CHARACTERS)
            .build();
    Yaml yaml = new Yaml(where);
    try {
      yaml.checkDepth(new Parse(settings).parseString(content));
      return yaml.plain(new Load(settings).loadFromString(content), 0);
    } catch (MarkedYamlEngineException e) {
      throw yaml.wrong(e.getProblemMark().or(e::getContextMark), e.getProblem());
    } catch (YamlEngineException e) {
      throw yaml.wrong(Optional.empty(), e.getMessage());
    }
  }

  /** Before anything recursive sees the text: events come one by one, however deep it is. */
  private void checkDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        default -> {}
      }
      if (depth > DEPTH) {
        throw wrong(event.getStartMark(), tooDeep());
      }
    }
  }

  /** Copies, so that nothing is shared between two places, and keys are texts. */
  private Object plain(Object value, int depth) {
    if (depth > DEPTH) {
      throw wrong(Optional.empty(), tooDeep());
    }
    if (++values > VALUES) {
      throw wrong(Optional.empty(), "expected at most " + VALUES + " values, found more");
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = key(entry.getKey());
        if (copy.containsKey(key)) {
          throw wrong(Optional.empty(), "the key " + key + " stands twice");
        }
        copy.put(key, plain(entry.getValue(), depth + 1));
      }
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      for (Object item : list) {
        copy.add(plain(item, depth + 1));
      }
      return copy;
    }
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    throw wrong(
        Optional.empty(),
        "expected a text, a number, true or false, found a value with a tag of its own: remove it");
  }

  private String key(Object key) {
    if (key == null) {
      throw wrong(Optional.empty(), "expected a key before ':', found none");
    }
    return String.valueOf(key);
  }

  private static String tooDeep() {
    return "expected at most " + DEPTH + " levels of nesting, found more";
  }

  private ConfigException wrong(Optional<Mark> mark, String problem) {
    String place =
        mark.map(m -> ", line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1)).orElse("");
    return new ConfigException(where + place + ": " + problem);
  }
}
