"""Makes the reference numbers for recurrent layers.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1
    venv/bin/python scripts/reference/keras_recurrent.py

writes recurrent.json into common/src/test/resources/reference. The committed file was made with
Python 3.11, Keras 3.15.1, TensorFlow 2.21.0 and NumPy 2.4.6, in float64; the script prints how far
Keras itself is from these numbers in float32.

Numbers are drawn as in keras_reference.py. From x[0] = 7: all parameters, layer by layer, each
weight [out, in] row by row: weight, recurrent weight, bias; in a bidirectional layer those of the
forward direction first. From x[0] = 8: the inputs, step by step, at each step the sequences that
are long enough, the longest first; then u, as large as the output and in the same order, where a
layer that does not return sequences has one row a sequence. The function that is differentiated is
the sum of u times the output. dx comes in the order of the inputs, the gradient by the parameters
in their order.

Keras runs each sequence by itself, at its own length, so that nothing is padded. The script checks
that Keras gives the same outputs for all sequences at once, padded behind their ends and masked.
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

TARGET = pathlib.Path(__file__).parents[2] / "common/src/test/resources/reference"
FEATURES = 3
LENGTHS = [6, 4, 4, 3, 1]
EQUAL = [4, 4, 4]
KINDS = {
    "simple_rnn": keras.layers.SimpleRNN,
    "lstm": keras.layers.LSTM,
    "gru": keras.layers.GRU,
}
MERGES = {"concat": "concat", "sum": "sum", "mean": "ave"}


class Numbers:
    def __init__(self, start):
        self.x = start

    def matrix(self, rows, columns):
        values = []
        for _ in range(rows * columns):
            self.x = (1103515245 * self.x + 12345) % 2**31
            values.append(((self.x >> 15) & 65535) / 32768 - 1)
        return np.array(values).reshape(rows, columns)


def single(kind, **settings):
    names = {"units": "units", "returnSequences": "return_sequences", "activation": "activation"}
    return {kind: settings}, KINDS[kind](**{names[k]: v for k, v in settings.items()})


def both(merge, kind, **settings):
    tree, layer = single(kind, **settings)
    return (
        {"bidirectional": {"merge": merge, "layer": tree}},
        keras.layers.Bidirectional(layer, merge_mode=MERGES[merge]),
    )


def rows_of(lengths):
    """(sequence, step) of each row, the steps one after another."""
    return [(b, t) for t in range(max(lengths)) for b in range(len(lengths)) if lengths[b] > t]


def assign(layer, width, numbers):
    """Draws the weights of a layer, and returns the variables in that order."""
    if isinstance(layer, keras.layers.Bidirectional):
        layer.build((None, None, width))
        halves = [layer.forward_layer, layer.backward_layer]
        return [v for half in halves for v in draw(half, numbers)]
    layer.build((None, None, width))
    return draw(layer, numbers)


def draw(layer, numbers):
    cell = layer.cell
    for matrix in (cell.kernel, cell.recurrent_kernel):
        matrix.assign(numbers.matrix(matrix.shape[1], matrix.shape[0]).T)
    shape = cell.bias.shape
    cell.bias.assign(numbers.matrix(int(np.prod(shape)), 1).reshape(shape))
    return [cell.kernel, cell.recurrent_kernel, cell.bias]


def flat(variable, gradient):
    return np.asarray(gradient.T if variable.name.endswith("kernel") else gradient).ravel()


def run(lengths, layers):
    parameters = Numbers(7)
    width = FEATURES
    variables = []
    for layer in layers:
        variables += assign(layer, width, parameters)
        width = layer.compute_output_shape((1, 1, width))[-1]
    rows = rows_of(lengths)
    sequences = layers[-1].return_sequences
    numbers = Numbers(8)
    x = numbers.matrix(len(rows), FEATURES)
    u = numbers.matrix(len(rows) if sequences else len(lengths), width)
    output = np.zeros_like(u)
    dx = np.zeros_like(x)
    gradient = [0.0] * len(variables)
    for b in range(len(lengths)):
        mine = [r for r, (sequence, _) in enumerate(rows) if sequence == b]
        places = mine if sequences else [b]
        inputs = tf.constant(x[None, mine], dtype=keras.config.floatx())
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            y = inputs
            for layer in layers:
                y = layer(y)
            y = tf.reshape(y, (len(places), width))
            value = tf.reduce_sum(tf.constant(u[places], dtype=y.dtype) * y)
        by_x, *by_variables = tape.gradient(value, [inputs] + [v.value for v in variables])
        output[places] = y
        dx[mine] = by_x[0]
        parts = [flat(v, np.asarray(g)) for v, g in zip(variables, by_variables)]
        gradient = [sum_ + part for sum_, part in zip(gradient, parts)]
    check_masked(lengths, layers, x, output)
    return output.ravel(), dx.ravel(), np.concatenate(gradient)


def check_masked(lengths, layers, x, output):
    rows = rows_of(lengths)
    padded = np.zeros((len(lengths), max(lengths), FEATURES))
    mask = np.zeros(padded.shape[:2], dtype=bool)
    for r, (b, t) in enumerate(rows):
        padded[b, t] = x[r]
        mask[b, t] = True
    y = tf.constant(padded, dtype=keras.config.floatx())
    for layer in layers:
        y = layer(y, mask=tf.constant(mask))
    y = np.asarray(y)
    if layers[-1].return_sequences:
        y = np.array([y[b, t] for b, t in rows])
    np.testing.assert_allclose(y, output, atol=1e-5)


def cases():
    lists = [
        [single(kind, units=4, returnSequences=sequences)]
        for kind in KINDS
        for sequences in (False, True)
    ]
    lists.append([single("simple_rnn", units=5, activation="relu", returnSequences=True)])
    for first, second in (("lstm", "gru"), ("gru", "simple_rnn"), ("simple_rnn", "lstm")):
        lists.append(
            [single(first, units=5, returnSequences=True), single(second, units=2)]
        )
    lists += [
        [both(merge, kind, units=3, returnSequences=sequences)]
        for merge, kind in (("concat", "lstm"), ("sum", "gru"), ("mean", "simple_rnn"))
        for sequences in (False, True)
    ]
    lists.append(
        [both("concat", "gru", units=3, returnSequences=True), both("mean", "lstm", units=2)]
    )
    for lengths in (LENGTHS, EQUAL):
        for network in lists:
            trees, layers = zip(*network)
            output, dx, gradient = run(lengths, layers)
            yield {"network": trees, "lengths": lengths}, (output, dx, gradient)


def all_cases(dtype):
    keras.config.set_floatx(dtype)
    keras.config.set_dtype_policy(dtype)
    return list(cases())


def greatest_difference(exact, rounded):
    return max(
        np.abs(a - b).max() / np.abs(a).max()
        for (_, first), (_, second) in zip(exact, rounded)
        for a, b in zip(first, second)
    )


exact = all_cases("float64")
difference = greatest_difference(exact, all_cases("float32"))
print(f"{len(exact)} cases; float32 differs by {difference:.1e} of the greatest element")
lines = []
for case, vectors in exact:
    for key, vector in zip(("output", "dx", "gradient"), vectors):
        case[key] = [float(f"{value:.9g}") for value in vector]
    lines.append(json.dumps(case, separators=(",", ":")))
(TARGET / "recurrent.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
