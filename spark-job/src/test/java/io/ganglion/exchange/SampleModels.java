package io.ganglion.exchange;

import io.ganglion.data.CategoricalColumn;
import io.ganglion.data.FeatureColumn;
import io.ganglion.data.LabelColumn;
import io.ganglion.data.NumericColumn;
import io.ganglion.data.RawRow;
import io.ganglion.data.Schema;
import io.ganglion.data.SequenceForm;
import io.ganglion.data.SequenceRows;
import io.ganglion.data.Sequences;
import io.ganglion.data.Shape;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import io.ganglion.layer.Dense;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Layers;
import io.ganglion.layer.Normalization;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.model.TrainedModel;
import io.ganglion.network.LayerSpec;
import io.ganglion.network.Network;
import io.ganglion.network.NetworkSpec;
import io.ganglion.network.Slot;
import io.ganglion.train.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models of any network with random weights, and rows for them. */
public final class SampleModels {
  private static final int ROWS = 7;
  private static final int[] LENGTHS = {2, 5, 1, 3};

  private static final List<FeatureColumn> NUMBERS =
      List.of(
          NumericColumn.of("rooms", 6.25, 0.5, 3.5, 8.75, 0),
          NumericColumn.of("age", 68.5, 792.25, 2.9, 100.0, 7),
          NumericColumn.of("tax", 0.5, 0.0, 0.5, 0.5, 0));

  private static final List<FeatureColumn> NAMES =
      List.of(
          new CategoricalColumn("color", List.of("blue", "red"), false, 0),
          new CategoricalColumn("shape", List.of("1", "2.5", "3", "4", "5", "60000"), true, 2));

  private SampleModels() {}

  /** Three numbers, with a flag four columns. */
  public static Schema numbers() {
    return table(NUMBERS);
  }

  /** Numbers, one of them far from 0, names, and a sparse vector where wanted. */
  public static Schema mixed(boolean vectors) {
    List<FeatureColumn> columns = new ArrayList<>(NAMES);
    columns.addAll(1, NUMBERS);
    columns.add(
        new NumericColumn("year", 1_700_000.5, 4.0, 1_699_990.0, 1_700_020.0, 3, 1_700_000.5));
    if (vectors) {
      columns.add(new VectorColumn("words", 5, List.of()));
    }
    return table(columns);
  }

  /** Names alone, one of which no training row had a value of. */
  public static Schema names() {
    List<FeatureColumn> columns = new ArrayList<>(NAMES);
    columns.add(new CategoricalColumn("empty", List.of(), false, 9));
    return table(columns);
  }

  private static Schema table(List<FeatureColumn> columns) {
    return new Schema(columns, target());
  }

  private static LabelColumn target() {
    return LabelColumn.numbers(
        List.of("medv", "rent"), new TargetScaling(List.of(22.5, 100_000.0), List.of(9.1875, 2.0)));
  }

  /** The same columns as steps of sequences. */
  public static Schema sequences(Schema schema, SequenceForm form, boolean labelPerStep) {
    return new Schema(
        schema.features(),
        schema.label(),
        null,
        List.of(),
        new Sequences(form, labelPerStep),
        null);
  }

  /** The same columns with another label. */
  public static Schema labelled(Schema schema, LabelColumn label) {
    return new Schema(schema.features(), label, null, List.of(), schema.sequences(), null);
  }

  /** All samples of the catalogue of layers of a kind. */
  public static List<LayerSpec> samples(String kind) {
    List<LayerSpec> samples = new ArrayList<>();
    for (var entry : Layers.CATALOGUE.entries()) {
      if (entry.name().equals(kind)) {
        samples.addAll(entry.samples());
      }
    }
    return samples;
  }

  /** Two numbers from the columns, or from the steps where the layers need sequences. */
  public static TrainedModel over(boolean sequences, LayerSpec... layers) {
    LayerSpec[] all = new LayerSpec[layers.length + 1];
    System.arraycopy(layers, 0, all, 0, layers.length);
    all[layers.length] = Dense.of(2, new Identity());
    NetworkSpec network = NetworkSpec.of(all);
    Schema schema = numbers();
    for (LayerSpec layer : layers) {
      schema = layer.kind().equals("embedding") ? mixed(false) : schema;
    }
    if (sequences) {
      SequenceForm form = new SequenceRows("id", "t");
      Schema steps = sequences(schema, form, false);
      Shape output = Network.bind(network, steps.columns(), new MeanSquaredError()).output();
      schema = sequences(schema, form, output instanceof Shape.Sequence);
    }
    return model(schema, new MeanSquaredError(), network);
  }

  /** A network behind normalization, with random weights. */
  public static TrainedModel normalized(Schema schema, Loss loss, LayerSpec... layers) {
    LayerSpec[] all = new LayerSpec[layers.length + 1];
    all[0] = new Normalization();
    System.arraycopy(layers, 0, all, 1, layers.length);
    return model(schema, loss, NetworkSpec.of(all));
  }

  /** A model with random weights. */
  public static TrainedModel model(Schema schema, Loss loss, NetworkSpec network) {
    ModelSpec spec =
        new ModelSpec(network, schema.columns(), loss, List.of(), schema.label().scaling());
    return shaken(new TrainedModel(schema, spec, spec.bind().initialize(1), Map.of()));
  }

  /** The model with biases, statistics and tables that are not what they start as. */
  public static TrainedModel shaken(TrainedModel model) {
    Random random = new Random(7);
    float[] weights = model.weights().clone();
    for (Slot slot : model.spec().bind().slots()) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        // Statistics of columns stay; running ones must be above 0.
        switch (slot.kind()) {
          case STATISTIC -> {}
          case RUNNING_MEAN, RUNNING_VARIANCE -> weights[i] = 0.5f + random.nextFloat();
          default -> weights[i] += 0.3f * (float) random.nextGaussian();
        }
      }
    }
    return new TrainedModel(model.schema(), model.spec(), weights, model.facts());
  }

  /** Rows with missing numbers and with values that no training row had. */
  public static List<RawRow> rows(Schema schema, int count, long seed) {
    Random random = new Random(seed);
    List<RawRow> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      RawRow row = new RawRow(schema);
      for (int i = 0; i < row.numbers.length; i++) {
        NumericColumn column = schema.numbers().get(i);
        double value = column.mean() + Math.sqrt(column.variance()) * random.nextGaussian();
        // As a table of floats has it, unless it comes in double precision.
        double given = column.offset() == 0.0 ? (float) value : value;
        row.numbers[i] = (r + i) % 5 == 0 ? Double.NaN : given;
      }
      for (int c = 0; c < row.categories.length; c++) {
        List<String> values = schema.categories().get(c).values();
        int pick = random.nextInt(values.size() + 2);
        row.categories[c] =
            pick < values.size() ? values.get(pick) : pick == values.size() ? null : "unseen";
      }
      row.stored = schema.sparseWidth() == 0 ? 0 : 2;
      row.index = new int[] {r % 3, 4};
      row.value = new float[] {1.5f, -0.5f};
      rows.add(row);
    }
    return rows;
  }

  /** Rows of a table. */
  public static List<RawRow> rows(TrainedModel model) {
    return rows(model.schema(), ROWS, 3);
  }

  /** Sequences of unlike lengths. */
  public static List<List<RawRow>> sequences(TrainedModel model) {
    List<List<RawRow>> sequences = new ArrayList<>();
    for (int length : LENGTHS) {
      sequences.add(rows(model.schema(), length, 11L * length));
    }
    return sequences;
  }
}
