package io.ganglion.config;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes specs as the trees that {@link Catalogue#read} reads, every hyperparameter spelled out.
 */
public final class SpecWriter {
  private SpecWriter() {}

  /** The name of a spec without hyperparameters, else {@code {name: {hyperparameters}}}. */
  public static Object write(Spec spec) {
    Map<String, Object> body = components((Record) spec);
    return body.isEmpty() ? spec.kind() : Map.of(spec.kind(), body);
  }

  /** The components of a record that are not null, under their own names. */
  public static Map<String, Object> components(Record record) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(read(record, component));
      if (value != null) {
        body.put(component.getName(), value);
      }
    }
    return body;
  }

  private static Object value(Object value) {
    if (value instanceof Spec spec) {
      return write(spec);
    }
    if (value instanceof Record record) {
      return components(record);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(SpecWriter::value).toList();
    }
    if (value instanceof Enum<?> option) {
      return option.name().toLowerCase(Locale.ROOT);
    }
    return value;
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      // A record need not be public to be written.
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "cannot read " + component.getName() + " of " + record.getClass(), e);
    }
  }
}
