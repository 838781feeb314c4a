/** Programs of the tests that begin where a command of ours would. */
package io.ganglion.job;
