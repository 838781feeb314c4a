package io.ganglion.ml;

import io.ganglion.config.Json;
import io.ganglion.model.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The params of a stage in the file where Spark ML looks for them: {@code metadata/part-00000}, one
 * line of JSON.
 */
final class StageMetadata {
  private static final int LONGEST = 1 << 22;
  private static final String PART = "part-00000";

  private final Map<?, ?> keys;

  private StageMetadata(Map<?, ?> keys) {
    this.keys = keys;
  }

  private static Path folder(Path stage) {
    return new Path(stage, "metadata");
  }

  /** Writes what is set, and what is so by default. */
  static void write(Params stage, Path path, String sparkVersion, Configuration hadoop)
      throws IOException {
    Map<String, Object> set = new LinkedHashMap<>();
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (Param<?> param : stage.params()) {
      if (stage.isSet(param)) {
        set.put(param.name(), encoded(param, stage.getOrDefault(param)));
      }
      if (stage.hasDefault(param)) {
        defaults.put(param.name(), encoded(param, stage.getDefault(param).get()));
      }
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("class", stage.getClass().getName());
    keys.put("timestamp", System.currentTimeMillis());
    keys.put("sparkVersion", sparkVersion);
    keys.put("uid", stage.uid());
    keys.put("paramMap", set);
    keys.put("defaultParamMap", defaults);
    FileSystem files = path.getFileSystem(hadoop);
    text(files, new Path(folder(path), PART), Json.line(keys) + "\n");
    text(files, new Path(folder(path), "_SUCCESS"), "");
  }

  private static void text(FileSystem files, Path path, String text) throws IOException {
    try (FSDataOutputStream out = files.create(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> Object encoded(Param<T> param, Object value) {
    byte[] json = param.jsonEncode((T) value).getBytes(StandardCharsets.UTF_8);
    return Json.read(param.name(), json);
  }

  /**
   * Reads the params of a stage; null where the folder has none.
   *
   * @throws ModelException if they are of another class, or can't be read
   */
  static StageMetadata read(Path path, Class<?> expected, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    Path part = new Path(folder(path), PART);
    if (!files.exists(part)) {
      return null;
    }
    try (FSDataInputStream in = files.open(part)) {
      byte[] json = in.readNBytes(LONGEST);
      if (!(Json.read(part.toString(), json) instanceof Map<?, ?> keys)) {
        throw new ModelException(part + ": expected the params of a stage in JSON");
      }
      if (!expected.getName().equals(keys.get("class"))) {
        throw new ModelException(
            part + ": expected a " + expected.getName() + ", found a " + keys.get("class"));
      }
      return new StageMetadata(keys);
    }
  }

  String uid() {
    return String.valueOf(keys.get("uid"));
  }

  /**
   * Sets the params of a stage.
   *
   * @throws ModelException if one is unknown
   */
  <T extends Params> T into(T stage) {
    params("defaultParamMap").forEach((name, value) -> setDefault(stage, name, value));
    params("paramMap").forEach((name, value) -> set(stage, name, value));
    return stage;
  }

  private Map<?, ?> params(String key) {
    return keys.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static void set(Params stage, Object name, Object value) {
    Param<Object> param = param(stage, name);
    stage.set(param, param.jsonDecode(Json.line(value)));
  }

  private static void setDefault(Params stage, Object name, Object value) {
    Param<Object> param = param(stage, name);
    stage.setDefault(param, param.jsonDecode(Json.line(value)));
  }

  private static Param<Object> param(Params stage, Object name) {
    if (!stage.hasParam(String.valueOf(name))) {
      throw new ModelException(
          stage.uid() + ": expected params of a " + stage.getClass().getName() + ", found " + name);
    }
    return stage.getParam(String.valueOf(name));
  }
}
