package io.ganglion.metric;

import java.util.List;

/** A metric that is a table of numbers: it is shown of a finished model only. */
public non-sealed interface TableMetric extends Metric {
  /** The table, row by row; empty without any row of data. */
  List<List<Double>> table(double[] state);
}
