/** Models as ONNX files. */
package io.ganglion.exchange.onnx;
