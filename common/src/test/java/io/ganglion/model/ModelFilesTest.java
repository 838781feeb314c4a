package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.data.SequenceColumns;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.SequenceTokens;
import io.ganglion.testing.MemoryFolder;
import io.ganglion.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
  private static void assertSame(TrainedModel found, TrainedModel expected) {
    assertThat(found.schema()).isEqualTo(expected.schema());
    assertThat(found.spec()).isEqualTo(expected.spec());
    assertThat(found.weights()).isEqualTo(expected.weights());
    assertThat(found.facts()).isEqualTo(expected.facts());
  }

  private static String weightsFile(MemoryFolder folder) {
    return folder.files.keySet().stream()
        .filter(name -> name.startsWith("weights-"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    for (TrainedModel model : List.of(Models.regression(1), Models.classifier(1))) {
      MemoryFolder folder = new MemoryFolder();
      ModelFiles.write(folder, model);
      assertSame(ModelFiles.read(folder), model);
    }
  }

  @Test
  void savingWhatWasLoadedGivesTheSameBytes() throws IOException {
    for (TrainedModel model :
        List.of(
            Models.regression(2),
            Models.classifier(2),
            Models.mixed(2),
            Models.vectors(2),
            Models.forecast(2),
            Models.steps(new SequenceRows("id", "t"), 2),
            Models.steps(new SequenceColumns(Map.of("x", "x*"), 2), 2),
            Models.steps(new SequenceTokens("text", 100, 12), 2))) {
      MemoryFolder first = new MemoryFolder();
      ModelFiles.write(first, model);
      MemoryFolder second = new MemoryFolder();
      TrainedModel read = ModelFiles.read(first);
      assertSame(read, model);
      ModelFiles.write(second, read);
      assertThat(second.files.keySet()).isEqualTo(first.files.keySet());
      first.files.forEach((name, bytes) -> assertThat(second.files.get(name)).isEqualTo(bytes));
    }
  }

  @Test
  void aModelIsTextAndWeights() throws IOException {
    MemoryFolder folder = new MemoryFolder();
    ModelFiles.write(folder, Models.classifier(1));
    String weights = weightsFile(folder);
    String json = new String(folder.files.get("model.json"), UTF_8);
    assertThat(weights).matches("weights-[0-9a-f]{12}\\.safetensors");
    assertThat(
            json.substring(
                0, json.indexOf(",\n    \"length\": " + folder.files.get(weights).length)))
        .isEqualTo(
            """
            {
              "format": "ganglion-model",
              "version": 4,
              "library": "%s",
              "facts": {
                "name": "sample",
                "epoch": 12,
                "seed": 9000000000,
                "loss": 0.1,
                "stopped": true
              },
              "schema": {
                "features": [ {
                  "numeric": {
                    "name": "length",
                    "mean": 5.5,
                    "variance": 0.75,
                    "minimum": 4.25,
                    "maximum": 8.0,
                    "missing": 0,
                    "offset": 0.0
                  }
                }, {
                  "numeric": {
                    "name": "width",
                    "mean": 3.0,
                    "variance": 0.25,
                    "minimum": 2.0,
                    "maximum": 4.5,
                    "missing": 0,
                    "offset": 0.0
                  }
                } ],
                "label": {
                  "names": [ "species" ],
                  "classes": [ "setosa", "7", "l'autre" ],
                  "numericClasses": false,
                  "scaling": {
                    "means": [ ],
                    "deviations": [ ],
                    "exponential": false
                  }
                },
                "missing": [ ]
              },
              "network": [ {
                "dense": {
                  "units": 5,
                  "activation": "relu",
                  "bias": true,
                  "initializer": "normal"
                }
              }, {
                "dense": {
                  "units": 3,
                  "activation": "softmax",
                  "bias": true,
                  "initializer": "normal"
                }
              } ],
              "loss": {
                "categorical_crossentropy": {
                  "labelSmoothing": 0.0
                }
              },
              "metrics": [ "accuracy" ],
              "weights": {
                "file": "%s\""""
                .formatted(Library.VERSION, weights));
    String header = new String(folder.files.get(weights), 8, 450, UTF_8);
    assertThat(header)
        .containsSubsequence(
            "dense_1/weight", "[ 5, 2 ]", "dense_1/bias", "[ 5 ]", "dense_2/weight");
  }

  @Test
  void aNewModelReplacesTheOldOneAndWhatIsLeftOfOthers(@TempDir Path path) throws IOException {
    Folder folder = new LocalFolder(path);
    ModelFiles.write(folder, Models.regression(1));
    Files.writeString(path.resolve(".weights-0123456789ab.safetensors.x.tmp"), "unfinished");
    Files.writeString(path.resolve(".model.json.x.tmp"), "unfinished");
    Files.writeString(path.resolve("weights.txt"), "somebody's notes");
    ModelFiles.write(folder, Models.regression(2));
    assertThat(folder.names()).hasSize(3).contains("model.json", "weights.txt");
    assertSame(ModelFiles.read(folder), Models.regression(2));
    ModelFiles.write(folder, Models.regression(2));
    assertThat(folder.names()).hasSize(3);
    assertSame(ModelFiles.read(folder), Models.regression(2));
  }

  @Test
  void aWriteThatFailsLeavesTheOldModel() throws IOException {
    for (String broken : List.of("weights-", "model.json")) {
      MemoryFolder folder =
          new MemoryFolder() {
            boolean full;

            @Override
            public void create(String name, Content content) throws IOException {
              if (full && name.startsWith(broken)) {
                throw new IOException("disk is full");
              }
              super.create(name, content);
              full |= name.equals("model.json");
            }
          };
      ModelFiles.write(folder, Models.regression(1));
      assertThatThrownBy(() -> ModelFiles.write(folder, Models.regression(2)))
          .isInstanceOf(IOException.class)
          .hasMessage("disk is full");
      assertSame(ModelFiles.read(folder), Models.regression(1));
    }
  }

  @Test
  void aReaderFindsTheNewModelWhenTheOldOneGoes() throws IOException {
    MemoryFolder folder =
        new MemoryFolder() {
          boolean replaced;

          @Override
          public Source open(String name) throws IOException {
            if (!replaced && name.startsWith("weights-")) {
              replaced = true;
              ModelFiles.write(this, Models.classifier(5));
            }
            return super.open(name);
          }
        };
    ModelFiles.write(folder, Models.regression(1));
    assertSame(ModelFiles.read(folder), Models.classifier(5));
  }

  @Test
  void aModelWithoutFiniteWeightsIsNotWritten() {
    TrainedModel model = Models.regression(1);
    model.weights()[9] = Float.NaN;
    MemoryFolder folder = new MemoryFolder();
    assertThatThrownBy(() -> ModelFiles.write(folder, model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first/weight");
    assertThat(folder.files).isEmpty();
  }
}
