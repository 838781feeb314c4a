"""Makes the reference numbers of losses, activations and initialisers.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1
    venv/bin/python scripts/reference/keras_functions.py

writes losses.json, activations.json and initializers.json into
common/src/test/resources/reference. The committed files were made with Python 3.11, Keras 3.15.1,
TensorFlow 2.21.0 and NumPy 2.4.6, in float64.

Inputs come from the formula of keras_reference.py, with numbers in [-1, 1).
losses.json, from x[0] = 3: the outputs [8, 3], row by row, times 3; the targets [8, 3]; the weights
of the 8 rows, (number + 1) / 2. binary_crossentropy takes 1 for targets above 0, else 0;
reconstruction_crossentropy takes (number + 1) / 2, and is Keras' binary_crossentropy of these;
categorical_crossentropy takes the class of the greatest of a row; poisson takes 2 (number + 1), and
the exponential of the outputs is its prediction. A value is the sum of the weighted rows, the
gradient its derivative by the outputs.
activations.json, from x[0] = 4: 60 numbers times 6, then 0.001, -0.001, 20, -20, of which each
function gives its value and its derivative. softmax takes them as rows of 8, and gives the
derivative of the sum of c times the c-th element, c from 0 to 7.
initializers.json: mean, deviation and bounds of the 100,000 numbers of a weight with 250 inputs
and 400 outputs.
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

ROWS, OUTPUTS = 8, 3
INPUTS, UNITS = 250, 400
TARGET = pathlib.Path(__file__).parents[2] / "common/src/test/resources/reference"

# Before the first layer, which remembers it.
keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")
# Keras' poisson adds this to a prediction before it takes the logarithm.
keras.config.set_epsilon(1e-30)

# Names and keys are those of a job file.
LOSSES = [
    ("mse", keras.losses.MeanSquaredError, {}),
    ("mae", keras.losses.MeanAbsoluteError, {}),
    ("huber", keras.losses.Huber, {}),
    ({"huber": {"delta": 0.4}}, keras.losses.Huber, {"delta": 0.4}),
    ("poisson", keras.losses.Poisson, {}),
]
for name, measure in [
    ("binary_crossentropy", keras.losses.BinaryCrossentropy),
    ("categorical_crossentropy", keras.losses.CategoricalCrossentropy),
]:
    LOSSES.append((name, measure, {"from_logits": True}))
    smoothed = {"from_logits": True, "label_smoothing": 0.1}
    LOSSES.append(({name: {"labelSmoothing": 0.1}}, measure, smoothed))

LOSSES.append(
    ("reconstruction_crossentropy", keras.losses.BinaryCrossentropy, {"from_logits": True})
)

ACTIVATIONS = [
    ("linear", keras.activations.linear),
    ("sigmoid", keras.activations.sigmoid),
    ("tanh", keras.activations.tanh),
    ("relu", keras.activations.relu),
    ("leaky_relu", keras.layers.LeakyReLU()),
    ({"leaky_relu": {"negativeSlope": 0.1}}, keras.layers.LeakyReLU(negative_slope=0.1)),
    ("elu", keras.activations.elu),
    ({"elu": {"alpha": 0.5}}, lambda x: keras.activations.elu(x, alpha=0.5)),
    ("gelu", keras.activations.gelu),
    ({"gelu": {"approximate": True}}, lambda x: keras.activations.gelu(x, approximate=True)),
    ("softplus", keras.activations.softplus),
    ("silu", keras.activations.silu),
    ("softmax", keras.activations.softmax),
]

INITIALIZERS = [
    ("glorot_uniform", keras.initializers.GlorotUniform(seed=1)),
    ("glorot_normal", keras.initializers.GlorotNormal(seed=1)),
    ("he_uniform", keras.initializers.HeUniform(seed=1)),
    ("he_normal", keras.initializers.HeNormal(seed=1)),
    ("lecun_uniform", keras.initializers.LecunUniform(seed=1)),
    ("lecun_normal", keras.initializers.LecunNormal(seed=1)),
    ("uniform", keras.initializers.RandomUniform(seed=1)),
    (
        {"uniform": {"minimum": -0.2, "maximum": 0.6}},
        keras.initializers.RandomUniform(-0.2, 0.6, seed=1),
    ),
    ("constant", keras.initializers.Constant()),
    ({"constant": {"value": 0.75}}, keras.initializers.Constant(0.75)),
    ("zeros", keras.initializers.Zeros()),
]


class Numbers:
    def __init__(self, start):
        self.x = start

    def next(self):
        self.x = (1103515245 * self.x + 12345) % 2**31
        return ((self.x >> 15) & 65535) / 32768 - 1

    def matrix(self, rows, columns):
        return np.array([[self.next() for _ in range(columns)] for _ in range(rows)])


def targets(tree, raw):
    name = tree if isinstance(tree, str) else next(iter(tree))
    if name == "binary_crossentropy":
        return (raw > 0).astype("float64")
    if name == "reconstruction_crossentropy":
        return (raw + 1) / 2
    if name == "categorical_crossentropy":
        return np.eye(OUTPUTS)[raw.argmax(axis=1)]
    return 2 * (raw + 1) if name == "poisson" else raw


def losses():
    numbers = Numbers(3)
    outputs = 3 * numbers.matrix(ROWS, OUTPUTS)
    raw = numbers.matrix(ROWS, OUTPUTS)
    weights = (numbers.matrix(1, ROWS)[0] + 1) / 2
    for tree, measure, settings in LOSSES:
        for weighted in [False, True]:
            out = tf.Variable(outputs)
            with tf.GradientTape() as tape:
                prediction = tf.exp(out) if tree == "poisson" else out
                value = measure(reduction="sum", **settings)(
                    targets(tree, raw), prediction, sample_weight=weights if weighted else None
                )
            gradient = tape.gradient(value, out).numpy().ravel()
            yield {
                "loss": tree,
                "weighted": weighted,
                "value": float(value),
                "gradient": rounded(gradient),
            }


def activations():
    numbers = Numbers(4)
    x = np.concatenate([6 * numbers.matrix(1, 60)[0], [0.001, -0.001, 20, -20]]).reshape(8, 8)
    for tree, function in ACTIVATIONS:
        z = tf.Variable(x)
        with tf.GradientTape() as tape:
            y = function(z)
            seen = tf.reduce_sum(y * np.arange(8.0)) if tree == "softmax" else tf.reduce_sum(y)
        derivative = tape.gradient(seen, z).numpy().ravel()
        yield {
            "activation": tree,
            "value": rounded(y.numpy().ravel()),
            "derivative": rounded(derivative),
        }


def initializers():
    """Keras keeps a weight as [in, out]."""
    for tree, initializer in INITIALIZERS:
        w = np.asarray(initializer((INPUTS, UNITS), dtype="float64"))
        statistics = [w.mean(), w.std(), w.min(), w.max()]
        yield {"initializer": tree, "statistics": rounded(statistics)}


def rounded(vector):
    return [float(f"{x:.9g}") for x in vector]


def write(file, cases):
    lines = [json.dumps(case, separators=(",", ":")) for case in cases]
    (TARGET / file).write_text("[\n" + ",\n".join(lines) + "\n]\n")


write("losses.json", losses())
write("activations.json", activations())
write("initializers.json", initializers())
