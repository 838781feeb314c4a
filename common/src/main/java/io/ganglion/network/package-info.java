/** What a network is: specs, bound layers, parameter slots, and the workspace of a pass. */
package io.ganglion.network;
