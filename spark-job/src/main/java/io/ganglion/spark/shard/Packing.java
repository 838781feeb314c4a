package io.ganglion.spark.shard;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import scala.Tuple2;

/**
 * Packs rows for the partitions that they go to, a bounded number of them at a time.
 *
 * @param <R> a row
 * @param <P> what is packed for a partition
 */
public final class Packing<R, P> implements Iterator<Tuple2<Integer, P>> {
  /** Puts a row where it belongs. */
  public interface Sorter<R, P> {
    void put(R row, Packing<R, P> packed);
  }

  private final Iterator<R> rows;
  private final Supplier<P> empty;
  private final UnaryOperator<P> finished;
  private final int most;
  private final Sorter<R, P> sorter;
  private final TreeMap<Integer, P> open = new TreeMap<>();
  private final Queue<Tuple2<Integer, P>> ready = new ArrayDeque<>();

  /**
   * A packing.
   *
   * @param finished what becomes of a pack that gets no more rows
   * @param most rows that are packed at a time
   */
  public Packing(
      Iterator<R> rows,
      Supplier<P> empty,
      UnaryOperator<P> finished,
      int most,
      Sorter<R, P> sorter) {
    this.rows = rows;
    this.empty = empty;
    this.finished = finished;
    this.most = most;
    this.sorter = sorter;
  }

  /** The open pack of a number. */
  public P of(int number) {
    return open.computeIfAbsent(number, n -> empty.get());
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      for (int n = 0; n < most && rows.hasNext(); n++) {
        sorter.put(rows.next(), this);
      }
      open.forEach((number, pack) -> ready.add(new Tuple2<>(number, finished.apply(pack))));
      open.clear();
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<Integer, P> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
