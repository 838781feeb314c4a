package io.ganglion.ml;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuralNetworkClassifierTest {
  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier().setLayers("8 relu").setMaxIter(20).setLearningRate(0.02);
  }

  /** The classes of {@link PlainSpark#classes} by names. */
  private static Dataset<Row> flowers(int count) {
    Dataset<Row> rows = PlainSpark.classes(count);
    return rows.withColumn(
        "species",
        element_at(
            array(lit("setosa"), lit("virginica"), lit("versicolor")),
            rows.col("label").plus(1).cast("int")));
  }

  @Test
  void learnsClassesWithTheirProbabilities() {
    Dataset<Row> rows = PlainSpark.classes(300);
    NeuralNetworkClassificationModel model = classifier().fit(rows);

    Dataset<Row> found = model.transform(rows);

    assertThat(found.columns())
        .containsExactly(
            "features", "label", "held", "weight", "rawPrediction", "probability", "prediction");
    assertThat(new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(found))
        .isGreaterThan(0.97);
    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(model.labels()).containsExactly("0", "1", "2");
    for (Row row : found.collectAsList()) {
      Vector probability = row.getAs("probability");
      Vector raw = row.getAs("rawPrediction");
      assertThat(probability.apply(0) + probability.apply(1) + probability.apply(2))
          .isCloseTo(1.0, within(1e-6));
      assertThat((double) probability.argmax()).isEqualTo(row.<Double>getAs("prediction"));
      assertThat(raw.argmax()).isEqualTo(probability.argmax());
    }
  }

  @Test
  void twoClassesDoWithOneOutputOrTwo() {
    Dataset<Row> rows = PlainSpark.classes(300).where("label < 2");
    BinaryClassificationEvaluator area = new BinaryClassificationEvaluator();

    assertThat(area.evaluate(classifier().fit(rows).transform(rows))).isGreaterThan(0.99);
    NeuralNetworkClassificationModel one = classifier().setLoss("binary_crossentropy").fit(rows);
    assertThat(one.trained().spec().bind().output().features()).isEqualTo(1);
    assertThat(area.evaluate(one.transform(rows))).isGreaterThan(0.99);
    assertThat(
            new MulticlassClassificationEvaluator()
                .setMetricName("accuracy")
                .evaluate(one.transform(rows)))
        .isGreaterThan(0.97);
  }

  @Test
  void namesOfClassesSurvive() {
    Dataset<Row> rows = flowers(150);
    PipelineModel model =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("species").setOutputCol("index"),
                  classifier().setLabelCol("index").setPredictionCol("found"),
                  new IndexToString().setInputCol("found").setOutputCol("name")
                })
            .fit(rows);

    Dataset<Row> found = model.transform(rows);

    assertThat(found.where("name = species").count()).isGreaterThan(145);
    NominalAttribute attribute =
        (NominalAttribute) Attribute.fromStructField(found.schema().apply("found"));
    assertThat(attribute.values().get())
        .containsExactlyInAnyOrder("setosa", "virginica", "versicolor");
    NeuralNetworkClassificationModel network = (NeuralNetworkClassificationModel) model.stages()[1];
    assertThat(network.labels()).containsExactly(attribute.values().get());
    assertThat(Attribute.fromStructField(found.schema().apply("index")))
        .isEqualTo(
            Attribute.fromStructField(
                network.transform(model.stages()[0].transform(rows)).schema().apply("index")));
  }

  @Test
  void attributesOfFeaturesAreKept() {
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(new String[] {"weight", "label"})
            .setOutputCol("both")
            .transform(PlainSpark.classes(30));

    Dataset<Row> found =
        classifier().setFeaturesCol("both").setMaxIter(1).fit(rows).transform(rows);

    assertThat(AttributeGroup.fromStructField(found.schema().apply("both")))
        .isEqualTo(AttributeGroup.fromStructField(rows.schema().apply("both")));
    assertThat(AttributeGroup.fromStructField(found.schema().apply("both")).size()).isEqualTo(2);
  }

  @Test
  void aClassWithoutRowsHasItsPlace() {
    Dataset<Row> rows =
        new StringIndexer()
            .setInputCol("species")
            .setOutputCol("index")
            .fit(flowers(90))
            .transform(flowers(90))
            .where("index != 1");

    Dataset<Row> found = classifier().setLabelCol("index").fit(rows).transform(rows);

    assertThat(found.select("probability").first().<Vector>getAs(0).size()).isEqualTo(3);
    assertThat(found.where("prediction = index").count()).isGreaterThan(55);
  }

  @Test
  void denseAndSparseVectorsGiveTheSame() {
    Dataset<Row> dense = PlainSpark.classes(90);
    List<Row> sparse = new ArrayList<>();
    List<Row> full = new ArrayList<>();
    for (Row row : dense.collectAsList()) {
      double[] values = ((DenseVector) row.get(0)).values().clone();
      values[sparse.size() % 3] = 0.0;
      Vector vector = Vectors.dense(values);
      full.add(RowFactory.create(vector, row.get(1), row.get(2), row.get(3)));
      sparse.add(RowFactory.create(vector.toSparse(), row.get(1), row.get(2), row.get(3)));
    }
    NeuralNetworkClassificationModel ofDense = classifier().fit(PlainSpark.dataset(full));
    NeuralNetworkClassificationModel ofSparse = classifier().fit(PlainSpark.dataset(sparse));

    assertThat(ofSparse.trained().weights()).containsExactly(ofDense.trained().weights());
    assertThat(ofSparse.transform(PlainSpark.dataset(full)).select("probability").collectAsList())
        .isEqualTo(
            ofDense.transform(PlainSpark.dataset(sparse)).select("probability").collectAsList());
  }

  @Test
  void aPipelineIsSavedAndLoaded(@TempDir Path folder) throws IOException, InterruptedException {
    Dataset<Row> rows = flowers(90);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("species").setOutputCol("index"),
                  classifier().setLabelCol("index").setMaxIter(3)
                });
    pipeline.save(folder.resolve("pipeline").toString());
    PipelineModel model = Pipeline.load(folder.resolve("pipeline").toString()).fit(rows);
    model.save(folder.resolve("model").toString());

    PipelineModel back = PipelineModel.load(folder.resolve("model").toString());
    rows.write().parquet(folder.resolve("rows").toString());
    runElsewhere(folder.resolve("model"), folder.resolve("rows"), folder.resolve("found"));

    Dataset<Row> found = model.transform(rows).select("probability", "prediction");
    assertThat(back.transform(rows).select("probability", "prediction").collectAsList())
        .isEqualTo(found.collectAsList());
    assertThat(
            PlainSpark.session()
                .read()
                .parquet(folder.resolve("found").toString())
                .select("probability", "prediction")
                .collectAsList())
        .containsExactlyInAnyOrderElementsOf(found.collectAsList());
  }

  /** Predicts in another JVM with the same options and class path. */
  private static void runElsewhere(Path model, Path rows, Path to)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith("--add-") || option.startsWith("-XX:")) {
        command.add(option);
      }
    }
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classes, Elsewhere.class.getName()));
    command.addAll(List.of(model.toString(), rows.toString(), to.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void nominalFeaturesAreEmbedded(@TempDir Path folder) throws IOException {
    Dataset<Row> rows = flowers(150);
    Dataset<Row> indexed =
        new StringIndexer().setInputCol("species").setOutputCol("kind").fit(rows).transform(rows);
    Dataset<Row> assembled =
        new VectorAssembler()
            .setInputCols(new String[] {"weight", "kind"})
            .setOutputCol("both")
            .transform(indexed);
    NeuralNetworkClassificationModel model =
        classifier()
            .setFeaturesCol("both")
            .setNetwork("[{embedding: 2}, {dense: {units: 3}}]")
            .setMaxIter(40)
            .fit(assembled);
    model.save(folder.resolve("model").toString());

    assertThat(model.trained().schema().categories()).hasSize(1);
    Dataset<Row> found = model.transform(assembled);
    assertThat(found.where("prediction = label").count()).isEqualTo(150);
    assertThat(found.columns())
        .startsWith(assembled.columns())
        .hasSize(assembled.columns().length + 3);
    assertThat(
            NeuralNetworkClassificationModel.load(folder.resolve("model").toString())
                .transform(assembled)
                .select("probability")
                .collectAsList())
        .isEqualTo(found.select("probability").collectAsList());
  }

  @Test
  void sequencesAreArrays() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      List<List<Double>> steps = new ArrayList<>();
      for (int t = 0; t < 3 + i % 4; t++) {
        steps.add(List.of((double) (i % 2), 0.1 * t));
      }
      rows.add(RowFactory.create(steps, (double) (i % 2)));
    }
    StructType type =
        new StructType()
            .add(
                "features",
                DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType)))
            .add("label", DataTypes.DoubleType);
    Dataset<Row> sequences = PlainSpark.session().createDataFrame(rows, type);
    NeuralNetworkClassificationModel model =
        classifier()
            .setNetwork("[{lstm: {units: 4}}, {dense: {units: 2}}]")
            .setMaxIter(30)
            .fit(sequences);

    Dataset<Row> found = model.transform(sequences);

    assertThat(found.columns())
        .containsExactly("features", "label", "rawPrediction", "probability", "prediction");
    assertThat(found.where("prediction = label").count()).isEqualTo(60);
  }

  @Test
  void nodesOfAGraphAreLearned() {
    List<Row> nodes = new ArrayList<>();
    List<Row> edges = new ArrayList<>();
    for (long i = 0; i < 80; i++) {
      boolean source = i % 2 == 0;
      long kind = i / 2 % 2;
      double[] x = source ? new double[] {kind, 1 - kind} : new double[] {0.5, 0.5};
      nodes.add(RowFactory.create(i, Vectors.dense(x), source ? null : (double) kind, i % 10 == 1));
      if (source) {
        edges.add(RowFactory.create(i, i + 1));
      }
    }
    Dataset<Row> nodeRows =
        PlainSpark.withVectors(
            nodes,
            new StructType()
                .add("id", DataTypes.LongType)
                .add("features", SQLDataTypes.VectorType())
                .add("label", DataTypes.DoubleType)
                .add("held", DataTypes.BooleanType));
    Dataset<Row> edgeRows =
        PlainSpark.session()
            .createDataFrame(
                edges,
                new StructType().add("src", DataTypes.LongType).add("dst", DataTypes.LongType));
    NeuralNetworkClassificationModel model =
        classifier()
            .setNetwork("[{graph_convolution: 8}, {dense: {units: 2}}]")
            .setValidationIndicatorCol("held")
            .setMaxIter(40)
            .fit(nodeRows, edgeRows);

    Dataset<Row> found = model.transform(nodeRows, edgeRows);

    assertThat(found.columns())
        .containsExactly(
            "id", "features", "label", "held", "rawPrediction", "probability", "prediction");
    assertThat(found.where("prediction = label").count()).isEqualTo(40);
    assertThat(found.where(col("label").isNull()).count()).isEqualTo(40);
  }

  @Test
  void aModelIsAFunctionOfSql() {
    Dataset<Row> rows =
        new StringIndexer()
            .setInputCol("species")
            .setOutputCol("index")
            .fit(flowers(60))
            .transform(flowers(60));
    NeuralNetworkClassificationModel model = classifier().setLabelCol("index").fit(rows);
    model.registerFunction(PlainSpark.session(), "species_of");
    model.transform(rows).createOrReplaceTempView("flowers");

    Dataset<Row> found =
        PlainSpark.session().sql("SELECT species_of(features) AS name, prediction FROM flowers");

    assertThat(found.collectAsList())
        .allSatisfy(
            row ->
                assertThat(row.getString(0)).isEqualTo(model.labels().get((int) row.getDouble(1))));
  }

  @Test
  void labelsThatAreNoIndicesAreRefused() {
    Dataset<Row> rows = PlainSpark.classes(30);

    assertThatThrownBy(() -> classifier().fit(rows.withColumn("label", col("label").minus(5.0))))
        .hasMessageContaining("labelCol: expected indices of classes from 0 on in column 'label'");
    assertThatThrownBy(() -> classifier().fit(rows.withColumn("label", col("label").plus(0.5))))
        .hasMessageContaining("found the greatest to be 2.5");
    assertThatThrownBy(
            () ->
                classifier()
                    .fit(
                        rows.withColumn(
                            "label",
                            org.apache
                                .spark
                                .sql
                                .functions
                                .when(col("label").equalTo(1), 1.5)
                                .otherwise(col("label")))))
        .hasMessageContaining("'1.5'");
  }
}
