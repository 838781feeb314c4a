/** Trained models: files, prediction. */
package io.ganglion.model;
