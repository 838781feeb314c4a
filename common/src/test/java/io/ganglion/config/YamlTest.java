package io.ganglion.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  private static Object read(String text) {
    return Yaml.read("job.yaml", text);
  }

  @Test
  void readsMapsListsTextsNumbersAndFlags() {
    Object tree =
        read(
            """
            name: boston
            data: {holdout: 0.2, exclude: [a, b], zip: 007, empty: }
            training:
              learningRate: 1e-3
              seed: 9000000000
              shuffle: true
              answer: no
            """);
    assertThat(tree)
        .isEqualTo(
            Map.of(
                "name",
                "boston",
                "data",
                entries("holdout", 0.2, "exclude", List.of("a", "b"), "zip", "007", "empty", null),
                "training",
                entries(
                    "learningRate", 1e-3, "seed", 9000000000L, "shuffle", true, "answer", "no")));
  }

  private static Map<String, Object> entries(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  @Test
  void keepsTheOrderOfTheKeys() {
    assertThat(((Map<?, ?>) read("{z: 1, a: 2, m: 3}")).keySet().stream().map(String::valueOf))
        .containsExactly("z", "a", "m");
  }

  @Test
  void aNumberAsKeyBecomesText() {
    assertThat(read("{0: 1.0, true: 2.0}")).isEqualTo(Map.of("0", 1.0, "true", 2.0));
  }

  @Test
  void anEmptyTextIsNull() {
    assertThat(read("")).isNull();
    assertThat(read("# nothing but a comment\n")).isNull();
  }

  @Test
  void passesOverTheMarkThatSomeEditorsPutFirst() {
    assertThat(read("\uFEFFname: x")).isEqualTo(Map.of("name", "x"));
  }

  @Test
  void aSyntaxErrorNamesLineAndColumn() {
    assertThatThrownBy(() -> read("name: x\ndata: [1, 2\ntraining: {}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("job.yaml, line 3, column 9: ");
    assertThatThrownBy(() -> read("name: x\n\tepochs: 3\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("job.yaml, line 2, column 1: ");
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertThatThrownBy(() -> read("epochs: 1\nseed: 2\nepochs: 3\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 3, column 1: found duplicate key epochs");
    assertThatThrownBy(() -> read("{1: a, '1': b}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the key 1 stands twice");
  }

  @Test
  void anAliasRepeatsAValueWithoutSharingIt() {
    Map<?, ?> tree = (Map<?, ?>) read("{a: &x [1, 2], b: *x}");
    assertThat(tree.get("b")).isEqualTo(tree.get("a")).isNotSameAs(tree.get("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!java.net.URL ['https://example.org']",
        "!!javax.script.ScriptEngineManager []",
        "a: !!binary aGVsbG8=",
        "a: !local 3",
        "a: !!set {x}",
        "? [1, 2]\n: x",
        ": x",
        "a: 1\n---\nb: 2",
        "a: \u0007",
        "&x [*x]",
        "a: &x {b: *x}",
      })
  void refusesWhatIsNoPlainTree(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("job.yaml");
  }

  @Test
  void refusesDeepNesting() {
    String fits = "[".repeat(50) + "]".repeat(50);
    assertThat(read(fits)).isInstanceOf(List.class);
    assertThatThrownBy(() -> read("[".repeat(400_000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 1, column 51")
        .hasMessageContaining("at most 50 levels");
  }

  @Test
  void refusesALongText() {
    assertThatThrownBy(() -> read("a".repeat(1_000_001)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("1000000");
  }

  @Test
  void refusesAliasesThatMultiply() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i <= 24; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> read(text.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most 200000 values");
    String many = "a: &a [1]\nb: [" + "*a, ".repeat(51) + "]\n";
    assertThatThrownBy(() -> read(many)).isInstanceOf(ConfigException.class);
  }
}
