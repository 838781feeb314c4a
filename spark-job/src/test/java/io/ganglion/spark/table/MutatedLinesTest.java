package io.ganglion.spark.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import io.ganglion.testing.ByteMutations;
import io.ganglion.testing.Fuzzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.mllib.util.MLUtils$;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/**
 * Whatever lines files of numbers hold, the scans before Spark's parsers tell what they are, and
 * what they let through the parsers can read.
 */
final class MutatedLinesTest {
  private static final String FILE = "lines.txt";
  private static final List<String> LIBSVM =
      List.of("1 1:0.5 3:-2e-3 7:1", "-1 2:4", "# note", "", "3.5  4:1.25 2147483646:1");
  private static final List<String> CSV =
      List.of("a,b,c,d", "1, 2.5 ,x,", "-3e4,NaN,\"y, z\",?", " ,+inf,,7", "0001,1.,.5,12D");
  private static final List<String> PIECES =
      List.of(
          " ",
          "  ",
          "\t",
          ":",
          "::",
          ",",
          ";",
          "\"",
          "\\",
          "#",
          "0",
          "-0",
          "+",
          "e",
          "E9",
          "1e",
          ".",
          "NaN",
          "inf",
          "Infinity",
          "0x1p3",
          "1f",
          "1d",
          "2147483647:1",
          "2147483648:1",
          "99999999999999999999:1",
          "0:1",
          "-1:1",
          "1:",
          ":1",
          "\u0000",
          "\u00a0",
          "\u0663",
          "\uFF11",
          "\r",
          "\u2028",
          "\u0001");

  private static List<String> lines(Map<String, byte[]> files) {
    return new ArrayList<>(List.of(new String(files.get(FILE), UTF_8).split("\n", -1)));
  }

  private static Map<String, byte[]> mutated(List<String> valid, Random random) {
    List<String> lines = new ArrayList<>(valid);
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(lines.size());
      StringBuilder line = new StringBuilder(lines.get(at));
      line.insert(random.nextInt(line.length() + 1), PIECES.get(random.nextInt(PIECES.size())));
      lines.set(at, line.toString());
      if (random.nextInt(4) == 0) {
        lines.add(lines.get(random.nextInt(lines.size())));
      }
      if (random.nextInt(4) == 0 && lines.size() > 1) {
        lines.remove(random.nextInt(lines.size()));
      }
    }
    byte[] bytes = String.join("\n", lines).getBytes(UTF_8);
    return Map.of(FILE, random.nextInt(3) == 0 ? ByteMutations.changed(bytes, random) : bytes);
  }

  /** As {@code LibSVMFileFormat} of Spark does. */
  private static void parse(String line) {
    String trimmed = line.trim();
    if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
      MLUtils$.MODULE$.parseLibSVMRecord(trimmed);
    }
  }

  @Test
  void linesOfLibsvm() {
    Fuzzer.Counts counts =
        Fuzzer.run(
            "libsvm",
            random -> mutated(LIBSVM, random),
            files -> {
              List<String> lines = lines(files);
              Tuple2<Integer, String> found = new LibsvmScan().call(lines.iterator()).next();
              if (!found._2().isEmpty()) {
                throw new DataException("not LIBSVM: " + found._2());
              }
              lines.forEach(MutatedLinesTest::parse);
            },
            e -> e instanceof DataException);
    assertThat(counts.refused()).isPositive();
    assertThat(counts.accepted()).isPositive();
  }

  @Test
  void linesOfCsv() {
    CsvOptions options = CsvOptions.read(Section.of("", Map.of(), new Problems()), ",");
    Fuzzer.Counts counts =
        Fuzzer.run(
            "csv",
            random -> mutated(CSV, random),
            files -> {
              List<String> lines = lines(files);
              FieldKinds none = new FieldKinds(4, Set.of("?"));
              LineScan scan = new LineScan(none, options, lines.get(0));
              Tuple2<byte[], Long> found = scan.call(lines.iterator()).next();
              if (found._2() < 0) {
                throw new DataException("left to the parser");
              }
              FieldKinds kinds = none.with(List.of(found._1()));
              for (String line : lines) {
                if (!line.equals(lines.get(0)) && !line.trim().isEmpty()) {
                  check(line, kinds);
                }
              }
            },
            e -> e instanceof DataException);
    assertThat(counts.refused()).isPositive();
    assertThat(counts.accepted()).isPositive();
  }

  /** Each field of a column of numbers is one for Java, too. */
  private static void check(String line, FieldKinds kinds) {
    String[] fields = line.split(",", -1);
    assertThat(fields).as(line).hasSize(4);
    for (int i = 0; i < fields.length; i++) {
      String field = fields[i].trim();
      if (kinds.decimal(i) && !field.isEmpty()) {
        assertThat(Double.parseDouble(field)).isNotNaN();
      }
    }
  }
}
