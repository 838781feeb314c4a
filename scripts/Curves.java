import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Draws the training losses in the {@code history.csv} of several runs, on a logarithmic axis: by
 * epochs, and beside it by the row evaluations that they took, which epochs of different methods
 * can be compared by. Light or dark, as the reader's screen.
 */
public final class Curves {
  private static final int WIDTH = 1000;
  private static final int TOP = 34;
  private static final int BOTTOM = 394;
  private static final int PANEL = 420;
  private static final int[] LEFT = {62, 552};
  private static final int LEGEND = 462;
  private static final int LEGEND_COLUMN = 320;
  private static final int LEGEND_ROW = 24;

  private static final List<String> LIGHT =
      List.of("#2a78d6", "#eb6834", "#008300", "#e34948", "#4a3aa7", "#1baf7a", "#e87ba4");
  private static final List<String> DARK =
      List.of("#3987e5", "#d95926", "#2fa52f", "#e66767", "#9085e9", "#199e70", "#d55181");

  /** After an epoch; the row evaluations are those of all epochs so far. */
  private record Point(double epoch, double rowEvaluations, double loss) {}

  private record Run(String name, List<Point> points) {}

  private final StringBuilder svg = new StringBuilder();
  private final List<Run> runs;
  private final int lowest;
  private final int highest;

  private Curves(List<Run> runs) {
    this.runs = runs;
    this.lowest = (int) Math.floor(Math.log10(extreme(false, Point::loss)));
    this.highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(extreme(true, Point::loss))));
  }

  /** Draws RUN_FOLDER/history.csv of each folder into OUTPUT.svg. */
  public static void main(String[] arguments) {
    if (arguments.length < 2 || arguments.length > 1 + LIGHT.size()) {
      System.err.println(
          "Usage: scripts/curves OUTPUT.svg RUN_FOLDER... (up to " + LIGHT.size() + " folders)");
      System.exit(2);
    }
    try {
      List<Run> runs = new ArrayList<>();
      for (String folder : Arrays.asList(arguments).subList(1, arguments.length)) {
        runs.add(read(Path.of(folder)));
      }
      Files.writeString(Path.of(arguments[0]), new Curves(runs).draw());
    } catch (NoSuchFileException e) {
      System.err.println(e.getFile() + ": no such file");
      System.exit(3);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(3);
    }
  }

  private static Run read(Path folder) throws IOException {
    Path file = folder.resolve("history.csv");
    List<String> lines = Files.readAllLines(file);
    List<String> header = List.of(lines.isEmpty() ? new String[0] : lines.get(0).split(","));
    int epoch = column(file, header, "epoch");
    int loss = column(file, header, "loss");
    int evaluations = column(file, header, "row_evaluations");
    List<Point> points = new ArrayList<>();
    double total = 0.0;
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split(",");
      try {
        total += Double.parseDouble(fields[evaluations]);
        double value = Double.parseDouble(fields[loss]);
        // A loss of 0 has no place on a logarithmic axis.
        if (value > 0.0 && total > 0.0) {
          points.add(new Point(Double.parseDouble(fields[epoch]), total, value));
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(
            "%s, line %d: expected a number for each of %s, found %s"
                .formatted(file, i + 1, header, lines.get(i)),
            e);
      }
    }
    if (points.isEmpty()) {
      throw new IOException(file + ": expected an epoch with a loss above 0, found none");
    }
    return new Run(folder.toAbsolutePath().normalize().getFileName().toString(), points);
  }

  private static int column(Path file, List<String> header, String name) throws IOException {
    int at = header.indexOf(name);
    if (at < 0) {
      throw new IOException(
          "%s: expected a column %s, found %s: train the job anew".formatted(file, name, header));
    }
    return at;
  }

  private double extreme(boolean largest, ToDoubleFunction<Point> of) {
    double[] sorted =
        runs.stream().flatMap(run -> run.points().stream()).mapToDouble(of).sorted().toArray();
    return sorted[largest ? sorted.length - 1 : 0];
  }

  private String draw() {
    int height = LEGEND + 12 + LEGEND_ROW * ((runs.size() - 1) / 3);
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-size=\"14\""
            + " font-family=\"sans-serif\">",
        WIDTH, height);
    style();
    add("<rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>");
    byEpochs();
    byRowEvaluations();
    for (int i = 0; i < runs.size(); i++) {
      double x = LEFT[0] + LEGEND_COLUMN * (double) (i % 3);
      double y = LEGEND + LEGEND_ROW * (double) (i / 3);
      add("<path class=\"curve c%d\" d=\"M%.1f %.1fh26\"/>", i, x, y - 5);
      text(x + 34, y, "start", runs.get(i).name());
    }
    return svg.append("</svg>\n").toString();
  }

  private void style() {
    add("<style>");
    colors("#ffffff", "#1f2328", "#d8dee4", LIGHT);
    add(".curve { fill: none; stroke-width: 2.2; stroke-linejoin: round }");
    add("@media (prefers-color-scheme: dark) {");
    colors("#0d1117", "#e6edf3", "#30363d", DARK);
    add("}");
    add("</style>");
  }

  private void colors(String paper, String ink, String grid, List<String> curves) {
    add(".paper { fill: %s } text { fill: %s } .grid { stroke: %s }", paper, ink, grid);
    for (int i = 0; i < runs.size(); i++) {
      add(".c%d { stroke: %s }", i, curves.get(i));
    }
  }

  private void byEpochs() {
    double most = extreme(true, Point::epoch);
    double step = Math.pow(10, Math.floor(Math.log10(most)));
    double every = most / step >= 5 ? step : most / step >= 2 ? step / 2 : step / 5;
    frame(0, "epochs");
    for (double tick = 0; tick <= most; tick += Math.max(1, every)) {
      tick(0, tick / most, "%,.0f", tick);
    }
    curves(0, point -> point.epoch() / most);
  }

  private void byRowEvaluations() {
    double from = Math.floor(Math.log10(extreme(false, Point::rowEvaluations)));
    double to = Math.max(from + 1, Math.ceil(Math.log10(extreme(true, Point::rowEvaluations))));
    frame(1, "row evaluations so far (a gradient of a row is 3)");
    for (double decade = from; decade <= to; decade++) {
      tick(1, (decade - from) / (to - from), "1e%.0f", decade);
    }
    curves(1, point -> (Math.log10(point.rowEvaluations()) - from) / (to - from));
  }

  private void frame(int panel, String axis) {
    text(LEFT[panel], TOP - 14, "start", "training loss");
    text(LEFT[panel] + PANEL / 2.0, BOTTOM + 40, "middle", axis);
    for (int decade = lowest; decade <= highest; decade++) {
      double y = y(Math.pow(10, decade));
      add("<path class=\"grid\" d=\"M%d %.1fh%d\"/>", LEFT[panel], y, PANEL);
      text(LEFT[panel] - 8, y + 5, "end", decade == 0 ? "1" : "1e" + decade);
    }
  }

  private void tick(int panel, double share, String format, double value) {
    double x = LEFT[panel] + PANEL * share;
    add("<path class=\"grid\" d=\"M%.1f %dV%d\"/>", x, TOP, BOTTOM);
    text(x, BOTTOM + 19, "middle", String.format(Locale.ROOT, format, value));
  }

  private double y(double loss) {
    return BOTTOM - (BOTTOM - TOP) * (Math.log10(loss) - lowest) / (highest - lowest);
  }

  private void curves(int panel, ToDoubleFunction<Point> share) {
    for (int i = 0; i < runs.size(); i++) {
      StringBuilder path = new StringBuilder();
      for (Point point : runs.get(i).points()) {
        path.append(path.isEmpty() ? 'M' : 'L');
        double x = LEFT[panel] + PANEL * share.applyAsDouble(point);
        path.append(String.format(Locale.ROOT, "%.1f %.1f", x, y(point.loss())));
      }
      add("<path class=\"curve c%d\" d=\"%s\"/>", i, path);
    }
  }

  private void text(double x, double y, String anchor, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
