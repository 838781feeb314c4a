/**
 * The library from Java: a model of layers that is compiled, fitted, evaluated, saved and used, in
 * the words of a job file, and a scorer for services.
 */
package io.ganglion.api;
