package io.ganglion.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private enum Mode {
    FAST,
    EXACT
  }

  private sealed interface Tool extends Spec {}

  private record Hammer() implements Tool {
    @Override
    public String kind() {
      return "hammer";
    }
  }

  private record Range(double from, double to) {}

  private record Saw(int teeth, boolean fine, Mode mode, List<Range> ranges, Tool spare)
      implements Tool {
    static Saw read(Section section) {
      return new Saw(
          section.integer("teeth", 40, 1),
          section.flag("fine", false),
          section.option("mode", Mode.FAST),
          section.items("ranges").stream()
              .map(item -> Section.of(section.path("ranges"), item, section.problems()))
              .map(range -> new Range(range.number("from"), range.number("to")))
              .toList(),
          section.choice("spare", TOOLS, null));
    }

    @Override
    public String kind() {
      return "saw";
    }
  }

  private static final Catalogue<Tool> TOOLS =
      new Catalogue<>(
          "tool",
          List.of(
              new Catalogue.Entry<>("hammer", section -> new Hammer(), List.of(new Hammer())),
              new Catalogue.Entry<>("saw", Saw::read, List.of())));

  private final Problems problems = new Problems();

  private Tool read(String yaml) {
    return TOOLS.read("tool", Yaml.read("x", yaml), problems);
  }

  @Test
  void readsANameOrANameWithABody() {
    Saw plain = new Saw(40, false, Mode.FAST, List.of(), null);
    assertThat(read("hammer")).isEqualTo(new Hammer());
    assertThat(read("{hammer: {}}")).isEqualTo(new Hammer());
    assertThat(read("saw")).isEqualTo(plain);
    assertThat(read("{saw: }")).isEqualTo(plain);
    assertThat(read("{saw: {teeth: 3, spare: {saw: {fine: true}}}}"))
        .isEqualTo(
            new Saw(3, false, Mode.FAST, List.of(), new Saw(40, true, Mode.FAST, List.of(), null)));
    problems.throwIfAny();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hamer                  | tool: no tool is called 'hamer'; did you mean 'hammer'?
          {drill: {}}            | tool: no tool is called 'drill'; expected one of hammer, saw
          {saw: {}, hammer: {}}  | tool: expected one tool as {name: {…}}, found the keys [saw, hammer]
          {}                     | tool: expected one tool as {name: {…}}, found the keys []
          3                      | tool: expected the name of one tool, found '3'
          [saw]                  | tool: expected the name of one tool, found a list
          ''                     | tool: expected the name of one tool, found nothing
          {saw: 3}               | tool.saw: expected keys with values, found '3'
          {hammer: {weight: 3}}  | tool.hammer.weight: is not a key here
          """)
  void namesTheProblem(String yaml, String problem) {
    Tool tool = read(yaml == null ? "" : yaml);
    assertThat(problems.messages()).containsExactly(problem);
    assertThat(tool == null || tool instanceof Hammer).isTrue();
  }

  @Test
  void aChoiceGivesTheDefaultAfterAProblem() {
    Section section = Section.of("", Map.of("tool", "drill"), problems);
    assertThat(section.choice("tool", TOOLS, new Hammer())).isEqualTo(new Hammer());
    assertThat(section.choice("other", TOOLS, new Hammer())).isEqualTo(new Hammer());
    assertThat(problems.messages()).hasSize(1);
  }

  @Test
  void whatIsWrittenReadsBack() {
    Saw saw =
        new Saw(3, true, Mode.EXACT, List.of(new Range(0.1, 2.0), new Range(3, 4)), new Hammer());
    assertThat(SpecWriter.write(new Hammer())).isEqualTo("hammer");
    assertThat(SpecWriter.write(saw))
        .isEqualTo(
            Map.of(
                "saw",
                Map.of(
                    "teeth",
                    3,
                    "fine",
                    true,
                    "mode",
                    "exact",
                    "ranges",
                    List.of(Map.of("from", 0.1, "to", 2.0), Map.of("from", 3.0, "to", 4.0)),
                    "spare",
                    "hammer")));
    assertThat(TOOLS.read("tool", SpecWriter.write(saw), problems)).isEqualTo(saw);
    problems.throwIfAny();
  }

  @Test
  void refusesTwoEntriesOfOneName() {
    Catalogue.Entry<Tool> entry =
        new Catalogue.Entry<>("hammer", section -> new Hammer(), List.of());
    assertThatThrownBy(() -> new Catalogue<>("tool", List.of(entry, entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hammer");
  }
}
