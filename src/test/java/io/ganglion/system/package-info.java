/** Tests of the whole: the rules of the house, the launcher, the jar, the scripts. */
package io.ganglion.system;
