"""Makes the reference numbers that the tests of io.ganglion.reference compare with.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1
    venv/bin/python scripts/reference/keras_reference.py

writes gradients.json, optimizers.json and settings.json into common/src/test/resources/reference. The committed
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

# Settings of each kind, the defaults among them where their steps are large enough for float32.
# Names and keys are those of a job file.
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
    {"adamw": {"learningRate": 0.01}},
    {"adamw": {"learningRate": 0.01, "weightDecay": 0.3, "beta1": 0.8, "beta2": 0.99,
               "epsilon": 1e-4}},
    {"adagrad": {"learningRate": 0.05}},
    {"adagrad": {"learningRate": 0.1, "initialAccumulatorValue": 0.01, "epsilon": 1e-4}},
    {"adadelta": {"learningRate": 0.5}},
    {"adadelta": {"learningRate": 1.0, "rho": 0.8, "epsilon": 1e-4}},
]

# What a job file may set around an optimizer; the 50 batches are 10 epochs of 5. The bounds of
# clipping are such that some steps are cut and others are not.
EPOCHS = 10
SGD = {"sgd": {"learningRate": 0.1}}
ADAM = {"adam": {"learningRate": 0.01}}
SETTINGS = [
    {"optimizer": SGD, "clip": {"norm": 1.0}},
    {"optimizer": ADAM, "clip": {"norm": 0.2}},
    {"optimizer": SGD, "clip": {"value": 0.1}},
    {"optimizer": SGD, "l1": 0.01},
    {"optimizer": SGD, "l2": 0.02},
    {"optimizer": ADAM, "l1": 0.001, "l2": 0.01},
    {"optimizer": SGD, "l2": 0.05, "clip": {"norm": 0.7}},
    {"optimizer": SGD, "weightDecay": 0.2},
    {"optimizer": {"rmsprop": {"learningRate": 0.01}}, "weightDecay": 0.5},
    {"optimizer": SGD, "schedule": {"step": {"every": 3, "factor": 0.5}}},
    {"optimizer": ADAM, "schedule": {"exponential": {"rate": 0.8}}},
    {"optimizer": SGD, "schedule": "cosine"},
    {"optimizer": ADAM, "schedule": {"cosine": {"to": 0.1, "over": 5, "warmUp": 2}}},
    {"optimizer": SGD, "schedule": "linear"},
    {"optimizer": ADAM, "schedule": {"linear": {"to": 0.2, "over": 7}}},
    {"optimizer": SGD, "schedule": {"reduce_on_plateau": {"factor": 0.5, "patience": 2}}},
    {"optimizer": SGD, "schedule": {"reduce_on_plateau": {"factor": 0.3, "patience": 1,
                                                          "minChange": 0.05, "least": 0.05}}},
    {"optimizer": SGD, "schedule": "constant"},
    {"optimizer": {"adamw": {"learningRate": 0.02, "weightDecay": 0.1, "epsilon": 1e-4}},
     "clip": {"norm": 0.5}, "l2": 0.002, "schedule": {"cosine": {"warmUp": 2.4}}},
]
# What a schedule that watches the held-out rows is told after each epoch.
HELD_OUT = [1.0, 0.7, 0.71, 0.7, 0.66, 0.68, 0.69, 0.66, 0.64, 0.7]
KERAS_OPTIMIZERS = {
    "sgd": keras.optimizers.SGD,
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "adagrad": keras.optimizers.Adagrad,
    "adadelta": keras.optimizers.Adadelta,
}
KERAS_KEYS = {
    "learningRate": "learning_rate",
    "beta1": "beta_1",
    "beta2": "beta_2",
    "weightDecay": "weight_decay",
    "initialAccumulatorValue": "initial_accumulator_value",
}
PLATEAU_KEYS = {"minChange": "min_delta"}
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


def network(hidden, l1=0.0, l2=0.0):
    """Keras keeps a weight as [in, out]."""
    layers = [keras.Input((WIDTHS[0],))]
    for units, activation in zip(WIDTHS[1:], [hidden, hidden, None]):
        penalty = keras.regularizers.L1L2(l1, l2) if l1 or l2 else None
        layers.append(keras.layers.Dense(units, activation, kernel_regularizer=penalty))
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
        value = sum(model.losses, value)
    return value, tape.gradient(value, model.trainable_variables)


def alternative(tree):
    return (tree, {}) if isinstance(tree, str) else next(iter(tree.items()))


def optimizer(tree, **around):
    """Biases don't decay."""
    name, values = alternative(tree)
    values = {KERAS_KEYS.get(k, k): v for k, v in values.items()}
    rule = KERAS_OPTIMIZERS[name](**{**values, **around})
    rule.exclude_from_weight_decay(var_names=["bias"])
    return rule


def schedule(rate, name, values):
    """A schedule of Keras, which counts steps; a warm-up is there for cosine only."""
    schedules = keras.optimizers.schedules
    epoch = BATCHES // EPOCHS
    warm_up = round(values.get("warmUp", 0) * epoch)
    over = round(values.get("over", 0) * epoch) or BATCHES - warm_up
    if name == "step":
        steps = values["every"] * epoch
        return schedules.ExponentialDecay(rate, steps, values["factor"], staircase=True)
    if name == "exponential":
        return schedules.ExponentialDecay(rate, epoch, values["rate"])
    if name == "linear":
        return schedules.PolynomialDecay(rate, over, rate * values.get("to", 0.0))
    to = values.get("to", 0.0)
    if warm_up:
        return schedules.CosineDecay(0.0, over, to, warmup_target=rate, warmup_steps=warm_up)
    return schedules.CosineDecay(rate, over, to)


def plateau(model, rule, values):
    """The callback, told of a model that this optimizer trains."""
    values = {PLATEAU_KEYS.get(k, k): v for k, v in values.items()}
    least = values.pop("least", 0.0) * float(rule.learning_rate)
    callback = keras.callbacks.ReduceLROnPlateau(min_lr=least, **values)
    model.compile(rule, loss="mse")
    callback.set_model(model)
    callback.on_train_begin()
    return callback


def rule_of(training):
    """The optimizer of a case, with all that Keras gives it as arguments."""
    around = {}
    clip = training.get("clip", {})
    if "norm" in clip:
        around["global_clipnorm"] = clip["norm"]
    if "value" in clip:
        around["clipvalue"] = clip["value"]
    if "weightDecay" in training:
        around["weight_decay"] = training["weightDecay"]
    name, values = alternative(training.get("schedule", "constant"))
    if name not in ("constant", "reduce_on_plateau"):
        rate = alternative(training["optimizer"])[1]["learningRate"]
        around["learning_rate"] = schedule(rate, name, values)
    return optimizer(training["optimizer"], **around)


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


def trained_with_settings():
    for i, training in enumerate(SETTINGS):
        hidden, loss = HIDDEN[i % 3], LOSSES[i % 3]
        model = network(hidden, training.get("l1", 0.0), training.get("l2", 0.0))
        rule = rule_of(training)
        name, values = alternative(training.get("schedule", "constant"))
        callback = plateau(model, rule, values) if name == "reduce_on_plateau" else None
        cut = 0
        for step, (x, raw) in enumerate(batches()):
            _, gradient = loss_and_gradients(model, loss, x, raw)
            cut += is_cut(gradient, training.get("clip", {}))
            rule.apply(gradient, model.trainable_variables)
            if callback and (step + 1) % (BATCHES // EPOCHS) == 0:
                callback.on_epoch_end(step, {"val_loss": HELD_OUT[step // (BATCHES // EPOCHS)]})
        if "clip" in training and not 0 < cut < BATCHES:
            raise SystemExit(f"{training}: expected a bound that cuts some steps, found {cut}")
        case = {"training": training, "hidden": hidden, "loss": loss}
        if callback:
            case["heldOut"] = HELD_OUT
        yield case, flat(model.get_weights())


def is_cut(gradient, clip):
    vector = flat(gradient)
    norm = np.sqrt((vector**2).sum())
    return norm > clip.get("norm", np.inf) or np.abs(vector).max() > clip.get("value", np.inf)


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
write("settings.json", trained_with_settings, "weights")
