package io.ganglion.spark.sequence;

import io.ganglion.data.FeatureColumn;
import io.ganglion.model.TrainedModel;
import io.ganglion.spark.scoring.Answer;
import io.ganglion.spark.scoring.ScoredTable;
import io.ganglion.spark.scoring.Scoring;
import io.ganglion.spark.scoring.TableAnswer;
import io.ganglion.spark.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The sequences of a table as a model reads them, with the predictions for them. */
public final class RawSequences {
  /**
   * A sequence.
   *
   * @param features the steps of each feature, with the values of the table
   * @param base what predictions are added to; empty for nothing
   * @param predictions what {@link Scoring} adds to its row, or to the rows of its steps
   */
  public record Sequence(
      Map<String, List<Object>> features, List<Double> base, List<Row> predictions) {}

  private RawSequences() {}

  /** The sequences of a table; those that are alike in all that stays beside predictions, once. */
  public static List<Sequence> of(SparkSession spark, TrainedModel model, Table table) {
    Answer answer = TableAnswer.of(model, null);
    ScoredTable scored = ScoredTable.of(table, model.schema(), answer.perStep());
    SequencePlaces places = scored.places();
    Map<List<Object>, Sequence> byKept = new LinkedHashMap<>();
    for (Row row : scored.rows().collectAsList()) {
      Map<String, List<Object>> features = new LinkedHashMap<>();
      List<FeatureColumn> columns = model.schema().features();
      for (int i = 0; i < columns.size(); i++) {
        features.put(columns.get(i).name(), new ArrayList<>(row.getList(places.features[i])));
      }
      List<Double> base = Arrays.stream(places.bases).mapToObj(row::getDouble).toList();
      List<Object> kept = Arrays.stream(places.whole()).mapToObj(row::get).toList();
      byKept.put(kept, new Sequence(features, base, new ArrayList<>()));
    }
    int[] whole = IntStream.range(0, places.kept.length).filter(i -> !places.ofSteps[i]).toArray();
    Scoring scoring = new Scoring(spark, model, answer, Scoring.Invalid.ERROR);
    for (Row row : scoring.score(table).collectAsList()) {
      List<Object> kept = Arrays.stream(whole).mapToObj(row::get).toList();
      byKept.get(kept).predictions().add(row);
    }
    return List.copyOf(byKept.values());
  }
}
