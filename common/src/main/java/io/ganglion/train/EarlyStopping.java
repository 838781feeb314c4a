package io.ganglion.train;

import java.io.Serializable;

/**
 * When to stop before the last epoch.
 *
 * @param monitor {@code loss} or the name of a metric, on the held-out split
 * @param patience epochs without an improvement after which training stops
 * @param minChange what counts as an improvement, in the monitor's units
 *     <p>Source: Prechelt 1998, "Early stopping — but when?"
 */
public record EarlyStopping(String monitor, int patience, double minChange)
    implements Serializable {
  /** What is watched where nothing else is asked for. */
  public static final String LOSS = "loss";
}
