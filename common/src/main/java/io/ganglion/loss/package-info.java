/** Losses on logits, one class each, and their catalogue. */
package io.ganglion.loss;
