package io.ganglion.job.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What the values of a curve follow: epochs, or times.
 *
 * @param word for one of them
 * @param first the number of the first value
 * @param names one a value; none where the numbers are their names
 */
record Along(String word, int first, List<String> names) {
  /** The letters of a date and a time with seconds. */
  private static final int FULL = 19;

  private static final List<String> ENDINGS = List.of(" 00:00:00", "T00:00:00", ":00");

  Along {
    names = List.copyOf(names);
  }

  static Along epochs(int first) {
    return new Along("epoch", first, List.of());
  }

  /** Times as a table writes them, without an hour or a second that is 0 in all of them. */
  static Along times(List<String> times) {
    return new Along("time", 0, shortened(times));
  }

  private static List<String> shortened(List<String> times) {
    for (String ending : ENDINGS) {
      if (times.stream().allMatch(time -> time.length() >= FULL && time.endsWith(ending))) {
        return times.stream()
            .map(time -> time.substring(0, time.length() - ending.length()))
            .toList();
      }
    }
    return times;
  }

  /** The name of a value, which may be its number. */
  String name(int number) {
    return names.isEmpty() ? Numbers.count(number) : names.get(number - first);
  }

  /** The scale up to the last value, with ticks at equal distances. */
  Scale scale(int last) {
    if (names.isEmpty()) {
      return Scale.epochs(first, last);
    }
    if (first == last) {
      return new Scale(first - 1.0, first + 1.0, false, List.of(tick(first)));
    }
    int longest = names.stream().mapToInt(String::length).max().orElse(1);
    int wanted = Math.max(1, Plot.LETTERS / (longest + 2));
    int step = Math.max(1, (last - first + wanted) / wanted);
    List<Scale.Tick> ticks = new ArrayList<>();
    for (int number = first; number <= last; number += step) {
      ticks.add(tick(number));
    }
    return new Scale(first, last, false, ticks);
  }

  private Scale.Tick tick(int number) {
    return new Scale.Tick(number, name(number));
  }
}
