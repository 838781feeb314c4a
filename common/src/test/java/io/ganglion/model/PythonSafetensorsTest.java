package io.ganglion.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Json;
import io.ganglion.network.Slot;
import io.ganglion.testing.Models;
import io.ganglion.testing.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's safetensors opens the file of weights. */
class PythonSafetensorsTest {
  @TempDir Path folder;

  private Map<?, ?> opened(TrainedModel model) throws Exception {
    Path target = folder.resolve(model.spec().network().layers().size() + " layers");
    ModelFiles.write(new LocalFolder(target), model);
    Path weights;
    try (Stream<Path> files = Files.list(target)) {
      weights = files.filter(file -> file.toString().endsWith(".safetensors")).findAny().get();
    }
    String printed = Python.script(Path.of("src/test/resources/read_tensors.py"), weights);
    return (Map<?, ?>) Json.read("tensors", printed.getBytes(UTF_8));
  }

  @Test
  void namesShapesAndValuesAreThoseOfTheModel() throws Exception {
    Python.assumeHas("safetensors", "numpy");
    for (TrainedModel model : List.of(Models.classifier(1), Models.forecast(1))) {
      Map<?, ?> tensors = opened(model);
      List<Slot> slots = model.spec().bind().slots();
      assertThat(tensors).hasSize(slots.size());
      for (Slot slot : slots) {
        Map<?, ?> tensor = (Map<?, ?>) tensors.get(slot.path());
        boolean vector = slot.rows() == 1 && !slot.path().endsWith("weight");
        assertThat(tensor.get("dtype")).isEqualTo("float32");
        assertThat((Object) tensor.get("shape"))
            .isEqualTo(vector ? List.of(slot.columns()) : List.of(slot.rows(), slot.columns()));
        List<?> values = (List<?>) tensor.get("values");
        for (int i = 0; i < slot.size(); i++) {
          assertThat(((Number) values.get(i)).floatValue())
              .as("%s[%d]", slot.path(), i)
              .isEqualTo(model.weights()[slot.offset() + i]);
        }
      }
    }
  }
}
