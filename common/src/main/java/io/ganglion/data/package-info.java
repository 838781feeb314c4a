/** Examples: shapes and structures, packed blocks, mini-batches, and the schema of the columns. */
package io.ganglion.data;
