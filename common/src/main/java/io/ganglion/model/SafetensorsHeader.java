package io.ganglion.model;

import io.ganglion.config.ConfigException;
import io.ganglion.config.Json;
import io.ganglion.config.Problems;
import io.ganglion.config.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the header of a safetensors file: which tensors lie where. */
final class SafetensorsHeader {
  private static final long TOO_MANY = 1L << 31;

  private record Entry(Tensor tensor, long begin, long end) {}

  private final Problems problems = new Problems();

  private SafetensorsHeader() {}

  /**
   * The tensors in the order of their numbers, which fill the data without gap or overlap.
   *
   * @param file the name, for messages
   * @param header in JSON
   * @param dataLength the number of bytes after the header
   * @throws ConfigException if they don't, or the header is not one of float32 tensors
   */
  static List<Tensor> read(String file, byte[] header, long dataLength) {
    return new SafetensorsHeader().tensors(Json.read(file, header), dataLength);
  }

  private List<Tensor> tensors(Object tree, long dataLength) {
    if (!(tree instanceof Map<?, ?> map)) {
      throw new ConfigException("expected a header with the names of tensors, found none");
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<?, ?> named : map.entrySet()) {
      String name = (String) named.getKey();
      Section section = Section.of(name, named.getValue(), problems);
      if (section != null && !name.equals(Safetensors.METADATA)) {
        entries.add(entry(name, section));
      }
    }
    problems.throwIfAny();
    entries.sort(Comparator.comparingLong(Entry::begin));
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        problems.add(
            entry.tensor().name(),
            "expected numbers from byte " + end + " on, found them at " + entry.begin());
      }
      end = entry.end();
    }
    if (end != dataLength) {
      problems.add("", "expected " + end + " bytes of numbers, found " + dataLength);
    }
    problems.throwIfAny();
    return entries.stream().map(Entry::tensor).toList();
  }

  /** Any entry after a problem. */
  private Entry entry(String name, Section section) {
    String dtype = section.text("dtype");
    if (!Safetensors.DTYPE.equals(dtype)) {
      section.problem("dtype", "expected F32, found " + dtype);
    }
    List<Long> shape = wholeNumbers(section, "shape", 1);
    List<Long> offsets = wholeNumbers(section, "data_offsets", 0);
    section.finish();
    long size = size(shape);
    boolean fits =
        size < TOO_MANY
            && offsets.size() == 2
            && offsets.get(1) - offsets.get(0) == size * Float.BYTES;
    if (!fits) {
      section.problem(
          "data_offsets",
          "expected begin and end of a tensor %s of F32, found %s".formatted(shape, offsets));
      return new Entry(new Tensor(name, List.of()), 0, 0);
    }
    List<Integer> dimensions = shape.stream().map(Math::toIntExact).toList();
    return new Entry(new Tensor(name, dimensions), offsets.get(0), offsets.get(1));
  }

  /** The product, or 2^31 where it is more than that. */
  private static long size(List<Long> shape) {
    long size = 1;
    for (long dimension : shape) {
      size = Math.min(size * Math.min(dimension, TOO_MANY), TOO_MANY);
    }
    return size;
  }

  private static List<Long> wholeNumbers(Section section, String key, long atLeast) {
    List<Long> numbers = new ArrayList<>();
    boolean valid = section.value(key) instanceof List;
    for (Object item : section.items(key)) {
      if (item instanceof Integer || item instanceof Long) {
        numbers.add(((Number) item).longValue());
      } else {
        valid = false;
      }
    }
    if (!valid || numbers.stream().anyMatch(number -> number < atLeast)) {
      section.problem(
          key,
          "expected whole numbers of at least %d, found %s".formatted(atLeast, section.value(key)));
      return List.of();
    }
    return numbers;
  }
}
