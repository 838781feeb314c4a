package io.ganglion.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionTest {
  private enum Join {
    CONCAT,
    SUM
  }

  private final Problems problems = new Problems();

  private Section section(String yaml) {
    return Section.of("training", Yaml.read("job.yaml", yaml), problems);
  }

  private void found(String... messages) {
    assertThat(problems.messages()).containsExactly(messages);
  }

  @Test
  void readsValuesOfEveryType() {
    Section section =
        section("{a: x, b: 5, c: 9000000000, d: 0.5, e: true, f: sum, g: [x, 1], h: {i: 2}, z: x}");
    assertThat(section.text("a")).isEqualTo("x");
    assertThat(section.integer("b", 1, 1)).isEqualTo(5);
    assertThat(section.text("b")).isEqualTo("5");
    assertThat(section.number("b", 1.0)).isEqualTo(5.0);
    assertThat(section.longInteger("c", 0)).isEqualTo(9000000000L);
    assertThat(section.number("d", 0.0, 0.0, 1.0)).isEqualTo(0.5);
    assertThat(section.positive("d", 1.0)).isEqualTo(0.5);
    assertThat(section.flag("e", false)).isTrue();
    assertThat(section.option("f", Join.CONCAT)).isEqualTo(Join.SUM);
    assertThat(section.texts("g")).containsExactly("x", "1");
    assertThat(section.texts("a")).containsExactly("x");
    assertThat(section.section("h").integer("i", 1, 1)).isEqualTo(2);
    assertThat(section.has("z")).isTrue();
    section.finish();
    found();
  }

  @Test
  void givesTheDefaultsOfAbsentKeys() {
    Section section = section("{a: }");
    assertThat(section.text("a", "other")).isEqualTo("other");
    assertThat(section.integer("a", 7, 1)).isEqualTo(7);
    assertThat(section.longInteger("a", 7)).isEqualTo(7);
    assertThat(section.number("a", -3.0, 0.0, 1.0)).isEqualTo(-3.0);
    assertThat(section.positive("a", 0.1)).isEqualTo(0.1);
    assertThat(section.flag("a", true)).isTrue();
    assertThat(section.option("a", Join.SUM)).isEqualTo(Join.SUM);
    assertThat(section.texts("a")).isEmpty();
    assertThat(section.section("a").has("b")).isFalse();
    section.finish();
    found();
  }

  @Test
  void namesMissingKeys() {
    Section section = section("{a: }");
    assertThat(section.text("a")).isNull();
    assertThat(section.integer("b", 3)).isEqualTo(3);
    assertThat(section.number("c")).isNaN();
    found("training.a: is missing", "training.b: is missing", "training.c: is missing");
  }

  @Test
  void collectsWrongTypes() {
    Section section =
        section("{a: [x], b: 0.5, c: '5', d: .inf, e: yes, f: average, g: [{x: 1}, 1.5], h: 3}");
    assertThat(section.text("a", "other")).isEqualTo("other");
    assertThat(section.text("b", "other")).isEqualTo("other");
    assertThat(section.integer("b", 1, 1)).isEqualTo(1);
    assertThat(section.integer("c", 1, 1)).isEqualTo(1);
    assertThat(section.longInteger("c", 2)).isEqualTo(2);
    assertThat(section.number("d", 3.0, 0.0, 1.0)).isEqualTo(3.0);
    assertThat(section.flag("e", true)).isTrue();
    assertThat(section.option("f", Join.SUM)).isEqualTo(Join.SUM);
    assertThat(section.texts("g")).isEmpty();
    assertThat(section.section("h").text("i")).isNull();
    found(
        "training.a: expected a text, found a list",
        "training.b: expected a text, found '0.5': put it in quotes",
        "training.b: expected a whole number, found '0.5'",
        "training.c: expected a whole number, found the text '5'",
        "training.d: expected a finite number, found 'Infinity'",
        "training.e: expected true or false, found the text 'yes'",
        "training.f: found 'average'; expected one of concat, sum",
        "training.g[0]: expected a text, found the keys [x]",
        "training.g[1]: expected a text, found '1.5': put it in quotes",
        "training.h: expected keys with values, found '3'");
  }

  @Test
  void collectsValuesOutOfRange() {
    Section section = section("{a: 0, b: 1.0, c: 3000000000, d: 99999999999999999999, e: -0.0}");
    assertThat(section.integer("a", 5, 1)).isEqualTo(5);
    assertThat(section.integer("a", 1)).isEqualTo(1);
    assertThat(section.number("b", 0.2, 0.0, 1.0)).isEqualTo(0.2);
    assertThat(section.integer("c", 5, 1)).isEqualTo(5);
    assertThat(section.longInteger("d", 5)).isEqualTo(5);
    assertThat(section.positive("e", 0.5)).isEqualTo(0.5);
    found(
        "training.a: expected at least 1, found 0",
        "training.b: expected a number of at least 0.0 and below 1.0, found 1.0",
        "training.c: expected a whole number within ±(2^31 − 1), found 3000000000",
        "training.d: expected a whole number within ±(2^63 − 1), found '99999999999999999999'",
        "training.e: expected a number above 0, found -0.0");
  }

  @Test
  void namesKeysThatNobodyAskedFor() {
    Section section = section("{batchsize: 3, epoch: 5, colour: red}");
    section.integer("batchSize", 32, 1);
    section.integer("epochs", 1, 1);
    section.finish();
    found(
        "training.batchsize: is not a key here; did you mean 'batchSize'?",
        "training.epoch: is not a key here; did you mean 'epochs'?",
        "training.colour: is not a key here; expected one of batchSize, epochs");
  }

  @Test
  void aTreeWithoutKeysIsAProblem() {
    assertThat(Section.of("data", List.of(), problems)).isNull();
    assertThat(Section.of("", null, problems)).isNull();
    found(
        "data: expected keys with values, found a list",
        "expected keys with values, found nothing");
  }

  @Test
  void allProblemsAreThrownAtOnce() {
    problems.throwIfAny();
    problems.add("a", "is wrong");
    problems.add("b", "is wrong");
    problems.add("a", "is wrong");
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(ConfigException.class)
        .hasMessage("a: is wrong\nb: is wrong");
  }

  @Test
  void findsNamesInReachOnly() {
    List<String> valid = List.of("rmsprop", "sgd", "categorical_crossentropy");
    assertThat(Names.hint("RMSProp", valid)).isEqualTo("; did you mean 'rmsprop'?");
    assertThat(Names.hint("rmsporp", valid)).isEqualTo("; did you mean 'rmsprop'?");
    assertThat(Names.hint("categoricalCrossEntropy", valid))
        .isEqualTo("; did you mean 'categorical_crossentropy'?");
    assertThat(Names.hint("adam", valid)).startsWith("; expected one of rmsprop, sgd");
    assertThat(Names.hint("x".repeat(1000), valid)).startsWith("; expected one of");
    assertThat(Names.hint("x", List.of())).isEmpty();
    assertThat(Map.of("abc", 0, "acb", 1, "ab", 1, "abcd", 1, "bca", 2, "", 3))
        .allSatisfy(
            (name, distance) -> assertThat(Names.distance("abc", name)).isEqualTo(distance));
  }
}
