package io.ganglion.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.config.Json;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.tensor.Ranges;
import io.ganglion.testing.Allocations;
import io.ganglion.testing.Vectors;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set around an optimizer, from the job file to the step. */
class UpdateRuleTest {
  private static final Sgd SGD = new Sgd(1.0, 0.0, false);

  private static UpdateRule rule(Clipping clipping, Regularization regularization, double decay) {
    return new UpdateRule(SGD, clipping, regularization, decay, ConstantRate.defaults(), 10);
  }

  private static Step step(GradientTransform optimizer, float[] weights, float[] gradient) {
    Step step = new Step();
    step.weights = weights;
    step.gradient = gradient;
    step.state = new float[optimizer.vectors()][weights.length];
    step.active = Ranges.of(0, weights.length);
    step.decayed = Ranges.of(0, weights.length / 2);
    step.learningRate = optimizer.learningRate();
    step.number = 1;
    return step;
  }

  /** What the rule makes of a gradient, at weights of 0 and the rate 1. */
  private static float[] clipped(Clipping clipping, float... gradient) {
    Step step = step(SGD, new float[gradient.length], gradient);
    rule(clipping, Regularization.NONE, 0.0).apply(step);
    float[] descent = new float[gradient.length];
    for (int i = 0; i < descent.length; i++) {
      descent[i] = -step.weights[i];
    }
    return descent;
  }

  @Test
  void aGradientWithinItsBoundsKeepsItsBits() {
    float[] gradient = {0.3f, -0.4f, 0.1f};
    assertThat(clipped(new Clipping(0.52, 0.5), gradient.clone())).isEqualTo(gradient);
    assertThat(clipped(Clipping.NONE, 1e30f, -1e30f)).containsExactly(1e30f, -1e30f);
  }

  @Test
  void aLongGradientKeepsItsDirection() {
    assertThat(clipped(new Clipping(1.0, Clipping.NONE.value()), 3f, 4f))
        .containsExactly(new float[] {0.6f, 0.8f}, within(1e-7f));
  }

  @Test
  void elementsAreCutBeforeTheNormIsTaken() {
    assertThat(clipped(new Clipping(1.0, 3.0), 100f, -4f, 0f))
        .containsExactly(
            new float[] {(float) Math.sqrt(0.5), (float) -Math.sqrt(0.5), 0f}, within(1e-7f));
    assertThat(clipped(new Clipping(10.0, 3.0), 100f, -4f, 1f)).containsExactly(3f, -3f, 1f);
  }

  @Test
  void whatIsNotANumberStaysSo() {
    for (Clipping clipping : new Clipping[] {new Clipping(1.0, 1.0), new Clipping(1.0, 1e30)}) {
      assertThat(clipped(clipping, Float.NaN, 2f)[0]).isNaN();
    }
    assertThat(clipped(new Clipping(1.0, Clipping.NONE.value()), Float.POSITIVE_INFINITY, 2f)[0])
        .isNaN();
  }

  @Test
  void theNormIsThatOfTheActiveRanges() {
    Step step = step(SGD, new float[4], new float[] {3f, 70f, 4f, 70f});
    step.active = Ranges.of(0, 1);
    step.active.add(2, 3);
    rule(new Clipping(1.0, 50.0), Regularization.NONE, 0.0).apply(step);
    assertThat(step.weights).containsExactly(new float[] {-0.6f, 0f, -0.8f, 0f}, within(1e-7f));
    assertThat(step.gradient).containsExactly(0f, 70f, 0f, 70f);
  }

  @Test
  void regularizationIsTheSlopeOfItsPenalty() {
    float[] weights = {0.5f, -2f, 0f, 7f, 7f, 7f, 7f, 7f};
    Step step = step(SGD, weights.clone(), new float[8]);
    rule(Clipping.NONE, new Regularization(0.25, 0.125), 0.0).apply(step);
    // Of l1 |w| + l2 w²: l1 sign(w) + 2 l2 w; the second half is not decayed.
    assertThat(step.weights)
        .containsExactly(0.5f - 0.375f, -2f + 0.75f, 0f, 7f - 2f, 7f, 7f, 7f, 7f);
  }

  @Test
  void regularizationIsClippedWithTheGradientAndDecayIsNot() {
    Step step = step(SGD, new float[] {8f, 8f}, new float[] {1f, 1f});
    rule(new Clipping(Clipping.NONE.norm(), 0.5), new Regularization(0.0, 1.0), 0.25).apply(step);
    assertThat(step.weights).containsExactly(8f - 2f - 0.5f, 8f - 0.5f);
  }

  @Test
  void decayGoesWithTheRateOfTheStep() {
    Step step = step(SGD, new float[] {8f, 8f}, new float[2]);
    step.learningRate = 0.5;
    rule(Clipping.NONE, Regularization.NONE, 0.25).apply(step);
    assertThat(step.weights).containsExactly(7f, 8f);
  }

  @Test
  void adamwIsAdamWithDecay() {
    AdamW adamw = new AdamW(0.01, 0.1, 0.9, 0.999, 1e-7);
    Adam adam = new Adam(0.01, 0.9, 0.999, 1e-7);
    Step own = step(adamw, Vectors.normal(40, 1), Vectors.normal(40, 2));
    Step around = step(adam, Vectors.normal(40, 1), Vectors.normal(40, 2));
    UpdateRule.of(adamw).apply(own);
    new UpdateRule(adam, Clipping.NONE, Regularization.NONE, 0.1, ConstantRate.defaults(), 1)
        .apply(around);
    assertThat(own.weights).isEqualTo(around.weights);
    Step plain = step(adam, Vectors.normal(40, 1), Vectors.normal(40, 2));
    UpdateRule.of(adam).apply(plain);
    assertThat(own.weights).isNotEqualTo(plain.weights);
  }

  @Test
  void allocatesNothing() {
    Adam adam = Adam.defaults();
    UpdateRule rule =
        new UpdateRule(
            adam,
            new Clipping(1e-3, 1e-2),
            new Regularization(1e-5, 1e-4),
            0.01,
            new CosineDecay(0.1, 0.0, 1.0),
            10);
    Step step = step(adam, Vectors.normal(5121, 3), Vectors.normal(5121, 4));
    double[] state = rule.schedule().start();
    double bytes =
        Allocations.perStep(
            () -> {
              step.number++;
              step.learningRate = rule.learningRate(2.5, state);
              rule.apply(step);
            });
    assertThat(bytes).isZero();
  }

  private static UpdateRule read(String tree, Problems problems) {
    byte[] json = tree.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Section training = Section.of("training", Json.read("test", json), problems);
    GradientTransform optimizer =
        training.choice("optimizer", Optimizers.CATALOGUE, Adam.defaults());
    UpdateRule rule = UpdateRule.read(training, optimizer, 10);
    training.finish();
    return rule;
  }

  @Test
  void anEmptySectionIsAdamAlone() {
    Problems problems = new Problems();
    UpdateRule rule = read("{}", problems);
    assertThat(rule.optimizer()).isEqualTo(Adam.defaults());
    assertThat(rule.clipping()).isEqualTo(Clipping.NONE);
    assertThat(rule.regularization()).isEqualTo(new Regularization(0.0, 0.0));
    assertThat(rule.weightDecay()).isZero();
    assertThat(rule.scheduled()).isFalse();
    assertThat(rule.learningRate(3.7, new double[0])).isEqualTo(0.001);
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void readsWhatIsSet() {
    Problems problems = new Problems();
    UpdateRule rule =
        read(
            """
            {'optimizer': 'sgd', 'clip': {'norm': 2}, 'l1': 0.1, 'l2': 0.2, 'weightDecay': 0.3,
             'schedule': {'linear': {'warmUp': 1}}}
            """,
            problems);
    assertThat(rule)
        .isEqualTo(
            new UpdateRule(
                Sgd.defaults(),
                new Clipping(2.0, Double.POSITIVE_INFINITY),
                new Regularization(0.1, 0.2),
                0.3,
                new LinearDecay(0.0, 0.0, 1.0),
                10));
    assertThat(rule.scheduled()).isTrue();
    assertThat(read("{'clip': {'value': 0.5}}", problems).clipping())
        .isEqualTo(new Clipping(Double.POSITIVE_INFINITY, 0.5));
    assertThat(read("{'optimizer': {'adamw': {'weightDecay': 0}}, 'weightDecay': 1}", problems))
        .extracting(UpdateRule::weightDecay)
        .isEqualTo(1.0);
    assertThat(problems.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'clip': {}}                            | clip: expected a bound, found none
          {'clip': 1.0}                           | clip: expected keys with values
          {'clip': {'norm': 0}}                   | clip.norm: expected a number above 0
          {'clip': {'value': -1}}                 | clip.value: expected a number above 0
          {'clip': {'length': 1, 'norm': 1}}      | clip.length: is not a key here
          {'l1': -1}                              | l1: expected a number of at least 0
          {'l2': 'much'}                          | l2: expected a finite number
          {'weightDecay': -0.1}                   | weightDecay: expected a number of at least 0
          {'optimizer': 'adamw', 'weightDecay': 1} | weightDecay: expected none beside adamw
          {'schedule': 'cosinus'}                 | schedule: no schedule is called 'cosinus'
          {'schedule': {'cosine': {'warmUp': 10}}} | schedule.cosine.warmUp: expected less than the 10
          {'schedule': 'step'}                    | schedule.step.every: is missing
          {'schedule': {'step': {'every': 0}}}    | schedule.step.every: expected a number above 0
          {'schedule': 'exponential'}             | schedule.exponential.rate: is missing
          {'schedule': {'linear': {'to': 1}}}     | schedule.linear.to: expected a number
          {'schedule': {'cosine': {'over': -1}}}  | schedule.cosine.over: expected a number
          """)
  void aBadValueIsAProblemAtItsPath(String tree, String problem) {
    Problems problems = new Problems();
    read(tree, problems);
    assertThat(problems.messages()).singleElement().asString().startsWith("training." + problem);
  }

  @Test
  void saysWhichDecayToDrop() {
    Problems problems = new Problems();
    read("{'optimizer': 'adamw', 'weightDecay': 0.01}", problems);
    assertThat(problems.messages())
        .containsExactly(
            "training.weightDecay: expected none beside adamw, which brings its own (0.004): remove"
                + " this key, and set training.optimizer.adamw.weightDecay where another value is"
                + " wanted");
  }
}
