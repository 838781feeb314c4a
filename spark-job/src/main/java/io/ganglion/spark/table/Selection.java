package io.ganglion.spark.table;

import org.apache.spark.sql.Column;

/**
 * Some rows of a table.
 *
 * @param rows true for them and false for all others, over the columns of {@link Table#positional}
 * @param words that tell them, such as "date from 2012-08-07 on"
 * @param otherWords that tell all others
 */
record Selection(Column rows, String words, String otherWords) {}
