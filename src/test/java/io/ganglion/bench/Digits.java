package io.ganglion.bench;

import io.ganglion.data.Block;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads a table that {@code scripts/mnist} wrote: a label and 784 pixels a line. */
final class Digits {
  private static final int PIXELS = 784;

  private Digits() {}

  /** The rows dealt out to shards in turn, each as blocks. */
  static List<List<Block>> shards(Path file, int shards) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      lines.add(new ArrayList<>());
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.readLine();
      int row = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.get(row++ % shards).add(line);
      }
    }
    return lines.stream().map(Digits::blocks).toList();
  }

  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += Workload.BLOCK) {
      blocks.add(block(lines.subList(from, Math.min(lines.size(), from + Workload.BLOCK))));
    }
    return blocks;
  }

  private static Block block(List<String> lines) {
    int n = lines.size();
    float[] pixels = new float[n * PIXELS];
    int[] labels = new int[n];
    for (int r = 0; r < n; r++) {
      String[] fields = lines.get(r).split(",", -1);
      labels[r] = Integer.parseInt(fields[0]);
      for (int c = 0; c < PIXELS; c++) {
        pixels[r * PIXELS + c] = Float.parseFloat(fields[1 + c]);
      }
    }
    return Block.builder(n).numeric(pixels, PIXELS).classes(labels).build();
  }
}
