/** Layers and activations, one file each, and their catalogues. */
package io.ganglion.layer;
