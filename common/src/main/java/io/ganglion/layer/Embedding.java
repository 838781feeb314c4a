package io.ganglion.layer;

import io.ganglion.config.Names;
import io.ganglion.config.Section;
import io.ganglion.data.Columns;
import io.ganglion.data.Shape;
import io.ganglion.network.InputLayer;
import io.ganglion.network.InputSpec;
import io.ganglion.network.Layer;
import io.ganglion.network.NetworkException;
import io.ganglion.network.Plan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A first layer that turns every category into a few trained numbers and puts them behind the
 * numeric columns: {@code y = [numeric, table₁[id₁], table₂[id₂], …]}, with {@code table_c [ids_c,
 * size_c]}. A step trains only the rows that its batch looks up.
 *
 * <p>Row 0, of values that are unknown or missing, starts at zero; the others start as {@link
 * TableRows} says. The rule for the size of a table of n ids, the unknown one included, is {@code
 * min(50, round(1.6 n^0.56))}.
 *
 * <p>Source: Guo & Berkhahn 2016, "Entity embeddings of categorical variables"; the rule: Howard &
 * Gugger 2020, "fastai: a layered API for deep learning", whose {@code emb_sz_rule} it is but for
 * the smaller cap.
 *
 * @param size of every table that has none of its own; null for the rule
 * @param sizes of tables by the name of their column
 */
public record Embedding(Integer size, Map<String, Integer> sizes) implements InputSpec {
  private static final String AUTO = "auto";
  private static final int LARGEST_BY_RULE = 50;

  public Embedding {
    // In the order given, so that it is written as it was read.
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
  }

  /** Tables of the sizes that the rule gives. */
  public static Embedding auto() {
    return new Embedding(null, Map.of());
  }

  /** Tables of one size. */
  public static Embedding of(int size) {
    return new Embedding(size, Map.of());
  }

  static Embedding read(Section section) {
    Integer size = null;
    if (section.value("size") instanceof String text) {
      if (!text.equals(AUTO)) {
        section.problem("size", "expected auto or a whole number, found the text '" + text + "'");
      }
    } else if (section.has("size")) {
      size = section.integer("size", 1);
    }
    Map<String, Integer> sizes = new LinkedHashMap<>();
    Section given = section.section("sizes");
    if (section.value("sizes") instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> sizes.put(String.valueOf(name), 1));
      sizes.replaceAll((name, least) -> given.integer(name, least));
    }
    return new Embedding(size, sizes);
  }

  @Override
  public String kind() {
    return "embedding";
  }

  @Override
  public Layer bind(Shape in, Plan plan) {
    throw new NetworkException(
        plan.where()
            + ": expected it as the first layer over categorical columns, found "
            + in
            + " in front of it: move it to the start, behind stages such as normalization; where no"
            + " column is categorical, remove it");
  }

  @Override
  public InputLayer bindInput(Columns columns, Plan plan) {
    if (columns.categories().isEmpty()) {
      throw new NetworkException(
          plan.where() + ": expected categorical columns, found none: begin with dense instead");
    }
    if (columns.sparse() > 0) {
      throw new NetworkException(
          plan.where()
              + ": expected no sparse columns beside the categorical ones, found "
              + columns.sparse()
              + ": begin with dense, which reads both, or exclude one of them");
    }
    List<String> names = columns.categoryNames();
    for (String name : sizes.keySet()) {
      if (!names.contains(name)) {
        throw new NetworkException(
            plan.where()
                + ": sizes: no categorical column is called '"
                + name
                + "'"
                + Names.hint(name, names));
      }
    }
    int[] widths = new int[columns.categories().size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = size(names.isEmpty() ? null : names.get(c), columns.categories().get(c));
    }
    return new EmbeddingInput(columns, widths, plan);
  }

  private int size(String name, int ids) {
    Integer own = sizes.get(name);
    if (own != null) {
      return own;
    }
    return size == null ? byRule(ids) : size;
  }

  /** StrictMath, so that a model has the same shapes on every machine. */
  private static int byRule(int ids) {
    return (int) Math.min(LARGEST_BY_RULE, Math.round(1.6 * StrictMath.pow(ids, 0.56)));
  }
}
