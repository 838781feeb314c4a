package io.ganglion.layer;

import java.util.Map;

/** A layer made of layers, which writes its hyperparameters itself: the tree that it reads. */
interface Combinator {
  Map<String, Object> body();
}
