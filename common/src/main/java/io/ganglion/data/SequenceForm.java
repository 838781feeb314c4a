package io.ganglion.data;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import io.ganglion.config.Section;
import io.ganglion.config.Spec;
import java.util.List;
import java.util.Map;

/** How a table holds sequences: what {@code data.sequence} of a job says, and a model remembers. */
public sealed interface SequenceForm extends Spec
    permits SequenceRows, SequenceColumns, SequenceTokens, SequenceWindows {
  /** The forms by the names under which a model holds them. */
  Catalogue<SequenceForm> CATALOGUE =
      new Catalogue<>(
          "form of sequences",
          List.of(
              new Entry<>("rows", SequenceRows::read, List.of(new SequenceRows("id", "t"))),
              new Entry<>(
                  "columns",
                  SequenceColumns::read,
                  List.of(new SequenceColumns(Map.of("t", "t*"), 1))),
              new Entry<>(
                  "tokens", SequenceTokens::read, List.of(new SequenceTokens("text", 10_000, 256))),
              new Entry<>(
                  "windows",
                  SequenceWindows::read,
                  List.of(
                      new SequenceWindows(
                          "date",
                          null,
                          24,
                          List.of(1),
                          1,
                          SequenceWindows.Gaps.SPLIT,
                          List.of(
                              new SeriesTransform.Log(), new SeriesTransform.Difference(12)))))));

  /** What its sequences are called, in the plural. */
  String unit();

  /** Reads the section of a job file, whose keys tell the form; null after a problem. */
  static SequenceForm read(Section section) {
    SequenceForm form = null;
    if (section.has("window")) {
      form = SequenceWindows.read(section);
    } else if (section.has("columns")) {
      form = SequenceColumns.read(section);
    } else if (section.has("tokens")) {
      form = SequenceTokens.read(section);
    } else if (section.has("id") || section.has("order")) {
      form = SequenceRows.read(section);
    } else {
      section
          .problems()
          .add(
              section.path(),
              "expected {id, order} for a row a step, {columns: \"t*\"} for a row a sequence,"
                  + " {tokens: text}, or {order, window} for windows of a long series");
      section.keys().forEach(section::has);
      return null;
    }
    section.finish();
    return form;
  }
}
