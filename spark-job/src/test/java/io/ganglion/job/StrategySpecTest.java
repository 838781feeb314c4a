package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.train.Averaging;
import io.ganglion.train.ParameterAveraging;
import io.ganglion.train.Truncation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategySpecTest {
  private static StrategySpec read(String tree, Problems problems) {
    byte[] json = tree.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Section training = Section.of("training", Json.read("test", json), problems);
    StrategySpec spec = StrategySpec.read(training);
    training.finish();
    return spec;
  }

  private static StrategySpec good(String tree) {
    Problems problems = new Problems();
    StrategySpec spec = read(tree, problems);
    assertThat(problems.messages()).isEmpty();
    return spec;
  }

  @Test
  void byDefaultWeightsAreAveragedPlainlyOnceAnEpoch() {
    StrategySpec spec = good("{}");
    assertThat(spec.averaging())
        .isEqualTo(
            new Averaging(
                ParameterAveraging.EVERY_EPOCH,
                0.05,
                0.0,
                ParameterAveraging.StateMerge.AVERAGE,
                1.0,
                0.0,
                false));
    assertThat(spec.described()).isEqualTo("weights, every epoch");
    assertThat(good("{'strategy': 'averaging'}")).isEqualTo(spec);
  }

  @Test
  void readsWhatIsSet() {
    StrategySpec spec =
        good(
            """
            {'averaging': {'every': 'auto', 'share': 0.1, 'warmUp': 2, 'optimizerState': 'reset',
             'learningRate': 0.7, 'momentum': 0.9, 'nesterov': true}}
            """);
    assertThat(spec.averaging())
        .isEqualTo(
            new Averaging(
                Averaging.AUTO, 0.1, 2.0, ParameterAveraging.StateMerge.RESET, 0.7, 0.9, true));
    assertThat(spec.described())
        .isEqualTo(
            "weights, as often as 10.0 % of the time allows, more often in the first 2.0 epochs;"
                + " outer step at the rate 0.7 with Nesterov momentum 0.9");
    assertThat(good("{'averaging': {'every': 10}}").described())
        .isEqualTo("weights, every 10 batches");
    assertThat(good("{'truncation': 40}").truncation()).isEqualTo(40);
    assertThat(good("{}").truncation()).isEqualTo(Truncation.NONE);
    assertThat(good("{'strategy': 'gradient'}").described()).isEqualTo("gradients, in each step");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'strategy': 'gradients'}               | strategy: found 'gradients'
          {'strategy': 'gradient', 'averaging': {'every': 1}} | averaging.every: goes with 'strategy: averaging' only
          {'strategy': 'gradient', 'truncation': 5} | truncation: goes with 'strategy: averaging' only
          {'truncation': 5, 'averaging': {'every': 'auto'}} | truncation: expected a number of batches
          {'truncation': 0} | truncation: expected at least 1, found 0
          {'averaging': {'every': 'never'}}       | averaging.every: expected 'epoch', 'auto' or a number
          {'averaging': {'every': 0}}             | averaging.every: expected at least 1
          {'averaging': {'share': 0.1}}           | averaging.share: goes with 'every: auto' only
          {'averaging': {'every': 'auto', 'share': 1}} | averaging.share: expected a share below 1
          {'averaging': {'momentum': 1}}          | averaging.momentum: expected a number
          {'averaging': {'learningRate': 0}}      | averaging.learningRate: expected a number above 0
          {'averaging': {'nesterov': true}}       | averaging.nesterov: expected a momentum
          {'averaging': {'warmUp': -1}}           | averaging.warmUp: expected a number
          {'averaging': {'warmup': 1}}            | averaging.warmup: is not a key here
          """)
  void aBadValueIsAProblemAtItsPath(String tree, String problem) {
    Problems problems = new Problems();
    read(tree, problems);
    assertThat(problems.messages()).singleElement().asString().startsWith("training." + problem);
  }
}
