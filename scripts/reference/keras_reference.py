"""Makes the reference numbers that the tests of io.ganglion.reference compare with.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1
    venv/bin/python scripts/reference/keras_reference.py

writes gradients.json and optimizers.json into common/src/test/resources/reference. The committed
files were made with Python 3.11, Keras 3.15.1, TensorFlow 2.21.0 and NumPy 2.4.6.

The network is dense 7, dense 6, dense 3 on 5 inputs, with the same activation on both hidden
layers and none on the output; the losses work on logits. Keras computes in float64, so that the
committed numbers carry no rounding worth the name; a second run in float32 is only compared.

All inputs come from one formula that Java repeats exactly, so they are not stored:
x[k+1] = (1103515245 x[k] + 12345) mod 2^31, and the number drawn is ((x >> 15) & 65535) / 32768 - 1.
From x[0] = 1: the parameters, layer by layer, the weight [out, in] row by row before the bias.
From x[0] = 2: for each of 50 batches of 8 rows, the inputs row by row, then the targets [8, 3] row
by row. mse takes the targets as they are; binary_crossentropy takes 1 for those above 0, else 0;
categorical_crossentropy takes the class of the greatest of a row.

A vector of all parameters is written in the same order as it is drawn.
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

WIDTHS = [5, 7, 6, 3]
BATCHES = 50
ROWS = 8
TARGET = pathlib.Path(__file__).parents[2] / "common/src/test/resources/reference"

# The default settings, and one other of each kind. Names and keys are those of a job file.
OPTIMIZERS = [
    "sgd",
    {"sgd": {"learningRate": 0.1}},
    {"sgd": {"momentum": 0.9}},
    {"sgd": {"learningRate": 0.05, "momentum": 0.5}},
    {"sgd": {"momentum": 0.9, "nesterov": True}},
    {"sgd": {"learningRate": 0.05, "momentum": 0.5, "nesterov": True}},
    "rmsprop",
    {"rmsprop": {"learningRate": 0.01, "rho": 0.8, "epsilon": 1e-4}},
    {"rmsprop": {"momentum": 0.9}},
    {"rmsprop": {"learningRate": 0.005, "rho": 0.95, "momentum": 0.5, "epsilon": 1e-5}},
    "adam",
    {"adam": {"learningRate": 0.01, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-4}},
]
KERAS_OPTIMIZERS = {
    "sgd": keras.optimizers.SGD,
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
}
KERAS_KEYS = {"learningRate": "learning_rate", "beta1": "beta_1", "beta2": "beta_2"}
HIDDEN = ["tanh", "relu", "sigmoid"]
LOSSES = ["mse", "binary_crossentropy", "categorical_crossentropy"]


class Numbers:
    """The formula of the header."""

    def __init__(self, start):
        self.x = start

    def next(self):
        self.x = (1103515245 * self.x + 12345) % 2**31
        return ((self.x >> 15) & 65535) / 32768 - 1

    def matrix(self, rows, columns):
        return np.array([[self.next() for _ in range(columns)] for _ in range(rows)])


def batches():
    numbers = Numbers(2)
    for _ in range(BATCHES):
        yield numbers.matrix(ROWS, WIDTHS[0]), numbers.matrix(ROWS, WIDTHS[-1])


def network(hidden):
    """Keras keeps a weight as [in, out]."""
    layers = [keras.Input((WIDTHS[0],))]
    layers += [keras.layers.Dense(units, activation=hidden) for units in WIDTHS[1:-1]]
    layers += [keras.layers.Dense(WIDTHS[-1])]
    model = keras.Sequential(layers)
    numbers = Numbers(1)
    for layer, inputs, units in zip(model.layers, WIDTHS, WIDTHS[1:]):
        weight = numbers.matrix(units, inputs)
        bias = numbers.matrix(1, units)
        layer.set_weights([weight.T, bias[0]])
    return model


def flat(parameters):
    """Weights and biases in turn, in the order and layout of the header."""
    return np.concatenate([np.asarray(p).T.ravel() for p in parameters])


def loss_and_gradients(model, loss, x, raw):
    dtype = keras.config.floatx()
    if loss == "mse":
        targets, measure = raw, keras.losses.MeanSquaredError()
    elif loss == "binary_crossentropy":
        targets, measure = raw > 0, keras.losses.BinaryCrossentropy(from_logits=True)
    else:
        targets = np.eye(WIDTHS[-1])[raw.argmax(axis=1)]
        measure = keras.losses.CategoricalCrossentropy(from_logits=True)
    with tf.GradientTape() as tape:
        value = measure(targets.astype(dtype), model(x.astype(dtype)))
    return value, tape.gradient(value, model.trainable_variables)


def optimizer(tree):
    name, values = (tree, {}) if isinstance(tree, str) else next(iter(tree.items()))
    return KERAS_OPTIMIZERS[name](**{KERAS_KEYS.get(k, k): v for k, v in values.items()})


def gradients():
    x, raw = next(batches())
    for hidden in HIDDEN:
        for loss in LOSSES:
            value, gradient = loss_and_gradients(network(hidden), loss, x, raw)
            yield {"hidden": hidden, "loss": loss, "value": float(value)}, flat(gradient)


def trained():
    for tree in OPTIMIZERS:
        for hidden, loss in zip(HIDDEN, LOSSES):
            model = network(hidden)
            rule = optimizer(tree)
            for x, raw in batches():
                _, gradient = loss_and_gradients(model, loss, x, raw)
                rule.apply(gradient, model.trainable_variables)
            yield {"optimizer": tree, "hidden": hidden, "loss": loss}, flat(model.get_weights())


def run(dtype, cases):
    keras.config.set_floatx(dtype)
    # The policy is remembered from its first use and doesn't follow floatx by itself.
    keras.config.set_dtype_policy(dtype)
    return list(cases())


def write(file, cases, key):
    exact = run("float64", cases)
    rounded = run("float32", cases)
    worst = max(np.abs(a - b).max() / np.abs(a).max() for (_, a), (_, b) in zip(exact, rounded))
    print(f"{file}: {len(exact)} cases; float32 differs by {worst:.1e} of the greatest element")
    lines = []
    for case, vector in exact:
        case[key] = [float(f"{x:.9g}") for x in vector]
        lines.append(json.dumps(case, separators=(",", ":")))
    (TARGET / file).write_text("[\n" + ",\n".join(lines) + "\n]\n")


write("gradients.json", gradients, "gradient")
write("optimizers.json", trained, "weights")
