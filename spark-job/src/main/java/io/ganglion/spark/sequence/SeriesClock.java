package io.ganglion.spark.sequence;

import io.ganglion.spark.table.NumberText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
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
    /** Dates, or times, of which each is the same day of another month. */
    SAME_DAY("month", null),
    /** Dates, or times, of which each is the last day of a month. */
    LAST_DAY("month", null),
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
  private static final int LONGEST_MONTH = 31;

  private final Unit unit;
  private final ToDoubleFunction<String> place;
  private final double[] places;
  private final double step;

  private SeriesClock(List<String> times, Unit unit, ToDoubleFunction<String> place) {
    this.unit = unit;
    this.place = place;
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
        return monthly(times, Unit.DAY, time -> LocalDate.parse(time).toEpochDay());
      }
      if (Unit.SECOND.fits(times)) {
        return monthly(times, Unit.SECOND, SeriesClock::seconds);
      }
    } catch (DateTimeException e) {
      // A text in the form of a date that is none, such as a 31st of June.
      return new SeriesClock(times, Unit.ORDER, time -> 0.0);
    }
    return new SeriesClock(times, Unit.ORDER, time -> 0.0);
  }

  /** A clock of months where times are the same day of each, or the last one, else of a unit. */
  private static SeriesClock monthly(
      List<String> times, Unit unit, ToDoubleFunction<String> place) {
    if (times.size() > 1 && alike(times, 8)) {
      return new SeriesClock(times, Unit.SAME_DAY, SeriesClock::month);
    }
    return times.size() > 1 && alike(times, 10) && times.stream().allMatch(SeriesClock::endsMonth)
        ? new SeriesClock(times, Unit.LAST_DAY, SeriesClock::month)
        : new SeriesClock(times, unit, place);
  }

  private static boolean alike(List<String> times, int from) {
    return times.stream().map(time -> time.substring(from)).distinct().count() == 1;
  }

  private static boolean endsMonth(String time) {
    LocalDate date = LocalDate.parse(time.substring(0, 10));
    return date.getDayOfMonth() == date.lengthOfMonth();
  }

  private static double month(String time) {
    YearMonth month = YearMonth.parse(time.substring(0, 7));
    return month.getYear() * 12.0 + month.getMonthValue() - 1;
  }

  private static double seconds(String time) {
    LocalDateTime parsed = LocalDateTime.parse(time.replace(' ', 'T'));
    return ChronoUnit.MICROS.between(LocalDate.EPOCH.atStartOfDay(), parsed) / 1e6;
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
  String after(String time, int steps) {
    if (unit == Unit.ORDER) {
      return null;
    }
    double at = place.applyAsDouble(time) + steps * step;
    return switch (unit) {
      case NUMBER -> NumberText.format(at);
      case MONTH -> monthOf(at).toString();
      case DAY -> LocalDate.ofEpochDay(Math.round(at)).toString();
      case SAME_DAY -> dayOf(monthOf(at), Integer.parseInt(time.substring(8, 10)), time);
      case LAST_DAY -> dayOf(monthOf(at), LONGEST_MONTH, time);
      case SECOND -> timeOf(at, time);
      case ORDER -> null;
    };
  }

  private static YearMonth monthOf(double place) {
    return YearMonth.of((int) Math.floor(place / 12), (int) (place % 12) + 1);
  }

  private static String dayOf(YearMonth month, int day, String like) {
    return month.atDay(Math.min(day, month.lengthOfMonth())) + like.substring(10);
  }

  private static String timeOf(double place, String like) {
    // To the microsecond, which is what Spark keeps and a double holds.
    long micros = Math.round(place * 1e6);
    long second = Math.floorDiv(micros, 1_000_000L);
    int nano = (int) Math.floorMod(micros, 1_000_000L) * 1000;
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
    boolean minutes = like.length() <= 16 && time.getSecond() == 0;
    String pattern =
        nano > 0
            ? "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"
            : minutes ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss";
    String text = time.format(DateTimeFormatter.ofPattern(pattern));
    return like.charAt(10) == 'T' ? text : text.replace('T', ' ');
  }
}
