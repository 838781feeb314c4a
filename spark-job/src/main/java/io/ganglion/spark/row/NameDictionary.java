package io.ganglion.spark.row;

import io.ganglion.spark.table.NumberText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives names consecutive ids; a number is looked up without making its text. */
final class NameDictionary {
  private static final int FREE = -1;

  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private long[] hashes = new long[16];
  private double[] keys = new double[64];
  private int[] values = new int[64];
  private int used;

  NameDictionary() {
    Arrays.fill(values, FREE);
  }

  int id(String name) {
    if (name == null) {
      return RawChunk.MISSING;
    }
    Integer id = ids.get(name);
    if (id != null) {
      return id;
    }
    int next = names.size();
    if (next == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * next);
    }
    hashes[next] = RowHash.of(name);
    ids.put(name, next);
    names.add(name);
    return next;
  }

  /** The id of a number's text. */
  int id(double number) {
    if (Double.isNaN(number)) {
      return RawChunk.MISSING;
    }
    int place = place(number);
    if (values[place] == FREE) {
      keys[place] = number;
      values[place] = id(NumberText.format(number));
      used++;
      if (2 * used > keys.length) {
        int id = values[place];
        grow();
        return id;
      }
    }
    return values[place];
  }

  private int place(double number) {
    int mask = keys.length - 1;
    int place = ((Double.hashCode(number) * 0x9E3779B9) >>> 7) & mask;
    while (values[place] != FREE && keys[place] != number) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    double[] oldKeys = keys;
    int[] oldValues = values;
    keys = new double[2 * oldKeys.length];
    values = new int[keys.length];
    Arrays.fill(values, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != FREE) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        values[place] = oldValues[i];
      }
    }
  }

  /** The hash of a name by its id. */
  long hash(int id) {
    return id == RawChunk.MISSING ? RowHash.of(null) : hashes[id];
  }

  String[] names() {
    return names.toArray(String[]::new);
  }
}
