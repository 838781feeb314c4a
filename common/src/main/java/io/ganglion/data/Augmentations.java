package io.ganglion.data;

import io.ganglion.config.Catalogue;
import io.ganglion.config.Catalogue.Entry;
import io.ganglion.config.Problems;
import io.ganglion.tensor.Seeds;
import java.util.ArrayList;
import java.util.List;

/** All augmentations, by name. */
public final class Augmentations {
  public static final Catalogue<Augmentation> CATALOGUE =
      new Catalogue<>(
          "augmentation",
          List.of(
              new Entry<>("noise", Noise::read, List.of(new Noise(0.1))),
              new Entry<>("scaling", Scaling::read, List.of(new Scaling(0.1))),
              new Entry<>("masking", Masking::read, List.of(new Masking(0.1))),
              new Entry<>("mixup", Mixup::read, List.of(new Mixup(0.2))),
              new Entry<>(
                  "image",
                  Image::read,
                  List.of(new Image(2, 3, 1, 1, 0.0, 0.0), new Image(1, 2, 3, 1, 10.0, 0.1))),
              new Entry<>("jitter", Jitter::read, List.of(new Jitter(0.1))),
              new Entry<>("time_masking", TimeMasking::read, List.of(new TimeMasking(0.4)))));

  private Augmentations() {}

  /**
   * Reads a list of augmentations, in the order in which they are applied.
   *
   * @param path of the list in the job file
   */
  public static List<Augmentation> read(String path, List<Object> items, Problems problems) {
    List<Augmentation> augmentations = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Augmentation augmentation = CATALOGUE.read(path + "[" + i + "]", items.get(i), problems);
      if (augmentation != null) {
        augmentations.add(augmentation);
      }
    }
    return augmentations;
  }

  /**
   * One after another; what changes nothing where there are none.
   *
   * @throws AugmentationException if one makes no sense for the columns
   */
  public static Augmenter bind(List<Augmentation> augmentations, Columns columns) {
    Augmenter[] bound = augmentations.stream().map(a -> a.bind(columns)).toArray(Augmenter[]::new);
    return (batch, key) -> {
      for (int i = 0; i < bound.length; i++) {
        bound[i].apply(batch, Seeds.derive(key, i));
      }
    };
  }

  /** Refuses rows that are not of the kind. */
  static void require(Augmentation augmentation, Columns columns, Columns.Kind kind) {
    if (columns.kind() != kind) {
      throw new AugmentationException(
          augmentation,
          "expected "
              + described(kind)
              + ", found "
              + described(columns.kind())
              + ": remove it from data.augment");
    }
  }

  private static String described(Columns.Kind kind) {
    return switch (kind) {
      case EXAMPLE -> "independent rows";
      case STEP -> "sequences";
      case NODE, SEED, PAIR -> "graphs";
    };
  }

  /** Refuses columns among which there are no numbers. */
  static void requireNumbers(Augmentation augmentation, Columns columns) {
    if (columns.numbers() == 0) {
      throw new AugmentationException(
          augmentation,
          "expected dense numeric columns, found "
              + (columns.sparse() > 0 ? columns.sparse() + " sparse ones" : "none")
              + ": remove it from data.augment");
    }
  }
}
