package io.ganglion.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forecasts of long series on their way from the table to the report. */
final class ForecastCommandTest {
  private static final Pattern ROW =
      Pattern.compile(
          "<tr><td class=\"words\">(\\d+)</td>\\s*(<td class=\"number\">.*?)</tr>", Pattern.DOTALL);

  @TempDir Path temp;
  private String job;

  /** Two series that climb by 2 a step, at different heights. */
  @BeforeEach
  void folder() throws IOException {
    StringBuilder rows = new StringBuilder("town,t,height\n");
    for (int t = 0; t < 40; t++) {
      rows.append("low,").append(t).append(',').append(2 * t).append('\n');
      rows.append("high,").append(t).append(',').append(100 + 2 * t).append('\n');
    }
    Files.writeString(temp.resolve("towns.csv"), rows);
    job = temp.resolve("job.yaml").toString();
    Files.writeString(
        Path.of(job),
        """
        name: towns
        data:
          train: FOLDER/towns.csv
          sequence: {order: t, by: town, window: 4, horizon: [1, 3]}
          test: 0.25
          label: height
        network:
          - normalization
          - simple_rnn: {units: 3}
          - dense: {units: 2}
        training:
          loss: mse
          metrics: [rmse]
          epochs: 2
          shards: 1
        output: FOLDER/out
        """
            .replace("FOLDER", temp.toString()));
  }

  @Test
  void theReportComparesForecastsOfTheTestPartWithTheLastValue() throws IOException {
    CommandLineRun run = CommandLineRun.of("train", job).succeeded();

    // Of the last ten times of each series eight windows have all their labels.
    assertThat(run.out())
        .contains("for the test: 16 windows", "(16 windows)", "windows/s")
        .doesNotContain("rows");
    assertThat(naive("1")).isEqualTo("2 2");
    assertThat(naive("3")).isEqualTo("6 6");
    assertThat(report()).contains("16 test windows", "the first of 2 series", "high");
    assertThat(report()).contains("data-values=\"" + heights(100 + 2 * 30, 8) + "\"");
  }

  @Test
  void aTestTableOfItsOwnIsForecastAsAWhole() throws IOException {
    CommandLineRun.of("train", job, "--set", "data.test=" + temp.resolve("towns.csv")).succeeded();

    assertThat(naive("3")).isEqualTo("6 6");
    // 40 steps less 4 of the first window and 2 more up to the furthest label.
    assertThat(report()).contains("68 test windows");
  }

  @Test
  void predictsForEachWindow() throws IOException {
    CommandLineRun.of("train", job).succeeded();
    String out = temp.resolve("forecasts.csv").toString();

    CommandLineRun run =
        CommandLineRun.of(
                "predict",
                "--model",
                temp.resolve("out").toString(),
                "--data",
                temp.resolve("towns.csv").toString(),
                "--output",
                out)
            .succeeded();

    assertThat(run.out()).contains("predicted 74 windows");
  }

  private String report() throws IOException {
    return Files.readString(temp.resolve("out/report.html"));
  }

  /** RMSE and MAE of the last value, so many steps ahead. */
  private String naive(String ahead) throws IOException {
    String section = report();
    section = section.substring(section.indexOf("<section class=\"forecast-against-truth\""));
    Matcher rows = ROW.matcher(section);
    Map<String, String> found = new HashMap<>();
    while (rows.find()) {
      String[] cells = rows.group(2).replaceAll("<[^>]*>", " ").strip().split("\\s+", -1);
      found.putIfAbsent(rows.group(1), cells[1] + " " + cells[3]);
    }
    return found.get(ahead);
  }

  private static String heights(int first, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : "|").append(first + 2 * i);
    }
    return text.toString();
  }
}
