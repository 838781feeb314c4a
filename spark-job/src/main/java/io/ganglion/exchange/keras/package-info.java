/** Models as Keras' HDF5 files, and the other way round. */
package io.ganglion.exchange.keras;
