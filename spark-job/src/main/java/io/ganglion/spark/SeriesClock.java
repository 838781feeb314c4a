package io.ganglion.spark;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * The times of a series: where each lies, how far one step reaches, and what lies ahead. Times are
 * numbers, months ({@code 1949-01}), dates or date-times; of other texts only the order counts.
 */
final class SeriesClock {
  /** What times are measured in. */
  enum Unit {
    NUMBER("", null),
    MONTH("month", Pattern.compile("\\d{4}-\\d{2}")),
    DAY("day", Pattern.compile("\\d{4}-\\d{2}-\\d{2}")),
    /** Dates of which each is the same day of another month. */
    MONTHLY_DATE("month", null),
    SECOND("second", Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?")),
    ORDER("row", null);

    private final String title;
    private final Pattern pattern;

    Unit(String title, Pattern pattern) {
      this.title = title;
      this.pattern = pattern;
    }

    private boolean fits(List<String> times) {
      return times.stream().allMatch(time -> pattern.matcher(time).matches());
    }
  }

  private static final double LEAST_SHARE = 1e-6;

  private final List<String> times;
  private final Unit unit;
  private final double[] places;
  private final double step;

  private SeriesClock(List<String> times, Unit unit, ToDoubleFunction<String> place) {
    this.times = times;
    this.unit = unit;
    this.places = new double[times.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = unit == Unit.ORDER ? i : place.applyAsDouble(times.get(i));
    }
    this.step = usualStep(places);
  }

  /** The clock of times in their order. */
  static SeriesClock of(List<String> times) {
    if (times.stream().allMatch(NumberText::isNumber)) {
      return new SeriesClock(times, Unit.NUMBER, Double::parseDouble);
    }
    try {
      if (Unit.MONTH.fits(times)) {
        return new SeriesClock(times, Unit.MONTH, SeriesClock::month);
      }
      if (Unit.DAY.fits(times)) {
        boolean monthly =
            times.size() > 1 && times.stream().map(t -> t.substring(8)).distinct().count() == 1;
        return monthly
            ? new SeriesClock(times, Unit.MONTHLY_DATE, time -> month(time.substring(0, 7)))
            : new SeriesClock(times, Unit.DAY, time -> LocalDate.parse(time).toEpochDay());
      }
      if (Unit.SECOND.fits(times)) {
        return new SeriesClock(times, Unit.SECOND, time -> seconds(time));
      }
    } catch (DateTimeException e) {
      // A text in the form of a date that is none, such as a 31st of June.
      return new SeriesClock(times, Unit.ORDER, time -> 0.0);
    }
    return new SeriesClock(times, Unit.ORDER, time -> 0.0);
  }

  private static double month(String time) {
    YearMonth month = YearMonth.parse(time);
    return month.getYear() * 12.0 + month.getMonthValue() - 1;
  }

  private static double seconds(String time) {
    return LocalDateTime.parse(time.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
  }

  /** The most common difference of times that follow each other; the smallest of several. */
  private static double usualStep(double[] places) {
    Map<Double, Integer> counts = new HashMap<>();
    for (int i = 1; i < places.length; i++) {
      counts.merge(places[i] - places[i - 1], 1, Integer::sum);
    }
    double usual = 1.0;
    int most = 0;
    for (Map.Entry<Double, Integer> entry : counts.entrySet()) {
      boolean smaller = entry.getKey() < usual;
      if (entry.getValue() > most || (entry.getValue() == most && smaller)) {
        usual = entry.getKey();
        most = entry.getValue();
      }
    }
    return usual;
  }

  /** How many steps lie between a time and the next one: 1 without a gap. */
  double steps(int index) {
    return (places[index + 1] - places[index]) / step;
  }

  /** Whether so many steps are a whole number of them. */
  static boolean whole(double steps) {
    return Math.abs(steps - Math.rint(steps)) < LEAST_SHARE;
  }

  /** "1 month", "3600 seconds". */
  String stepText() {
    String count = NumberText.format(step);
    return unit == Unit.NUMBER
        ? count + " of the order column"
        : count + " " + unit.title + (step == 1.0 ? "" : "s");
  }

  /** The time some steps after one; null where that can't be told. */
  String after(int index, int steps) {
    double place = places[index] + steps * step;
    return switch (unit) {
      case NUMBER -> NumberText.format(place);
      case MONTH -> monthOf(place).toString();
      case DAY -> LocalDate.ofEpochDay((long) place).toString();
      case MONTHLY_DATE -> dayOf(monthOf(place), times.get(index));
      case SECOND -> timeOf(place, times.get(index));
      case ORDER -> null;
    };
  }

  private static YearMonth monthOf(double place) {
    return YearMonth.of((int) (place / 12), (int) (place % 12) + 1);
  }

  private static String dayOf(YearMonth month, String like) {
    int day = Integer.parseInt(like.substring(8));
    return month.atDay(Math.min(day, month.lengthOfMonth())).toString();
  }

  private static String timeOf(double place, String like) {
    LocalDateTime time = LocalDateTime.ofEpochSecond((long) place, 0, ZoneOffset.UTC);
    String pattern = like.length() <= 16 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss";
    String text = time.format(DateTimeFormatter.ofPattern(pattern));
    return like.charAt(10) == 'T' ? text : text.replace('T', ' ');
  }
}
