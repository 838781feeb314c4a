/** The command line: job files, the commands, the terminal, and the folder that a run writes. */
package io.ganglion.job;
