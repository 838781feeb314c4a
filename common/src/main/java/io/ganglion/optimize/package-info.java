/** Gradient transforms and minimisers, one file each, and their catalogue. */
package io.ganglion.optimize;
