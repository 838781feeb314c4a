package io.ganglion.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
  private static final Set<String> ALTERNATIVES =
      Set.of("network", "residual", "of", "activation", "optimizer", "loss", "format");

  private static final String JOB =
      """
      name: boston
      data: {train: train.csv, test: {path: test.csv, format: {csv: {header: true}}}}
      network:
        - normalization
        - dense: {units: 64, activation: relu}
        - dropout: 0.2
        - residual: [{dense: {units: 8}}, {dense: {units: 8}}]
        - branches: {join: sum, of: [[{dense: {units: 4}}], [{dense: {units: 4}}, dropout]]}
      training:
        loss: mse
        optimizer: {rmsprop: {learningRate: 0.001}}
        averaging: {every: epoch}
      """;

  private static Object apply(String... settings) {
    return Overrides.apply(Yaml.read("job.yaml", JOB), List.of(settings), ALTERNATIVES);
  }

  private static Object changed(String from, String to) {
    assertThat(JOB).contains(from);
    return Yaml.read("job.yaml", JOB.replace(from, to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=mnist                                     | name: boston           | name: mnist
          name =  mnist                                  | name: boston           | name: mnist
          name=                                          | name: boston           | name:
          name=a=b                                       | name: boston           | name: a=b
          data.holdout=0.2                               | train: train.csv,       | train: train.csv, holdout: 0.2,
          data.train={path: x, format: csv}              | train: train.csv        | train: {path: x, format: csv}
          data.test.format.csv.header=false              | header: true            | header: false
          data.test.format.parquet.mergeSchema=true      | csv: {header: true}     | parquet: {mergeSchema: true}
          data.test.format=parquet                       | {csv: {header: true}}   | parquet
          network[0]=rescaling                           | - normalization         | - rescaling
          network[0].dense.units=3                       | - normalization         | - dense: {units: 3}
          network[1].dense.units=32                      | units: 64               | units: 32
          network[1].dense.name=wide                     | units: 64,              | units: 64, name: wide,
          network[1].dense.activation=tanh               | activation: relu        | activation: tanh
          network[1].dropout.rate=0.5                    | dense: {units: 64, activation: relu} | dropout: {rate: 0.5}
          network[1].activation=tanh                     | dense: {units: 64, activation: relu} | activation: tanh
          network[2].dropout=0.3                         | dropout: 0.2            | dropout: 0.3
          network[2].dropout.rate=0.3                    | dropout: 0.2            | dropout: {rate: 0.3}
          network[3].residual[1].dense.units=9           | {dense: {units: 8}}]    | {dense: {units: 9}}]
          network[3].residual[1].dropout.rate=0.1        | {dense: {units: 8}}]    | {dropout: {rate: 0.1}}]
          network[4].branches.join=concat                | join: sum               | join: concat
          network[4].branches.of[1][1].dense.units=2     | , dropout | , {dense: {units: 2}}
          network[4].branches.of[0][0].dropout.rate=0.1  | [[{dense: {units: 4}}] | [[{dropout: {rate: 0.1}}]
          training.loss=mae                              | loss: mse               | loss: mae
          training.optimizer=adam                        | {rmsprop: {learningRate: 0.001}} | adam
          training.optimizer.adam.learningRate=0.01      | {rmsprop: {learningRate: 0.001}} | {adam: {learningRate: 0.01}}
          training.optimizer.rmsprop.learningRate=0.01   | 0.001                   | 0.01
          training.optimizer.rmsprop.rho=0.8             | 0.001                   | 0.001, rho: 0.8
          training.averaging.optimizer=reset             | every: epoch            | every: epoch, optimizer: reset
          training.metrics=[mae, rmse]                   | loss: mse               | metrics: [mae, rmse], loss: mse
          report.title=x                                 | name: boston            | name: boston, report: {title: x}
          """)
  void sets(String setting, String from, String to) {
    // Two keys in one line of the table stand on two lines of the job.
    String lines =
        to == null ? "" : to.replace("], loss", "]\n  loss").replace("boston, ", "boston\n");
    assertThat(apply(setting)).isEqualTo(changed(from, lines));
  }

  @Test
  void settingsApplyInOrderAndLeaveTheTreeAlone() {
    Object tree = Yaml.read("job.yaml", JOB);
    Object result =
        Overrides.apply(
            tree,
            List.of(
                "training.optimizer.adam.beta1=0.8",
                "training.optimizer.adam.learningRate=0.01",
                "network[2]=normalization"),
            ALTERNATIVES);
    assertThat(tree).isEqualTo(Yaml.read("job.yaml", JOB));
    assertThat(result)
        .isEqualTo(
            Yaml.read(
                "job.yaml",
                JOB.replace(
                        "{rmsprop: {learningRate: 0.001}}",
                        "{adam: {beta1: 0.8, learningRate: 0.01}}")
                    .replace("dropout: 0.2", "normalization")));
  }

  @Test
  void anEmptyJobTakesSettings() {
    assertThat(Overrides.apply(null, List.of("training.epochs=3"), ALTERNATIVES))
        .isEqualTo(Yaml.read("x", "training: {epochs: 3}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.epochs             | expected key.path=value
          =3                          | expected key.path=value
          training..epochs=3          | expected key.path=value
          network[x].dense.units=3    | expected key.path=value
          network[-1]=dense           | expected key.path=value
          [0]=dense                   | expected key.path=value
          training.x=[1, 2            | training.x, line 1
          network.dense.units=3       | network is a list with the positions [0] to [4]: name one, such as network[0]
          network[5].dense.units=3    | network is a list with the positions [0] to [4], found [5]: set network=[…] as a whole
          network[4].branches.of[0][1]=dropout | network[4].branches.of[0] is a list with the positions [0] to [0], found [1]
          data.train.format=csv       | data.train is the text 'train.csv', without keys below it: set data.train={format: …} as a whole
          name[0]=x                   | name is the text 'boston', not a list
          training.metrics[0]=mae     | training.metrics is nothing, not a list: set training.metrics=[…] as a whole
          """)
  void refuses(String setting, String problem) {
    assertThatThrownBy(() -> apply(setting))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--set " + setting + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void reportsEveryWrongSetting() {
    assertThatThrownBy(() -> apply("a", "name=x", "network[9]=dense"))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).hasSize(2));
  }
}
