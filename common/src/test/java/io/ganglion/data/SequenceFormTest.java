package io.ganglion.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.config.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SequenceFormTest {
  private final Problems problems = new Problems();

  private SequenceForm read(String yaml) {
    return SequenceForm.read(Section.of("data.sequence", Yaml.read("job.yaml", yaml), problems));
  }

  private void refused(String yaml, String... messages) {
    Problems found = new Problems();
    SequenceForm.read(Section.of("data.sequence", Yaml.read("job.yaml", yaml), found));
    assertThat(found.messages()).containsExactly(messages);
  }

  @Test
  void keysTellTheForm() {
    assertThat(read("{id: series, order: t}")).isEqualTo(new SequenceRows("series", "t"));
    assertThat(read("{columns: 't*'}")).isEqualTo(new SequenceColumns(Map.of("t", "t*"), 1));
    assertThat(read("{columns: '*'}")).isEqualTo(new SequenceColumns(Map.of("x", "*"), 1));
    assertThat(read("{columns: 'p*', features: 28}"))
        .isEqualTo(new SequenceColumns(Map.of("p", "p*"), 28));
    Map<String, String> patterns = new LinkedHashMap<>();
    patterns.put("y", "y*");
    patterns.put("x", "x*");
    SequenceColumns several = (SequenceColumns) read("{columns: {y: 'y*', x: 'x*'}}");
    assertThat(several).isEqualTo(new SequenceColumns(patterns, 1));
    assertThat(several.names()).containsExactly("y", "x");
    assertThat(read("{tokens: text}")).isEqualTo(new SequenceTokens("text", 10_000, 256));
    assertThat(read("{tokens: text, vocabulary: 9, maxLength: 7}"))
        .isEqualTo(new SequenceTokens("text", 9, 7));
    assertThat(read("{order: date, window: 24}"))
        .isEqualTo(
            new SequenceWindows(
                "date", null, 24, List.of(1), 1, SequenceWindows.Gaps.SPLIT, List.of()));
    assertThat(
            read(
                "{order: date, by: town, window: 24, horizon: [1, 12], stride: 2, gaps: fill,"
                    + " transform: [log, {difference: 12}, {difference: {lag: 13}}]}"))
        .isEqualTo(
            new SequenceWindows(
                "date",
                "town",
                24,
                List.of(1, 12),
                2,
                SequenceWindows.Gaps.FILL,
                List.of(
                    new SeriesTransform.Log(),
                    new SeriesTransform.Difference(12),
                    new SeriesTransform.Difference(13))));
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void problemsAreNamed() {
    refused(
        "{ordr: t}",
        "data.sequence: expected {id, order} for a row a step, {columns: \"t*\"} for a row a"
            + " sequence, {tokens: text}, or {order, window} for windows of a long series");
    refused("{id: a}", "data.sequence.order: is missing");
    refused(
        "{id: a, order: t, zzzzzz: b}",
        "data.sequence.zzzzzz: is not a key here; expected one of window, columns, tokens, id, order");
    refused(
        "{columns: {x: 'x*', y: 'y*'}, features: 2}",
        "data.sequence.features: goes with one pattern, found 2");
    refused(
        "{columns: {}}", "data.sequence.columns: expected the columns of the steps, found none");
    refused(
        "{order: t, window: 3, horizon: [1, 1]}",
        "data.sequence.horizon: expected different whole numbers of at least 1, found 1");
    refused(
        "{order: t, window: 3, horizon: 2, transform: [{difference: 1}]}",
        "data.sequence.transform: a difference of 1 steps can't be undone 2 steps ahead: take a lag"
            + " of at least the horizon, or a nearer horizon");
    refused(
        "{order: t, window: 3, transform: [{difference: 1}, log]}",
        "data.sequence.transform[1]: expected log before any difference, and once");
  }
}
