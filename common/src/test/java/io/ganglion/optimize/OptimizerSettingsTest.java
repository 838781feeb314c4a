package io.ganglion.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.config.Problems;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults, and how settings of a job file are read. */
class OptimizerSettingsTest {
  @Test
  void defaultsOfSgd() {
    Sgd sgd = Sgd.defaults();
    assertThat(sgd.learningRate()).isEqualTo(0.01);
    assertThat(sgd.momentum()).isZero();
    assertThat(sgd.nesterov()).isFalse();
    assertThat(read("'sgd'", new Problems())).isEqualTo(sgd);
  }

  @Test
  void defaultsOfRmsProp() {
    RmsProp rmsProp = RmsProp.defaults();
    assertThat(rmsProp.learningRate()).isEqualTo(0.001);
    assertThat(rmsProp.rho()).isEqualTo(0.9);
    assertThat(rmsProp.momentum()).isZero();
    assertThat(rmsProp.epsilon()).isEqualTo(1e-7);
    assertThat(read("'rmsprop'", new Problems())).isEqualTo(rmsProp);
  }

  @Test
  void defaultsOfAdam() {
    Adam adam = Adam.defaults();
    assertThat(adam.learningRate()).isEqualTo(0.001);
    assertThat(adam.beta1()).isEqualTo(0.9);
    assertThat(adam.beta2()).isEqualTo(0.999);
    assertThat(adam.epsilon()).isEqualTo(1e-7);
    assertThat(read("'adam'", new Problems())).isEqualTo(adam);
  }

  @Test
  void defaultsOfAdamW() {
    AdamW adamW = AdamW.defaults();
    assertThat(adamW.learningRate()).isEqualTo(0.001);
    assertThat(adamW.weightDecay()).isEqualTo(0.004);
    assertThat(adamW.beta1()).isEqualTo(0.9);
    assertThat(adamW.beta2()).isEqualTo(0.999);
    assertThat(adamW.epsilon()).isEqualTo(1e-7);
    assertThat(read("'adamw'", new Problems())).isEqualTo(adamW);
  }

  @Test
  void defaultsOfAdagrad() {
    Adagrad adagrad = Adagrad.defaults();
    assertThat(adagrad.learningRate()).isEqualTo(0.001);
    assertThat(adagrad.initialAccumulatorValue()).isEqualTo(0.1);
    assertThat(adagrad.epsilon()).isEqualTo(1e-7);
    assertThat(read("'adagrad'", new Problems())).isEqualTo(adagrad);
  }

  @Test
  void defaultsOfAdadelta() {
    Adadelta adadelta = Adadelta.defaults();
    assertThat(adadelta.learningRate()).isEqualTo(0.001);
    assertThat(adadelta.rho()).isEqualTo(0.95);
    assertThat(adadelta.epsilon()).isEqualTo(1e-7);
    assertThat(read("'adadelta'", new Problems())).isEqualTo(adadelta);
  }

  @Test
  void defaultsOfSophia() {
    Sophia sophia = Sophia.defaults();
    assertThat(sophia).isEqualTo(new Sophia(0.001, 0.96, 0.99, 0.01, 1e-12, 10));
    assertThat(read("'sophia'", new Problems())).isEqualTo(sophia);
  }

  @Test
  void stateIsKeptForWhatIsUsed() {
    assertThat(Sgd.defaults().vectors()).isZero();
    assertThat(new Sgd(0.1, 0.9, false).vectors()).isEqualTo(1);
    assertThat(RmsProp.defaults().vectors()).isEqualTo(1);
    assertThat(new RmsProp(0.1, 0.9, 0.5, 1e-7).vectors()).isEqualTo(2);
    assertThat(Adam.defaults().vectors()).isEqualTo(2);
    assertThat(AdamW.defaults().vectors()).isEqualTo(2);
    assertThat(Adagrad.defaults().vectors()).isEqualTo(1);
    assertThat(Adadelta.defaults().vectors()).isEqualTo(2);
  }

  @Test
  void settingsTakeThePlaceOfDefaults() {
    Problems problems = new Problems();
    assertThat(read("{'sgd': {'momentum': 0.5, 'nesterov': true}}", problems))
        .isEqualTo(new Sgd(0.01, 0.5, true));
    assertThat(read("{'rmsprop': {'learningRate': 1, 'rho': 0.8}}", problems))
        .isEqualTo(new RmsProp(1.0, 0.8, 0.0, 1e-7));
    assertThat(read("{'adam': {'beta1': 0, 'epsilon': 0.1}}", problems))
        .isEqualTo(new Adam(0.001, 0.0, 0.999, 0.1));
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'sgd': {'learningRate': -0.1}}        | sgd.learningRate: expected a number
          {'sgd': {'learningRate': 0}}           | sgd.learningRate: expected a number above 0
          {'sgd': {'learningRate': 'fast'}}      | sgd.learningRate: expected a finite number
          {'sgd': {'momentum': 1.5}}             | sgd.momentum: expected a number
          {'sgd': {'momentum': 1}}               | sgd.momentum: expected a number
          {'sgd': {'momentum': -0.1}}            | sgd.momentum: expected a number
          {'sgd': {'nesterov': true}}            | sgd.nesterov: expected a momentum
          {'sgd': {'nesterov': 'yes'}}           | sgd.nesterov: expected true or false
          {'rmsprop': {'learningRate': 0}}       | rmsprop.learningRate: expected a number above 0
          {'rmsprop': {'rho': 1}}                | rmsprop.rho: expected a number
          {'rmsprop': {'momentum': 2}}           | rmsprop.momentum: expected a number
          {'rmsprop': {'epsilon': 0}}            | rmsprop.epsilon: expected a number above 0
          {'adam': {'learningRate': -1}}         | adam.learningRate: expected a number
          {'adam': {'beta1': 1}}                 | adam.beta1: expected a number
          {'adam': {'beta2': 1.5}}               | adam.beta2: expected a number
          {'adam': {'epsilon': -1.0}}            | adam.epsilon: expected a number
          {'adamw': {'weightDecay': -1}}         | adamw.weightDecay: expected a number of at least 0
          {'adamw': {'beta1': 1}}                | adamw.beta1: expected a number
          {'adagrad': {'epsilon': 0}}            | adagrad.epsilon: expected a number above 0
          {'adadelta': {'rho': 1}}               | adadelta.rho: expected a number
          {'sophia': {'gamma': 0}}               | sophia.gamma: expected a number above 0
          {'adam': {'learning_rate': 0.1}}       | adam.learning_rate: is not a key here
          """)
  void aBadValueIsAProblemAtItsPath(String tree, String problem) {
    Problems problems = new Problems();
    read(tree, problems);
    assertThat(problems.messages())
        .singleElement()
        .asString()
        .startsWith("training.optimizer." + problem);
  }

  @Test
  void allBadValuesAreNamedAtOnce() {
    Problems problems = new Problems();
    read("{'rmsprop': {'learningRate': -1, 'rho': 2, 'momentum': -3, 'epsilon': 0}}", problems);
    assertThat(problems.messages()).hasSize(4);
  }

  private static GradientTransform read(String tree, Problems problems) {
    byte[] json = tree.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Optimizers.CATALOGUE.read("training.optimizer", Json.read("test", json), problems);
  }
}
