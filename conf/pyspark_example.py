"""Networks in PySpark. The two small classes below are all that is needed beside the jar.

    python conf/pyspark_example.py spark-job/target/ganglion-spark-job.jar conf/data FOLDER

trains on the houses of conf/data in a Pipeline, and saves, loads and scores what it fitted in a
new FOLDER.
"""

import functools
import sys

from pyspark.ml import Pipeline
from pyspark.ml.evaluation import MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.util import JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel
from pyspark.sql import SparkSession


class NetworkModel(JavaModel, JavaMLWritable):
    """What a Network fitted, or what a class of Java loads."""

    @classmethod
    def load(cls, java_class, path):
        jvm = SparkSession.getActiveSession()._jvm
        return cls(functools.reduce(getattr, java_class.split("."), jvm).load(path))


class Network(JavaEstimator, JavaMLWritable):
    """An estimator of io.ganglion.ml by its name; its params are those of the Java class."""

    def __init__(self, name, **params):
        super().__init__()
        self._java_obj = self._new_java_obj("io.ganglion.ml." + name, self.uid)
        self._create_params_from_java()
        self._transfer_params_from_java()
        self._set(**params)

    def _create_model(self, java_model):
        return NetworkModel(java_model)


jar, data, folder = sys.argv[1:]
spark = SparkSession.builder.config("spark.jars", jar).getOrCreate()
train, test = (
    spark.read.csv(f"{data}/boston_{part}.csv", header=True, inferSchema=True).selectExpr("*", "double(medv > 25) as dear")
    for part in ("train", "test")
)
columns = [name for name in train.columns if name not in ("medv", "dear")]
assembler = VectorAssembler(inputCols=columns, outputCol="features")

# A number, behind another stage.
regressor = Network("NeuralNetworkRegressor", labelCol="medv", layers="32 relu, 32 relu", maxIter=40, batchSize=16, seed=1)
pipeline = Pipeline(stages=[assembler, regressor]).fit(train)
rmse = RegressionEvaluator(labelCol="medv", metricName="rmse")
print("rmse", rmse.evaluate(pipeline.transform(test)))
pipeline.write().overwrite().save(f"{folder}/pipeline")
loaded = NetworkModel.load("org.apache.spark.ml.PipelineModel", f"{folder}/pipeline")
print("loaded rmse", rmse.evaluate(loaded.transform(test)))

# A class, with the params of one fit changed as a ParamGridBuilder does.
classifier = Network("NeuralNetworkClassifier", labelCol="dear", layers="16 relu", maxIter=20, seed=1)
model = classifier.fit(assembler.transform(train), {classifier.learningRate: 0.01})
accuracy = MulticlassClassificationEvaluator(labelCol="dear", metricName="accuracy")
print("accuracy", accuracy.evaluate(model.transform(assembler.transform(test))))
model.write().overwrite().save(f"{folder}/classifier")
loaded = NetworkModel.load("io.ganglion.ml.NeuralNetworkClassificationModel", f"{folder}/classifier")
print("loaded accuracy", accuracy.evaluate(loaded.transform(assembler.transform(test))))
spark.stop()
