/** Models as files that other programs open: what all formats share. */
package io.ganglion.exchange;
