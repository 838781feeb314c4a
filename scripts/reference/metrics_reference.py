"""Makes the reference numbers that io.ganglion.reference.MetricsReferenceTest compares with.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 tensorflow-cpu==2.21.0 keras==3.15.1
    venv/bin/python scripts/reference/metrics_reference.py

writes metrics.json into common/src/test/resources/reference. top_k_accuracy is that of Keras, which
counts ties for the row as Ganglion does; all else is from scikit-learn.

The inputs are not stored. They come from the formula of keras_reference.py, which Java repeats:
x[k+1] = (1103515245 x[k] + 12345) mod 2^31, and the number drawn is n = ((x >> 15) & 65535) / 32768 - 1,
from x[0] = 3 in each case. With f(s) = floor((n + 1) s) of the next number drawn, a row is, in turn:
its weight f(2) / 2, which may be 0; then
numbers    the targets 4 n, then the predictions, each its target + n;
yes_or_no  the target, 1 where n > 0, then the prediction (f(4) + 4 target) / 11;
classes    the target f(classes / 2), then a score of each class, f(3), and 2 more for the target's;
           predictions are the scores divided by their sum. The class "absent" is replaced by the one
           before it as a target, and its score is 0.
Divisions are in float32, so that both sides see the same predictions; many of them are equal, 0 or 1.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
from sklearn import metrics

ROWS = 60
TARGET = pathlib.Path(__file__).parents[2] / "common/src/test/resources/reference/metrics.json"
CASES = [
    {"task": "numbers", "outputs": 1},
    {"task": "numbers", "outputs": 3},
    {"task": "yes_or_no", "outputs": 1},
    {"task": "classes", "outputs": 2},
    {"task": "classes", "outputs": 5},
    {"task": "classes", "outputs": 4, "absent": 2},
]


class Numbers:
    def __init__(self, start):
        self.x = start

    def next(self):
        self.x = (1103515245 * self.x + 12345) % 2**31
        return ((self.x >> 15) & 65535) / 32768 - 1

    def floor(self, scale):
        return int(np.floor((self.next() + 1) * scale))


def rows(task, outputs, absent=None):
    numbers = Numbers(3)
    weights, targets, predictions = [], [], []
    for _ in range(ROWS):
        weights.append(numbers.floor(2) / 2)
        if task == "numbers":
            target = [4 * numbers.next() for _ in range(outputs)]
            prediction = np.float32([t + numbers.next() for t in target])
        elif task == "yes_or_no":
            target = int(numbers.next() > 0)
            prediction = np.float32(numbers.floor(4) + 4 * target) / np.float32(11)
        else:
            target = numbers.floor(outputs / 2)
            target -= target == absent
            scores = [numbers.floor(3) + 2 * (c == target) for c in range(outputs)]
            if absent is not None:
                scores[absent] = 0
            prediction = np.float32(scores) / np.float32(sum(scores))
        targets.append(target)
        predictions.append(prediction)
    return np.array(weights), np.array(targets), np.array(predictions)


def of_numbers(target, prediction, weight):
    squares = metrics.mean_squared_error(target, prediction, sample_weight=weight)
    yield "mae", metrics.mean_absolute_error(target, prediction, sample_weight=weight)
    yield "mse", squares
    yield "rmse", np.sqrt(squares)
    yield "r2", metrics.r2_score(target, prediction, sample_weight=weight)


def of_labels(target, label, labels, average, weight):
    yield "accuracy", metrics.accuracy_score(target, label, sample_weight=weight)
    for name, score in [
        ("precision", metrics.precision_score),
        ("recall", metrics.recall_score),
        ("f1", metrics.f1_score),
    ]:
        yield name, score(target, label, average=average, sample_weight=weight, zero_division=0)
    matrix = metrics.confusion_matrix(target, label, labels=labels, sample_weight=weight)
    yield "confusion_matrix", matrix.tolist()


def of_answers(target, prediction, weight):
    for name, value in of_numbers(target, prediction, weight):
        if name != "r2":
            yield name, value
    yield from of_labels(target, (prediction > 0.5).astype(int), [0, 1], "binary", weight)
    yield "auc", metrics.roc_auc_score(target, prediction, sample_weight=weight)
    yield "log_loss", metrics.log_loss(target, prediction, sample_weight=weight)


def of_classes(target, prediction, weight, absent):
    classes = prediction.shape[1]
    labels = list(range(classes))
    average = "binary" if classes == 2 else "macro"
    yield from of_labels(target, prediction.argmax(axis=1), labels, average, weight)
    if classes == 2:
        yield "auc", metrics.roc_auc_score(target, prediction[:, 1], sample_weight=weight)
    elif absent is None:
        yield "auc", metrics.roc_auc_score(
            target, prediction, multi_class="ovr", average="macro", sample_weight=weight
        )
    yield "log_loss", metrics.log_loss(target, prediction, sample_weight=weight, labels=labels)
    for k in [1, 2, 3]:
        top = keras.metrics.SparseTopKCategoricalAccuracy(k=k)
        top.update_state(target, prediction, sample_weight=weight)
        yield {"top_k_accuracy": {"k": k}}, float(top.result())


def scores(case, weighted):
    weight, target, prediction = rows(**case)
    weight = weight if weighted else np.ones(ROWS)
    if case["task"] == "numbers":
        return of_numbers(target, prediction, weight)
    if case["task"] == "yes_or_no":
        return of_answers(target, prediction, weight)
    return of_classes(target, prediction, weight, case.get("absent"))


lines = []
for case in CASES:
    for weighted in [False, True]:
        for metric, value in scores(case, weighted):
            value = value if isinstance(value, list) else float(f"{value:.9g}")
            line = {**case, "weighted": weighted, "metric": metric, "value": value}
            lines.append(json.dumps(line, separators=(",", ":")))
TARGET.write_text("[\n" + ",\n".join(lines) + "\n]\n")
print(f"{len(lines)} cases")
