/** Strict reading of job files: every problem is collected, and reported at once with its path. */
package io.ganglion.config;
