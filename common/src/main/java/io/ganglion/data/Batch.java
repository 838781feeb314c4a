package io.ganglion.data;

import io.ganglion.tensor.Csr;
import io.ganglion.tensor.Matrix;

/**
 * A mini-batch: the columns as they came (dense numbers, sparse numbers, category ids), the
 * targets, and the structure that says how rows belong to examples.
 *
 * <p>A {@link Batcher} refills it in place; input stages of a network may rewrite its numbers.
 */
public final class Batch {
  /** Dense numbers {@code [rows, numeric columns]}. */
  public final Matrix numeric = new Matrix();

  /** Sparse numbers {@code [rows, sparse columns]}. */
  public final Csr sparse;

  /** Category ids {@code [rows, idColumns]}, row-major. */
  public int[] ids = new int[0];

  /** The number of category columns. */
  public final int idColumns;

  public final Targets targets = new Targets();
  public final Structure structure;

  /** An empty batch for rows with the given columns. */
  public Batch(Columns columns) {
    this.sparse = new Csr(columns.sparse());
    this.idColumns = columns.categories().size();
    this.structure = columns.newStructure();
  }

  /** The number of rows of the input. */
  public int rows() {
    return structure.rows();
  }

  /** The number of examples. */
  public int examples() {
    return structure.examples();
  }
}
