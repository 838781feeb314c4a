"""Makes the reference numbers for normalisation layers and for bounds on weights.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1
    venv/bin/python scripts/reference/normalization_reference.py

writes normalization.json into common/src/test/resources/reference. The committed file was made with
Python 3.11, Keras 3.15.1, TensorFlow 2.21.0 and NumPy 2.4.6, in float64.

Numbers are drawn as in keras_reference.py. From x[0] = 5: gamma + 2 and beta of the layer. From
x[0] = 6, for each of 3 batches of 8 rows: the inputs [8, 5], three times as large and 1 more, then u
[8, 5]. The function that is differentiated is the sum of u times the output. Output and gradients
are those of the last batch in training, the inference output comes after it.

For maxNorm: from x[0] = 5 the weight [3, 5] of a dense layer, then its bias; from x[0] = 6, for each
of 3 batches, the inputs [8, 5] as they are and u [8, 3]; sgd at a rate of 0.1 on sum(u y) / 8.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
import tensorflow as tf

keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
TARGET = pathlib.Path(__file__).parents[2] / "common/src/test/resources/reference"
ROWS, FEATURES, UNITS, BATCHES = 8, 5, 3, 3


class Numbers:
    def __init__(self, start):
        self.x = start

    def matrix(self, rows, columns):
        values = []
        for _ in range(rows * columns):
            self.x = (1103515245 * self.x + 12345) % 2**31
            values.append(((self.x >> 15) & 65535) / 32768 - 1)
        return np.array(values).reshape(rows, columns)


def numbers(tensor):
    return [float(f"{x:.9g}") for x in np.asarray(tensor).ravel()]


def normalized(tree, layer):
    layer.build((None, FEATURES))
    start = Numbers(5)
    layer.gamma.assign(start.matrix(1, FEATURES)[0] + 2)
    layer.beta.assign(start.matrix(1, FEATURES)[0])
    rows = Numbers(6)
    for _ in range(BATCHES):
        x = tf.constant(3 * rows.matrix(ROWS, FEATURES) + 1)
        u = rows.matrix(ROWS, FEATURES)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x, training=True)
            value = tf.reduce_sum(u * y)
        dx, dgamma, dbeta = tape.gradient(value, [x, layer.gamma.value, layer.beta.value])
    case = {"layer": tree, "output": numbers(y), "dx": numbers(dx)}
    case["parameters"] = numbers(dgamma) + numbers(dbeta)
    case["statistics"] = [x for v in layer.non_trainable_variables for x in numbers(v)]
    case["inference"] = numbers(layer(x, training=False))
    return case


def bounded(bound):
    layer = keras.layers.Dense(UNITS, kernel_constraint=keras.constraints.MaxNorm(bound, axis=0))
    layer.build((None, FEATURES))
    start = Numbers(5)
    weight = start.matrix(UNITS, FEATURES)
    layer.set_weights([weight.T, start.matrix(1, UNITS)[0]])
    optimizer = keras.optimizers.SGD(0.1)
    rows = Numbers(6)
    for _ in range(BATCHES):
        x, u = rows.matrix(ROWS, FEATURES), rows.matrix(ROWS, UNITS)
        with tf.GradientTape() as tape:
            value = tf.reduce_sum(u * layer(x)) / ROWS
        gradient = tape.gradient(value, layer.trainable_variables)
        optimizer.apply(gradient, layer.trainable_variables)
    kernel, bias = layer.get_weights()
    return {"maxNorm": bound, "weights": numbers(kernel.T) + numbers(bias)}


layers = keras.layers
cases = [
    normalized("batch_normalization", layers.BatchNormalization()),
    normalized({"batch_normalization": {"momentum": 0.7, "epsilon": 0.1}},
               layers.BatchNormalization(momentum=0.7, epsilon=0.1)),
    normalized("layer_normalization", layers.LayerNormalization()),
    normalized({"layer_normalization": {"epsilon": 0.2}}, layers.LayerNormalization(epsilon=0.2)),
    bounded(1.0),
    bounded(1.3),
]
lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
(TARGET / "normalization.json").write_text("[\n" + lines + "\n]\n")
