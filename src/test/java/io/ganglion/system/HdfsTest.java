package io.ganglion.system;

import java.io.IOException;
import java.nio.file.Path;

/** HDFS. */
final class HdfsTest extends StorageTest {
  @Override
  SparkHome spark(Path folder) throws IOException {
    return SparkHome.in(folder);
  }

  @Override
  Storage open(Path folder) throws Exception {
    return new Hdfs(folder);
  }
}
