package io.ganglion.model;

import io.ganglion.network.LayerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The table of a network's layers, their output shapes and their numbers of parameters. */
public final class Summary {
  private static final int GAP = 3;
  private static final String INDENT = "  ";
  private static final Map<String, String> ACRONYMS =
      Map.of("lstm", "LSTM", "gru", "GRU", "simple_rnn", "SimpleRNN");
  private static final Pattern WORD = Pattern.compile("(?:^|_)(.)");

  private Summary() {}

  /**
   * The table, a line a layer, with the totals below; layers inside others are indented.
   *
   * @param layers as {@code Network.layers()} gives them
   */
  public static String table(List<LayerInfo> layers) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"Layer (type)", "Output Shape", "Param #"});
    long trainable = 0;
    long fixed = 0;
    for (LayerInfo layer : layers) {
      rows.add(row(layer));
      if (layer.depth() == 1) {
        // A layer's numbers include those of the layers inside it.
        trainable += layer.trainable();
        fixed += layer.fixed();
      }
    }
    int first = width(rows, 0) + GAP;
    int second = width(rows, 1) + GAP;
    String line = "_".repeat(first + second + width(rows, 2)) + "\n";
    StringBuilder text = new StringBuilder(line);
    for (String[] row : rows) {
      text.append(padded(row[0], first)).append(padded(row[1], second)).append(row[2]).append('\n');
      if (row == rows.get(0)) {
        text.append(line.replace('_', '='));
      }
    }
    return text.append(line.replace('_', '='))
        .append(total("Total params", trainable + fixed))
        .append(total("Trainable params", trainable))
        .append(total("Non-trainable params", fixed))
        .append(line)
        .toString();
  }

  private static String[] row(LayerInfo layer) {
    String name = INDENT.repeat(layer.depth() - 1) + layer.name();
    long parameters = (long) layer.trainable() + layer.fixed();
    return new String[] {
      name + " (" + type(layer.kind()) + ")", layer.output().toString(), Long.toString(parameters)
    };
  }

  /** {@code batch_normalization} as {@code BatchNormalization}, and acronyms as Keras has them. */
  private static String type(String kind) {
    if (ACRONYMS.containsKey(kind)) {
      return ACRONYMS.get(kind);
    }
    return WORD.matcher(kind).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  private static int width(List<String[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String total(String what, long count) {
    return String.format(Locale.ROOT, "%s: %,d", what, count) + "\n";
  }
}
