package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the jar for services holds. */
class StandaloneJarTest {
  private static final Path JAR = Project.file("common/target/ganglion-common-standalone.jar");

  @Test
  void itHoldsOurClassesAndTheReadersUnderNamesOfOurs() throws Exception {
    List<String> entries;
    try (JarFile jar = new JarFile(JAR.toFile())) {
      entries = jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
    assertThat(entries)
        .contains(
            "io/ganglion/api/Scorer.class",
            "io/ganglion/shaded/jackson/databind/ObjectMapper.class",
            "io/ganglion/shaded/snakeyaml/v2/api/Load.class",
            "META-INF/LICENSE",
            "META-INF/THIRD-PARTY")
        .allMatch(name -> name.startsWith("io/ganglion/") || name.startsWith("META-INF/"))
        .doesNotHaveDuplicates();
  }
}
