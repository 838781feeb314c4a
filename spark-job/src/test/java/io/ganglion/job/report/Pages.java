package io.ganglion.job.report;

import java.nio.file.*;

final class Pages {
  public static void main(String[] a) throws Exception {
    Path d = Path.of(a[0]);
    Files.writeString(d.resolve("boston.html"), Report.html(SampleRuns.boston()));
    Files.writeString(d.resolve("mnist.html"), Report.html(SampleRuns.mnist()));
    Files.writeString(d.resolve("adult.html"), Report.html(SampleRuns.adult()));
    Files.writeString(d.resolve("hostile.html"), Report.html(SampleRuns.hostile()));
  }
}
