package io.ganglion.spark.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.SequenceWindows;
import io.ganglion.data.SequenceWindows.Gaps;
import io.ganglion.data.Sequences;
import io.ganglion.data.SeriesTransform;
import io.ganglion.loss.Loss;
import io.ganglion.spark.LocalSpark;
import io.ganglion.spark.Tables;
import io.ganglion.spark.row.ColumnRoles;
import io.ganglion.spark.table.DataException;
import io.ganglion.spark.table.LatestRows;
import io.ganglion.spark.table.RowRule;
import io.ganglion.spark.table.Table;
import io.ganglion.spark.table.TableSplits;
import io.ganglion.spark.training.TrainingRequest;
import io.ganglion.spark.training.TrainingRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that are cut from long series. */
final class SequenceWindowsTest {
  private static final ColumnRoles Y = ColumnRoles.of("y", List.of(), List.of());

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void session() {
    spark = LocalSpark.session(2);
  }

  private static SequenceWindows windows(
      int window, List<Integer> horizon, int stride, Gaps gaps, SeriesTransform... transform) {
    return new SequenceWindows("t", null, window, horizon, stride, gaps, List.of(transform));
  }

  private static List<String> texts(Table table, SequenceWindows form) {
    try (TrainingRows rows = GatheredSequences.load(table, form, false, Y, Loss.Target.NUMBERS)) {
      return GatheredSequences.texts(rows.training());
    }
  }

  private void refused(SequenceWindows form, String message, String... lines) throws IOException {
    Table table = table(lines);
    assertThatThrownBy(
            () -> GatheredSequences.load(table, form, false, Y, Loss.Target.NUMBERS).close())
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private Table table(String... lines) throws IOException {
    return Tables.csv(spark, folder, lines);
  }

  @Test
  void aWindowSeesFeaturesAndThePastOfItsLabel() throws IOException {
    Table table = table("t,x,y", "10,0.5,6", "7,0.1,1", "9,0.25,4", "8,0.75,2");
    assertThat(texts(table, windows(2, List.of(1), 1, Gaps.SPLIT)))
        .containsExactly("0.1 1.0 | 0.75 2.0 -> 4.0", "0.75 2.0 | 0.25 4.0 -> 6.0");
    assertThat(texts(table, windows(1, List.of(2, 1), 1, Gaps.SPLIT)))
        .containsExactly("0.1 1.0 -> 4.0 2.0", "0.75 2.0 -> 6.0 4.0");
    assertThat(texts(table, windows(1, List.of(1), 2, Gaps.SPLIT)))
        .containsExactly("0.1 1.0 -> 2.0", "0.25 4.0 -> 6.0");
  }

  @Test
  void severalSeriesStayApart() throws IOException {
    SequenceWindows form =
        new SequenceWindows("t", "town", 2, List.of(1), 1, Gaps.SPLIT, List.of());
    Table table =
        table("t,town,y", "1,a,1", "3,b,30", "2,a,2", "1,b,10", "3,a,3", "2,b,20", "1,c,7");
    assertThat(texts(table, form)).containsExactly("1.0 | 2.0 -> 3.0", "10.0 | 20.0 -> 30.0");
  }

  @Test
  void gapsSplitOrAreFilledOrIgnored() throws IOException {
    String[] lines = {
      "t,x,y",
      "2020-01-30,1,1",
      "2020-01-31,2,2",
      "2020-02-01,3,3",
      "2020-02-03,5,5",
      "2020-02-04,6,6",
      "2020-02-05,7,7"
    };
    Table table = table(lines);
    assertThat(texts(table, windows(2, List.of(1), 1, Gaps.SPLIT)))
        .containsExactly("1.0 1.0 | 2.0 2.0 -> 3.0", "5.0 5.0 | 6.0 6.0 -> 7.0");
    assertThat(texts(table, windows(2, List.of(1), 1, Gaps.IGNORE)))
        .containsExactly(
            "1.0 1.0 | 2.0 2.0 -> 3.0",
            "2.0 2.0 | 3.0 3.0 -> 5.0",
            "3.0 3.0 | 5.0 5.0 -> 6.0",
            "5.0 5.0 | 6.0 6.0 -> 7.0");
    // The step that is put in has the label before it, its features are imputed.
    assertThat(texts(table, windows(2, List.of(1), 1, Gaps.FILL)))
        .containsExactly(
            "1.0 1.0 0.0 | 2.0 2.0 0.0 -> 3.0",
            "3.0 3.0 0.0 | 3.6666667 3.0 1.0 -> 5.0",
            "3.6666667 3.0 1.0 | 5.0 5.0 0.0 -> 6.0",
            "5.0 5.0 0.0 | 6.0 6.0 0.0 -> 7.0");
    assertThat(SequenceTables.notes(table, windows(2, List.of(1), 1, Gaps.SPLIT), Y))
        .containsExactly(
            "1 series, 6 steps of 1 day, 2020-01-30 to 2020-02-05",
            "1 gap: no window reaches over one");
  }

  @Test
  void noWindowLearnsALabelThatIsMissing() throws IOException {
    Table table = table("t,y", "1,1", "2,", "3,3", "4,4", "5,5");
    assertThat(texts(table, windows(1, List.of(1), 1, Gaps.SPLIT)))
        .containsExactly("3.0 -> 4.0", "4.0 -> 5.0");
    assertThat(texts(table, windows(1, List.of(1), 1, Gaps.FILL)))
        .containsExactly("1.0 -> 3.0", "3.0 -> 4.0", "4.0 -> 5.0");
    refused(
        windows(1, List.of(1), 1, Gaps.IGNORE),
        "data.train: label 'y' is missing at 2.0; fill it, or set sequence.gaps to split or fill",
        "t,y",
        "1,1",
        "2,",
        "3,3");
  }

  @Test
  void monthsAreStepsOfOneLengthHoweverTheyAreWritten() throws IOException {
    SequenceWindows form = windows(4, List.of(1), 1, Gaps.SPLIT);
    for (String format : List.of("%s", "%s-01", "%s-28", "%s-01 00:00:00", "%s-01T06:30")) {
      List<String> lines = new ArrayList<>(List.of("t,y"));
      for (String month : List.of("2019-11", "2019-12", "2020-01", "2020-02", "2020-03")) {
        lines.add(format.formatted(month) + "," + lines.size());
      }
      assertThat(texts(table(lines.toArray(String[]::new)), form))
          .as(format)
          .containsExactly("1.0 | 2.0 | 3.0 | 4.0 -> 5.0");
    }
    Table ends =
        table(
            "t,y", "2019-11-30,1", "2019-12-31,2", "2020-01-31,3", "2020-02-29,4", "2020-03-31,5");
    assertThat(texts(ends, form)).containsExactly("1.0 | 2.0 | 3.0 | 4.0 -> 5.0");
  }

  @Test
  void timesAheadAreToldInTheirOwnForm() {
    assertThat(after(2, "2019-11", "2019-12")).isEqualTo("2020-02");
    assertThat(after(1, "2020-02-28", "2020-02-29")).isEqualTo("2020-03-01");
    assertThat(after(1, "2019-12-31", "2020-01-31")).isEqualTo("2020-02-29");
    assertThat(after(1, "2020-01-28", "2020-02-28")).isEqualTo("2020-03-28");
    assertThat(after(1, "2020-01-31 00:00:00", "2020-02-29 00:00:00"))
        .isEqualTo("2020-03-31 00:00:00");
    assertThat(after(3, "2020-02-28 22:00", "2020-02-28 23:00")).isEqualTo("2020-02-29 02:00");
    assertThat(after(1, "2020-02-28T22:00:10", "2020-02-28T22:00:40"))
        .isEqualTo("2020-02-28T22:01:10");
    assertThat(after(1, "2020-01-01 00:00:00", "2020-01-01 00:00:00.5"))
        .isEqualTo("2020-01-01 00:00:01");
    assertThat(after(2, "0.1", "0.2")).isEqualTo("0.4");
    assertThat(after(1, "monday", "tuesday")).isNull();
  }

  private static String after(int steps, String... times) {
    return SeriesClock.of(List.of(times)).after(times[times.length - 1], steps);
  }

  @Test
  void stepsOfHalfASecondHaveNoGaps() throws IOException {
    Table table =
        table(
            "t,y",
            "2020-01-01 00:00:00.0,1",
            "2020-01-01 00:00:00.5,2",
            "2020-01-01 00:00:01.0,3",
            "2020-01-01 00:00:01.5,4");
    assertThat(texts(table, windows(3, List.of(1), 1, Gaps.SPLIT)))
        .containsExactly("1.0 | 2.0 | 3.0 -> 4.0");
  }

  @Test
  void transformsAreTakenOffLabelsAndTheirPast() throws IOException {
    Table table = table("t,y", "1,1", "2,4", "3,9", "4,16", "5,32");
    assertThat(
            texts(table, windows(1, List.of(1), 1, Gaps.SPLIT, new SeriesTransform.Difference(1))))
        .containsExactly("3.0 -> 5.0+4.0", "5.0 -> 7.0+9.0", "7.0 -> 16.0+16.0");
    // u = 1, 4, 9, 16, 32: the change is u_t − u_{t−1} − u_{t−2} + u_{t−3}.
    assertThat(
            texts(
                table,
                windows(
                    1,
                    List.of(1),
                    1,
                    Gaps.SPLIT,
                    new SeriesTransform.Difference(1),
                    new SeriesTransform.Difference(2))))
        .containsExactly("4.0 -> 11.0+21.0");
    float four = (float) Math.log(2.0);
    Table powers = table("t,y", "1,1", "2,4", "3,8");
    assertThat(
            texts(
                powers,
                windows(
                    1,
                    List.of(1),
                    1,
                    Gaps.SPLIT,
                    new SeriesTransform.Log(),
                    new SeriesTransform.Difference(1))))
        .containsExactly((float) Math.log(4.0) + " -> " + four + "+" + (float) Math.log(4.0));
  }

  @Test
  void aWindowBelongsToThePartOfItsLabels() throws IOException {
    Table table = table("t,y", "1,1", "2,2", "3,3", "4,4", "5,5", "6,6", "7,7", "8,8");
    SequenceWindows one = windows(2, List.of(1), 1, Gaps.SPLIT);
    LatestRows latest = new LatestRows("data.test", 0.25, "t");
    assertThat(part(table, one, latest, false))
        .containsExactly(
            "1.0 | 2.0 -> 3.0", "2.0 | 3.0 -> 4.0", "3.0 | 4.0 -> 5.0", "4.0 | 5.0 -> 6.0");
    assertThat(part(table, one, latest, true))
        .containsExactly("5.0 | 6.0 -> 7.0", "6.0 | 7.0 -> 8.0");
    // What lies ahead in both parts is left out, whatever the order of the horizons.
    for (List<Integer> horizon : List.of(List.of(1, 3), List.of(3, 1))) {
      SequenceWindows two = windows(1, horizon, 1, Gaps.SPLIT);
      assertThat(part(table, two, latest, false)).hasSize(3);
      assertThat(part(table, two, new LatestRows("data.test", 0.5, "t"), true))
          .containsExactly(
              horizon.get(0) == 1 ? "4.0 -> 5.0 7.0" : "4.0 -> 7.0 5.0",
              horizon.get(0) == 1 ? "5.0 -> 6.0 8.0" : "5.0 -> 8.0 6.0");
    }
  }

  private static List<String> part(Table table, SequenceWindows form, RowRule rule, boolean test) {
    Sequences sequences = new Sequences(form, false);
    Table marked = TableSplits.marked(table, null, null, rule);
    Table gathered = SequenceTables.labelled(marked, sequences, Y);
    TableSplits splits = TableSplits.ofMarked(gathered, marked, null, rule.where());
    Table part = test ? splits.test() : splits.training();
    TrainingRequest request =
        GatheredSequences.request(part, sequences, Y, Loss.Target.NUMBERS, 0.0);
    try (TrainingRows rows = TrainingRows.load(part, request)) {
      return GatheredSequences.texts(rows.training());
    }
  }

  @Test
  void whatCannotBeCutIsNamed() throws IOException {
    SequenceWindows form = windows(2, List.of(1), 1, Gaps.SPLIT, new SeriesTransform.Log());
    refused(
        form,
        "data.train: label 'y' is 0.0 at 2.0, expected a number above 0 for the transform log; leave"
            + " it out of sequence.transform, or correct the value",
        "t,y",
        "1,1",
        "2,0",
        "3,3");
    refused(
        form,
        "data.train: two rows have t 2.0, expected one; remove one, or name what tells their series"
            + " apart as sequence.by",
        "t,y",
        "1,1",
        "2,2",
        "2,3");
    refused(
        form,
        "data.train: label 'y' is 'oops' at 2.0, expected a number; correct it, or name it under"
            + " data.missing",
        "t,y",
        "1,1",
        "2,oops",
        "3,3");
    refused(
        form,
        "data.train: column 't' has rows without a value, expected the time of each; fill it",
        "t,y",
        "1,1",
        ",2",
        "3,3");
    refused(
        new SequenceWindows("t", "town", 1, List.of(1), 1, Gaps.SPLIT, List.of()),
        "data.train: column 'town' has rows without a value, expected the series that each belongs"
            + " to; fill it",
        "t,town,y",
        "1,a,1",
        "2,,2");
    refused(
        windows(2, List.of(1), 1, Gaps.SPLIT, new SeriesTransform.Difference(3)),
        "data.train: expected rows, found none in "
            + Tables.csv(spark, folder, "t,y").location()
            + "; a window, what lies ahead of it and what its differences take need 6 steps in a"
            + " row: shorten sequence.window, or set sequence.gaps to fill or ignore",
        "t,y",
        "1,1",
        "2,2",
        "3,3",
        "4,4",
        "5,5");
  }
}
