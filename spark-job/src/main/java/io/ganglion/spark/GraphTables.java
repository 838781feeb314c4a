package io.ganglion.spark;

/**
 * The tables of graphs, as people keep them.
 *
 * @param nodes a row for each node
 * @param edges a row for each edge
 * @param graphs a row for each graph; null where there is one graph, whose nodes are the examples
 */
public record GraphTables(Table nodes, Table edges, Table graphs) {}
