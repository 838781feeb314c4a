package io.ganglion.spark.graph;

import io.ganglion.spark.shard.LongOrder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/** The nodes of a partition that units of examples have reached, hop by hop. */
public final class Frontier implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By unit, and by hop: the nodes that were reached at that hop first, sorted. */
  TreeMap<Integer, ArrayList<long[]>> reached = new TreeMap<>();

  /** For Kryo. */
  Frontier() {}

  /** The same with one hop more: the nodes that units ask for at that hop. */
  Frontier after(int hop, Iterator<KeyRequest> requests) {
    TreeMap<Integer, List<long[]>> asked = new TreeMap<>();
    requests.forEachRemaining(
        request ->
            asked.computeIfAbsent(request.unit, unit -> new ArrayList<>()).add(request.keys));
    Frontier after = new Frontier();
    reached.forEach((unit, byHop) -> after.reached.put(unit, new ArrayList<>(byHop)));
    asked.forEach(
        (unit, keys) -> {
          ArrayList<long[]> byHop = after.reached.computeIfAbsent(unit, u -> new ArrayList<>());
          while (byHop.size() < hop) {
            byHop.add(new long[0]);
          }
          byHop.add(fresh(joined(keys), byHop));
        });
    after.reached.values().stream()
        .filter(byHop -> byHop.size() == hop)
        .forEach(byHop -> byHop.add(new long[0]));
    return after;
  }

  private static long[] joined(List<long[]> keys) {
    long[] all = new long[keys.stream().mapToInt(k -> k.length).sum()];
    int n = 0;
    for (long[] some : keys) {
      System.arraycopy(some, 0, all, n, some.length);
      n += some.length;
    }
    return LongOrder.distinct(all, n);
  }

  private static long[] fresh(long[] keys, List<long[]> known) {
    int kept = 0;
    for (long key : keys) {
      if (!known(key, known)) {
        keys[kept++] = key;
      }
    }
    return Arrays.copyOf(keys, kept);
  }

  private static boolean known(long key, List<long[]> known) {
    for (long[] hop : known) {
      if (Arrays.binarySearch(hop, key) >= 0) {
        return true;
      }
    }
    return false;
  }
}
