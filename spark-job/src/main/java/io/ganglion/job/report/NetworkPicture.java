package io.ganglion.job.report;

import io.ganglion.network.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The network as columns of neurons with the edges between them, left to right, as SVG. */
final class NetworkPicture implements Content {
  /** The most columns that can be read side by side. */
  static final int MOST_STAGES = 8;

  private static final double HEIGHT = 352;
  private static final double MARGIN = 14;
  private static final double RADIUS = 6.5;
  private static final double LINE = 17;
  private static final double LETTER = 7.4;
  private static final int LABEL_LETTERS = 16;

  private final List<NeuronColumn> columns = new ArrayList<>();
  private final double width;
  private final double height;
  private final double captions;
  private final int captionLetters;

  NetworkPicture(List<Stage> stages) {
    int places = stages.stream().mapToInt(NeuronColumn::places).max().orElse(1);
    double pitch = Math.min(44, HEIGHT / places);
    double step = Math.min(230, Math.max(118, 960.0 / stages.size()));
    double left = Math.max(step / 2, labelWidth(stages.get(0)));
    double right = Math.max(step / 2, labelWidth(stages.get(stages.size() - 1)));
    boolean cycles = stages.stream().anyMatch(stage -> stage.time().recurrent());
    double top = MARGIN + (cycles ? NetworkCycle.HEIGHT : 0);
    this.captions = top + pitch * places;
    for (int i = 0; i < stages.size(); i++) {
      columns.add(NeuronColumn.of(stages.get(i), left + i * step, (top + captions) / 2, pitch));
    }
    int lines =
        stages.stream()
            .mapToInt(stage -> facts(stage).size() + stage.notes().size())
            .max()
            .orElse(0);
    this.width = left + (stages.size() - 1) * step + right;
    this.height = captions + MARGIN + (1 + lines) * LINE;
    this.captionLetters = (int) ((step - 6) / LETTER);
  }

  /** The lines below the name of a stage, but for its notes. */
  private static List<String> facts(Stage stage) {
    String units = (Numbers.count(stage.units()) + " " + stage.detail()).strip();
    String rows = stage.time().rows();
    return rows.isEmpty() ? List.of(units) : List.of(units, rows);
  }

  private static double labelWidth(Stage stage) {
    if (stage.units() > NeuronColumn.MOST) {
      return 0;
    }
    int widest = stage.labels().stream().mapToInt(Labels::width).max().orElse(0);
    return Math.min(widest, LABEL_LETTERS) * LETTER + 3 * RADIUS;
  }

  @Override
  public void render(Html html) {
    html.open("div", "class", "scroll picture", "tabindex", "0");
    html.open(
        "svg",
        "viewBox",
        "0 0 " + decimal(width) + " " + decimal(height),
        "style",
        "--width:" + decimal(width) + "px",
        "role",
        "img",
        "aria-label",
        description());
    for (int i = 1; i < columns.size(); i++) {
      renderEdges(html, columns.get(i - 1), columns.get(i));
    }
    for (int i = 0; i < columns.size(); i++) {
      String style = i == 0 ? "input" : i == columns.size() - 1 ? "output" : "hidden";
      renderNeurons(html, columns.get(i), style);
      renderCycles(html, columns.get(i));
      renderCaption(html, columns.get(i));
    }
    renderLabels(html, columns.get(0), -1);
    renderLabels(html, columns.get(columns.size() - 1), 1);
    html.close("svg").close("div");
  }

  private static void renderEdges(Html html, NeuronColumn from, NeuronColumn to) {
    StringBuilder path = new StringBuilder();
    boolean apart = to.stage().apart();
    for (int i = 0; i < from.heights().size(); i++) {
      for (int j = 0; j < to.heights().size(); j++) {
        if (i == j || !apart) {
          path.append('M').append(decimal(from.x())).append(' ');
          path.append(decimal(from.heights().get(i)));
          path.append('L').append(decimal(to.x())).append(' ');
          path.append(decimal(to.heights().get(j)));
        }
      }
    }
    int edges = from.heights().size() * (apart ? 1 : to.heights().size());
    // The more lines there are, the fainter each of them.
    double opacity = Math.max(0.3, Math.min(0.9, 4 / Math.sqrt(edges)));
    String style = to.stage().time().pooled() ? "edges pooled" : "edges";
    html.element(
        "path", "", "class", style, "stroke-opacity", decimal(opacity), "d", path.toString());
  }

  private static void renderNeurons(Html html, NeuronColumn column, String style) {
    if (column.stage().time().each()) {
      // A second row of circles behind the first: there is such a column for every step.
      html.open("g", "class", style + " steps");
      for (double y : column.heights()) {
        renderNeuron(html, column.x() + 3.5, y - 3.5);
      }
      html.close("g");
    }
    html.open("g", "class", style);
    for (double y : column.heights()) {
      renderNeuron(html, column.x(), y);
    }
    html.close("g");
    if (column.elided()) {
      renderText(html, "⋮", "gap", column.x(), column.gap() + 7, 1);
    }
  }

  private static void renderNeuron(Html html, double x, double y) {
    html.element("circle", "", "cx", decimal(x), "cy", decimal(y), "r", decimal(RADIUS));
  }

  private static void renderCycles(Html html, NeuronColumn column) {
    for (Steps direction : column.stage().time().cycles()) {
      html.content(new NetworkCycle(column.x(), column.heights().get(0), direction));
    }
  }

  private void renderCaption(Html html, NeuronColumn column) {
    Stage stage = column.stage();
    double y = captions + MARGIN;
    renderText(html, stage.name(), "title", column.x(), y, captionLetters);
    for (String fact : facts(stage)) {
      y += LINE;
      renderText(html, fact, "", column.x(), y, captionLetters);
    }
    for (String note : stage.notes()) {
      y += LINE;
      renderText(html, "+ " + note, "aside", column.x(), y, captionLetters);
    }
  }

  /** Names beside the neurons: on the left for side −1, on the right for side 1. */
  private static void renderLabels(Html html, NeuronColumn column, int side) {
    String style = side < 0 ? "label left" : "label right";
    for (int i = 0; i < column.labels().size(); i++) {
      double x = column.x() + side * 2 * RADIUS;
      renderText(
          html, column.labels().get(i), style, x, column.heights().get(i) + 4, LABEL_LETTERS);
    }
  }

  private static void renderText(
      Html html, String text, String style, double x, double y, int letters) {
    String shown = Labels.shortened(text, letters);
    html.open("text", "class", style, "x", decimal(x), "y", decimal(y)).text(shown);
    if (!shown.equals(text)) {
      html.element("title", text);
    }
    html.close("text");
  }

  private String description() {
    return columns.stream()
        .map(column -> column.stage().description())
        .collect(Collectors.joining(", ", "Network: ", ""));
  }

  static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
