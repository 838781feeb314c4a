"""Makes models that Keras saved, with rows and its predictions for them, for the tests of import.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1 h5py
    venv/bin/python make_files.py FOLDER

The first five are committed, made with Python 3.11, Keras 3.15.1 and TensorFlow 2.21.0. Sequences
are of unlike lengths: behind a Masking layer they are predicted for as one padded batch, elsewhere
each by itself.
"""

import json
import pathlib
import sys

import backend
import keras
import numpy
from keras import layers

PADDING = -1e9

folder = pathlib.Path(sys.argv[1])
keras.utils.set_random_seed(5)
random = numpy.random.default_rng(5)


def shaken(model):
    """Biases, statistics and scales that are not what they start as."""
    for layer in model.layers:
        for weight in layer.weights:
            if weight.path.startswith("normalization"):
                continue
            # Variances and scales must stay above 0.
            positive = weight.path.endswith(("variance", "gamma"))
            noise = random.uniform(0.1, 0.5, weight.shape) if positive else random.normal(0.0, 0.4, weight.shape)
            weight.assign(weight + noise.astype("float32"))
    return model


def predicted(model, rows):
    return keras.ops.convert_to_numpy(model(numpy.array(rows, dtype="float32"), training=False)).tolist()


def padded(rows):
    longest = max(len(row) for row in rows)
    return [row + [[PADDING] * len(row[0])] * (longest - len(row)) for row in rows]


def save(name, model, rows, lengths=None):
    shaken(model)
    model.save(folder / f"{name}.h5")
    inputs = rows.tolist()
    if lengths is None:
        outputs = predicted(model, inputs)
    else:
        inputs = [row[:length] for row, length in zip(inputs, lengths)]
        if any(isinstance(layer, layers.Masking) for layer in model.layers):
            outputs = predicted(model, padded(inputs))
            if len(model.output_shape) == 3:
                outputs = [row[:length] for row, length in zip(outputs, lengths)]
        else:
            outputs = [predicted(model, [row])[0] for row in inputs]
    (folder / f"{name}.json").write_text(json.dumps({"rows": inputs, "predictions": outputs}) + "\n")


def table(columns):
    return (random.normal(size=(6, columns)) * [2.0, 30.0, 0.5][:columns] + [6.0, 70.0, 0.0][:columns]).astype("float32")


def adapted(rows):
    normalization = layers.Normalization()
    normalization.adapt(rows)
    return normalization


rows = table(3)
save(
    "regression",
    keras.Sequential(
        [
            keras.Input((3,)),
            adapted(rows),
            layers.GaussianNoise(0.1),
            layers.Dense(6, activation="sigmoid"),
            layers.Dense(6, activation="relu"),
            layers.Dense(6, activation="tanh"),
            layers.Dropout(0.3),
            layers.BatchNormalization(),
            layers.Dense(6, activation="elu"),
            layers.Dense(6, activation="gelu"),
            layers.LayerNormalization(),
            layers.Dense(6, activation="leaky_relu"),
            layers.LeakyReLU(negative_slope=0.1),
            layers.Dense(6, activation="softplus", use_bias=False),
            layers.Dense(6, activation="silu"),
            layers.ELU(alpha=0.5),
            layers.BatchNormalization(scale=False),
            layers.GaussianDropout(0.2),
            layers.Dense(4),
            layers.ReLU(),
            layers.Dense(2),
            layers.Rescaling([90.0, 5.0], [22.0, -1.0]),
        ]
    ),
    rows,
)
save(
    "binary",
    keras.Sequential(
        [
            keras.Input((3,)),
            layers.Rescaling(0.01, offset=-0.1),
            layers.Normalization(mean=[0.1, 0.7, 0.0], variance=[0.1, 0.2, 0.3]),
            layers.Dense(4, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    ),
    rows,
)
save(
    "classes",
    keras.Sequential([keras.Input((3,)), adapted(rows), layers.Dense(4, activation="tanh"), layers.Dense(3), layers.Softmax()]),
    rows,
)
steps = random.normal(size=(4, 5, 2)).astype("float32")
save(
    "recurrent",
    keras.Sequential(
        [
            keras.Input((None, 2)),
            layers.Masking(PADDING),
            layers.LSTM(2, return_sequences=True),
            layers.Bidirectional(layers.LSTM(2, return_sequences=True)),
            layers.GRU(2, return_sequences=True),
            layers.Bidirectional(layers.GRU(2, return_sequences=True), merge_mode="sum"),
            layers.SimpleRNN(2, return_sequences=True, use_bias=False),
            layers.Bidirectional(layers.SimpleRNN(2, activation="relu"), merge_mode="ave"),
            layers.Dense(2),
        ]
    ),
    steps,
    [5, 2, 1, 4],
)
save(
    "steps",
    keras.Sequential(
        [keras.Input((None, 2)), layers.Bidirectional(layers.GRU(2, return_sequences=True)), layers.Dense(3, activation="softmax")]
    ),
    steps,
    [5, 2, 1, 4],
)

for kind in (layers.SimpleRNN, layers.LSTM, layers.GRU):
    name = kind.__name__.lower()
    save(
        f"{name}_classes",
        keras.Sequential(
            [
                keras.Input((None, 2)),
                layers.Masking(PADDING),
                layers.GaussianNoise(0.1),
                kind(3, return_sequences=True, dropout=0.2, recurrent_dropout=0.1),
                layers.LayerNormalization(),
                layers.Dropout(0.2),
                kind(3),
                layers.Dense(3, activation="softmax"),
            ]
        ),
        steps,
        [2, 5, 1, 3],
    )
    save(
        f"{name}_binary",
        keras.Sequential(
            [
                keras.Input((None, 2)),
                layers.Masking(PADDING),
                layers.Bidirectional(kind(2, return_sequences=True), merge_mode="sum"),
                layers.BatchNormalization(),
                layers.Bidirectional(kind(3)),
                layers.Dense(1, activation="sigmoid"),
            ]
        ),
        steps,
        [3, 1, 5, 4],
    )
    save(
        f"{name}_steps",
        keras.Sequential(
            [
                keras.Input((None, 2)),
                layers.Masking(PADDING),
                kind(3, return_sequences=True),
                layers.Bidirectional(kind(2, return_sequences=True), merge_mode="ave"),
                layers.Dense(2),
                layers.Rescaling([90.0, 5.0], [22.0, -1.0]),
            ]
        ),
        steps,
        [1, 4, 5, 2],
    )
for function in ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "softplus", "silu", "softmax"):
    save(
        f"activation_{function}",
        keras.Sequential(
            [
                keras.Input((None, 2)),
                layers.Masking(PADDING),
                # A recurrence takes one whose slope follows from its value.
                layers.SimpleRNN(3, activation="tanh" if function in ("gelu", "silu") else function),
                layers.Dense(4, activation=function),
                layers.Activation(function),
                layers.Dense(1),
            ]
        ),
        steps,
        [5, 2, 1, 4],
    )
save(
    "rate",
    keras.Sequential(
        [keras.Input((3,)), adapted(rows), layers.Dense(4, activation="silu"), layers.Dense(1), layers.Activation("exponential")]
    ),
    rows,
)
