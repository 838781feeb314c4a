package io.ganglion.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** scripts/curves on two short runs. */
class CurvesScriptTest {
  private static final String HEADER = "epoch,loss,row_evaluations,passes\n";

  @TempDir Path folder;

  @Test
  void drawsEachRunByEpochsAndByRowEvaluations() throws Exception {
    run("slow & plain", HEADER + "1,1.0,30,1\n2,0.1,30,1\n");
    run("fast", HEADER + "1,0.1,300,9\n2,0.001,2700,9\n3,0,100,9\n");

    Outcome outcome = curves("slow & plain", "fast");

    assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("out.svg").toFile())
            .getDocumentElement();
    List<double[]> slow = paths(svg, "curve c0");
    List<double[]> fast = paths(svg, "curve c1");
    // By epochs, by row evaluations, in the legend.
    assertThat(slow).hasSize(3);
    assertThat(fast).hasSize(3);
    // Losses of 0.1 are at one height; a tenth of it is as far below as 1 is above.
    double tenth = slow.get(0)[3];
    assertThat(fast.get(0)[1]).isEqualTo(tenth);
    assertThat(fast.get(0)[3] - tenth).isCloseTo(2 * (tenth - slow.get(0)[1]), within(0.2));
    // A loss of 0 is left out.
    assertThat(fast.get(0)).hasSize(4);
    // Epochs stand on one axis, row evaluations so far on another: 30, 60; 300, 3000.
    assertThat(fast.get(0)[2]).isEqualTo(slow.get(0)[2]);
    double decade = fast.get(1)[2] - fast.get(1)[0];
    assertThat(fast.get(1)[0] - slow.get(1)[0]).isCloseTo(decade, within(0.2));
    assertThat(slow.get(1)[2] - slow.get(1)[0]).isCloseTo(decade * Math.log10(2), within(0.2));
    assertThat(texts(svg)).contains("slow & plain", "fast", "epochs");
  }

  @Test
  void refusesWhatIsNotAHistory() throws Exception {
    run("other", "epoch,loss\n1,1\n");
    assertRefused("other", "expected a column row_evaluations, found [epoch, loss]");
    run("broken", HEADER + "1,high,3,1\n");
    assertRefused("broken", "line 2: expected a number");
    run("empty", HEADER);
    assertRefused("empty", "expected an epoch with a loss above 0, found none");
    assertRefused("absent", "history.csv: no such file");
  }

  private void assertRefused(String run, String message) throws Exception {
    Outcome outcome = curves(run);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.errors()).contains(message).contains(run);
    assertThat(folder.resolve("out.svg")).doesNotExist();
  }

  private void run(String name, String history) throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("history.csv"), history);
  }

  private Outcome curves(String... runs) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Project.file("scripts/curves").toString(), folder.resolve("out.svg").toString()));
    Arrays.stream(runs).map(run -> folder.resolve(run).toString()).forEach(command::add);
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().put("JAVA_HOME", System.getProperty("java.home"));
    program.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return Outcome.of(program);
  }

  /** The numbers in each path of a class. */
  private static List<double[]> paths(Element svg, String of) {
    List<double[]> found = new ArrayList<>();
    NodeList paths = svg.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      if (path.getAttribute("class").equals(of)) {
        String[] numbers = path.getAttribute("d").substring(1).split("[LMh ]");
        found.add(Arrays.stream(numbers).mapToDouble(Double::parseDouble).toArray());
      }
    }
    return found;
  }

  private static List<String> texts(Element svg) {
    List<String> found = new ArrayList<>();
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      found.add(texts.item(i).getTextContent());
    }
    return found;
  }
}
