package io.ganglion.spark.graph;

import io.ganglion.spark.table.Table;

/**
 * The tables in which people keep graphs.
 *
 * @param nodes a row a node
 * @param edges a row an edge
 * @param graphs a row a graph; null where there is one graph, whose nodes are the examples
 */
public record GraphTables(Table nodes, Table edges, Table graphs) {}
