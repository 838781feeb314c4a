package io.ganglion.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static Object read(String text) {
    return Json.read("model.json", text.getBytes(UTF_8));
  }

  @Test
  void writesOneTextForATree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("zebra", List.of(1, 2L, 0.1, 1e-7));
    tree.put("ant", Map.of("text", "a \"quote\"\n— ü"));
    tree.put("none", null);
    tree.put("flag", true);
    tree.put("empty", List.of(Map.of(), List.of()));
    assertThat(Json.write(tree))
        .isEqualTo(
            """
            {
              "zebra": [ 1, 2, 0.1, 1.0E-7 ],
              "ant": {
                "text": "a \\"quote\\"\\n— ü"
              },
              "none": null,
              "flag": true,
              "empty": [ { }, [ ] ]
            }
            """);
    assertThat(Json.write(read(Json.write(tree)))).isEqualTo(Json.write(tree));
  }

  @Test
  void numbersReadBackToTheSameBits() {
    for (double x : new double[] {2.0E-3, 1.0 / 3, Double.MIN_VALUE, Double.MAX_VALUE, -0.0}) {
      assertThat(read(Json.write(x))).isEqualTo(x);
    }
    assertThat(read(Json.write(0.1f))).isEqualTo(0.1);
    assertThat(read(Json.write(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void writesTheShortestDigits() {
    // Java before 19 itself has one digit too many or a wrong one here.
    assertThat(Json.write(Double.parseDouble("8.41E21"))).isEqualTo("8.41E21\n");
  }

  @Test
  void writesNullForWhatJsonLacks() {
    assertThat(
            Json.write(
                Arrays.asList(
                    Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, null, 1.5f)))
        .isEqualTo("[ null, null, null, null, 1.5 ]\n");
  }

  @Test
  void refusesToWriteOtherObjects() {
    assertThatThrownBy(() -> Json.write(List.of(BigDecimal.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.math.BigDecimal");
  }

  @Test
  void anErrorNamesLineAndColumn() {
    assertThatThrownBy(() -> read("{\"a\": 1,\n \"b\": }"))
        .isInstanceOf(ConfigException.class)
        // Jackson 2.15 names the place behind the character.
        .hasMessageMatching("model.json, line 2, column [78]: .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"a\": 1, \"a\": 2}",
        "{} {}",
        "[1, 2",
        "NaN",
        "{'a': 1}",
        "// comment\n1",
        "\"\u0001\"",
      })
  void refusesWhatIsNotStrictJson(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("model.json");
  }

  @Test
  void refusesDeepNestingLongNumbersAndBrokenText() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> read("1".repeat(1000))).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> Json.read("x", new byte[] {'"', (byte) 0xC3, '"'}))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> Json.read("x", new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0, 0}))
        .isInstanceOf(ConfigException.class);
  }
}
