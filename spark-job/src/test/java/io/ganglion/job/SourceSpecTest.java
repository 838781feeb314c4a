package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.config.Yaml;
import io.ganglion.spark.table.CatalogTable;
import io.ganglion.spark.table.FileTable;
import io.ganglion.spark.table.QueryTable;
import io.ganglion.spark.table.TableFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceSpecTest {
  private final Problems problems = new Problems();

  private SourceSpec read(String train) {
    Object tree = Yaml.read("job", "train: " + train);
    return SourceSpec.read(Section.of("data", tree, problems), "train");
  }

  private List<String> problemsOf(String train) {
    Problems fresh = new Problems();
    SourceSpec.read(Section.of("data", Yaml.read("job", "train: " + train), fresh), "train");
    return fresh.messages();
  }

  @Test
  void everyFormIsRead() {
    assertThat(read("")).isNull();
    assertThat(read("a.csv"))
        .isEqualTo(new SourceSpec(new FileTable(List.of("a.csv"), null, null), null));
    assertThat(read("[a.csv, b.csv]"))
        .isEqualTo(new SourceSpec(new FileTable(List.of("a.csv", "b.csv"), null, null), null));
    assertThat(read("{path: [a, b], format: orc, where: x > 1}"))
        .isEqualTo(
            new SourceSpec(new FileTable(List.of("a", "b"), TableFormat.ORC, null), "x > 1"));
    assertThat(read("{table: sales.march, where: x > 1}"))
        .isEqualTo(new SourceSpec(new CatalogTable("sales.march"), "x > 1"));
    assertThat(read("{sql: select 1}")).isEqualTo(new SourceSpec(new QueryTable("select 1"), null));
    FileTable options = (FileTable) read("{path: a.csv, options: {separator: ;}}").origin();
    assertThat(options.options())
        .isEqualTo(
            ((FileTable) read("{path: a, format: csv, options: {separator: ;}}").origin())
                .options())
        .isNotNull();
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(problemsOf("{path: a.csv, table: b}"))
        .containsExactly("data.train: expected one of path, table and sql, found path and table");
    assertThat(problemsOf("{where: a > 1}"))
        .containsExactly("data.train: expected one of path, table and sql, found none");
    assertThat(problemsOf("[]"))
        .containsExactly("data.train: expected a path, found an empty list");
    assertThat(problemsOf("{path: []}"))
        .containsExactly("data.train.path: expected a path, found an empty list");
    assertThat(problemsOf("{path: a.csv, formt: csv}"))
        .containsExactly("data.train.formt: is not a key here; did you mean 'format'?");
    assertThat(problemsOf("{path: a, format: csw}"))
        .containsExactly("data.train.format: found 'csw'; did you mean 'csv'?");
    assertThat(problemsOf("{path: a.csv, options: {sepparator: ;}}"))
        .containsExactly(
            "data.train.options.sepparator: is not a key here; did you mean 'separator'?");
    assertThat(problemsOf("{path: a.libsvm, options: {separator: ;}}"))
        .containsExactly(
            "data.train.options.separator: is not a key here; expected one of features");
    assertThat(problemsOf("{path: folder, options: {separator: ;}}"))
        .containsExactly(
            "data.train.format: is missing: the path doesn't tell what the options are for");
    assertThat(problemsOf("{table: a, options: {separator: ;}}"))
        .containsExactly(
            "data.train.options: is not a key here; expected one of path, table, sql, where");
  }
}
