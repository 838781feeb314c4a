package io.ganglion.spark.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.Iterable;
import scala.collection.Iterator;

/**
 * Columns as Parquet and ORC hold them, thousands of rows at a time, which spares the way through
 * rows. A batch holds good until its iterator is asked again.
 *
 * @param batches of the rows of a table
 * @param places of the asked columns in a batch
 */
public record ScannedColumns(JavaRDD<ColumnarBatch> batches, List<Integer> places) {
  public ScannedColumns {
    places = List.copyOf(places);
  }

  /**
   * The columns of a query that only chooses columns.
   *
   * @return null where Spark reads the table row by row, or does more than to choose
   */
  public static ScannedColumns of(Dataset<Row> rows) {
    SparkPlan plan = inner(ScannedRows.execution(rows).executedPlan());
    ProjectExec project = plan instanceof ProjectExec choice ? choice : null;
    SparkPlan below = project == null ? plan : inner(project.child());
    if (!(below instanceof ColumnarToRowExec toRows)) {
      return null;
    }
    SparkPlan scan = inner(toRows.child());
    List<String> found = List.of(scan.schema().fieldNames());
    List<String> chosen = project == null ? found : names(project);
    if (chosen == null || Set.copyOf(found).size() < found.size()) {
      return null;
    }
    List<Integer> places = chosen.stream().map(found::indexOf).toList();
    return new ScannedColumns(scan.executeColumnar().toJavaRDD(), places);
  }

  /** A step without the frames that have code made of it. */
  private static SparkPlan inner(SparkPlan plan) {
    if (plan instanceof WholeStageCodegenExec frame) {
      return inner(frame.child());
    }
    return plan instanceof InputAdapter frame ? inner(frame.child()) : plan;
  }

  /** The columns that a step leaves over, by the names that they had before; null if it counts. */
  private static List<String> names(ProjectExec project) {
    // By its place, since its own method returns another class in each version of Scala.
    Iterator<?> columns = ((Iterable<?>) project.productElement(0)).iterator();
    List<String> names = new ArrayList<>();
    while (columns.hasNext()) {
      Object column = columns.next();
      Object named = column instanceof Alias alias ? alias.child() : column;
      if (!(named instanceof AttributeReference attribute)) {
        return null;
      }
      names.add(attribute.name());
    }
    return names;
  }
}
