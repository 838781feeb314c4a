package io.ganglion.spark.shard;

import io.ganglion.data.LabelColumn;
import io.ganglion.data.RowEncoder;
import io.ganglion.data.Schema;
import io.ganglion.data.TargetScaling;
import io.ganglion.data.VectorColumn;
import io.ganglion.spark.row.RawChunk;
import io.ganglion.spark.row.RowLayout;
import java.util.HashMap;
import java.util.Map;

/** Encodes rows of chunks by a schema. */
final class ChunkEncoder {
  /** A tile and what it is made of fit into a processor's second cache. */
  private static final int TILE_VALUES = 32_768;

  private static final int FEWEST_ROWS = 64;

  private final RowEncoding encoding;
  private final RowLayout layout;
  private final RowEncoder encoder;
  private final double[] means;
  private final double[] deviations;
  private final Map<String, Integer> classes = new HashMap<>();
  private final float[] classWeights;
  private final int width;
  private final int idColumns;
  private final VectorColumn vector;
  private final double[] filled;

  /** Encoded dense numbers {@code [tileRows, width]} of the rows of the chunk from one on. */
  private final float[] tile;

  private final int tileRows;
  private int tileStart;
  private int tileEnd;
  private RawChunk chunk;

  /** By column of names: the ids of the network, or the indices of classes, by dictionary place. */
  private int[][] translated;

  ChunkEncoder(RowEncoding encoding) {
    Schema schema = encoding.schema();
    this.encoding = encoding;
    this.layout = encoding.layout();
    this.encoder = new RowEncoder(schema);
    LabelColumn label = schema.label();
    int labels = layout.labels();
    TargetScaling scaling = label.scaling();
    this.means = new double[labels];
    this.deviations = new double[labels];
    for (int i = 0; i < labels; i++) {
      means[i] = scaling.none() ? 0.0 : scaling.means().get(i);
      deviations[i] = scaling.none() ? 1.0 : scaling.deviations().get(i);
    }
    for (String name : label.classes()) {
      classes.put(name, classes.size());
    }
    this.classWeights = new float[encoding.classWeights().size()];
    for (int i = 0; i < classWeights.length; i++) {
      classWeights[i] = encoding.classWeights().get(i).floatValue();
    }
    this.width = schema.width();
    this.idColumns = schema.categories().size();
    this.vector = schema.vector();
    this.filled =
        vector == null || vector.sparse() ? null : new double[layout.features() + vector.size()];
    this.tileRows = Math.max(FEWEST_ROWS, TILE_VALUES / Math.max(1, width));
    this.tile = new float[Math.multiplyExact(tileRows, width)];
  }

  /** Begins a chunk. */
  void enter(RawChunk next) {
    chunk = next;
    tileStart = 0;
    tileEnd = 0;
    translated = new int[layout.names().size()][];
    for (int c = 0; c < translated.length; c++) {
      String[] names = chunk.dictionaries[c];
      translated[c] = new int[names.length];
      for (int i = 0; i < names.length; i++) {
        boolean ofLabel = c >= idColumns;
        translated[c][i] = ofLabel ? classes.getOrDefault(names[i], -1) : encoder.id(c, names[i]);
      }
    }
  }

  /** Adds an example of the chunk to a buffer. */
  void add(int example, long rank, boolean training, RowBuffer buffer) {
    int end = chunk.end(example);
    int to = buffer.begin(rank, end - chunk.first(example));
    int target = buffer.firstTarget();
    for (int row = chunk.first(example); row < end; row++) {
      addRow(row, to++, buffer);
      if (layout.labelled(row, end)) {
        addTarget(row, target++, training, buffer);
      }
    }
  }

  private void addRow(int row, int to, RowBuffer buffer) {
    if (row >= tileEnd) {
      encodeTile(row);
    }
    System.arraycopy(tile, (row - tileStart) * width, buffer.numeric, to * width, width);
    int names = translated.length;
    for (int c = 0; c < idColumns; c++) {
      int id = chunk.ids[row * names + c];
      buffer.ids[to * idColumns + c] = id == RawChunk.MISSING ? 0 : translated[c][id];
    }
    if (vector != null && vector.sparse()) {
      buffer.setSparse(to, chunk.vectors, row);
    }
  }

  /** Encodes rows from one on; rows are asked for in their order. */
  private void encodeTile(int from) {
    tileStart = from;
    tileEnd = Math.min(chunk.rows(), from + tileRows);
    if (filled == null) {
      encoder.encode(chunk.numbers, from, tileEnd - from, tile);
      return;
    }
    for (int row = from; row < tileEnd; row++) {
      for (int i = 0; i < layout.features(); i++) {
        filled[i] = chunk.numbers[i][row];
      }
      chunk.vectors.fill(row, filled, layout.features());
      encoder.encode(filled, 0, tile, (row - from) * width);
    }
  }

  private void addTarget(int row, int to, boolean training, RowBuffer buffer) {
    int names = translated.length;
    int classIndex =
        layout.classed() ? translated[names - 1][chunk.ids[row * names + names - 1]] : -1;
    if (encoding.classed()) {
      buffer.classes[to] = classIndex;
    } else if (layout.classed()) {
      buffer.values[to] = classIndex;
    } else {
      for (int i = 0; i < means.length; i++) {
        double value = chunk.numbers[layout.features() + i][row];
        buffer.values[to * means.length + i] = (float) ((value - means[i]) / deviations[i]);
      }
      for (int i = 0; i < layout.bases(); i++) {
        buffer.base[to * means.length + i] = (float) chunk.numbers[layout.base() + i][row];
      }
    }
    if (encoding.weighted()) {
      float weight = layout.weighted() ? (float) chunk.numbers[layout.weight()][row] : 1f;
      buffer.weights[to] =
          training && classWeights.length > 0 ? weight * classWeights[classIndex] : weight;
    }
  }
}
