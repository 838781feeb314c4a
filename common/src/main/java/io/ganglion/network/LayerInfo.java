package io.ganglion.network;

import io.ganglion.data.Shape;

/**
 * A row of a network's summary.
 *
 * @param name for example {@code dense_1}
 * @param kind for example {@code dense}
 * @param depth 1 for a layer of the network itself, more inside a combinator
 * @param output the shape of its output
 * @param steps how it works along the steps of a sequence
 * @param firstSlot the index of its first parameter slot
 * @param trainable the number of its trained parameters, those of layers inside it included
 * @param fixed the number of its parameters that are not trained
 */
public record LayerInfo(
    String name,
    String kind,
    int depth,
    Shape output,
    Steps steps,
    int firstSlot,
    int trainable,
    int fixed) {}
