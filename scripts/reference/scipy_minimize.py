"""Makes the reference numbers that MinimizersReferenceTest compares with.

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1
    venv/bin/python scripts/reference/scipy_minimize.py

writes minimizers.json into common/src/test/resources/reference. The committed file was made with
SciPy 1.17.1 and NumPy 2.4.6, all in float64.

Each problem is a network with one activation on its hidden layers and none on the output, on 240
rows of 5 inputs and 3 targets. Inputs and first parameters come from one formula that Java repeats:
x[k+1] = (1103515245 x[k] + 12345) mod 2^31, and the number drawn is ((x >> 15) & 65535) / 32768 - 1.
From x[0] = 1 the parameters, layer by layer, the weight [out, in] row by row before the bias; from
x[0] = 2 the inputs row by row. The targets of a row x are t_j = sin(3 x_j) + x_(j+1) x_(j+2) for
j = 0, 1, 2; for categorical_crossentropy the class is the place of the greatest. The function is the
mean loss over rows (mse: over targets, too) plus l2 times the sum of the squared weights, without the biases.

Of each method the file has the value after at most 50 iterations and the number of calls of the
function for value and gradient, which also stand for the differences in Newton-CG's products.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import minimize

ROWS = 240
TARGET = pathlib.Path(__file__).parents[2] / "common/src/test/resources/reference/minimizers.json"

PROBLEMS = [
    ("softmax regression", [5, 3], "tanh", "categorical_crossentropy", 0.01),
    ("regression", [5, 20, 20, 3], "tanh", "mse", 1e-4),
    ("wide", [5, 24, 3], "tanh", "categorical_crossentropy", 1e-3),
    ("sigmoid", [5, 20, 20, 3], "sigmoid", "mse", 1e-4),
    ("sigmoid classes", [5, 16, 3], "sigmoid", "categorical_crossentropy", 1e-4),
    ("deep", [5, 10, 10, 10, 3], "tanh", "mse", 1e-5),
]


def drawn(seed, n):
    x, numbers = seed, []
    for _ in range(n):
        x = (1103515245 * x + 12345) % 2**31
        numbers.append(((x >> 15) & 65535) / 32768 - 1)
    return np.array(numbers)


INPUTS = drawn(2, ROWS * 5).reshape(ROWS, 5)
TARGETS = np.stack(
    [np.sin(3 * INPUTS[:, j]) + INPUTS[:, (j + 1) % 5] * INPUTS[:, (j + 2) % 5] for j in range(3)], axis=1
)


class Problem:
    def __init__(self, widths, hidden, loss, l2):
        self.widths, self.hidden, self.loss, self.l2 = widths, hidden, loss, l2
        self.size = sum(o * (i + 1) for i, o in zip(widths, widths[1:]))
        self.calls = 0

    def layers(self, w):
        at, layers = 0, []
        for i, o in zip(self.widths, self.widths[1:]):
            layers.append((w[at : at + o * i].reshape(o, i), w[at + o * i : at + o * i + o]))
            at += o * i + o
        return layers

    def __call__(self, w):
        self.calls += 1
        layers = self.layers(w)
        values = [INPUTS]
        for k, (weight, bias) in enumerate(layers):
            z = values[-1] @ weight.T + bias
            if k < len(layers) - 1:
                z = np.tanh(z) if self.hidden == "tanh" else 1 / (1 + np.exp(-z))
            values.append(z)
        out = values[-1]
        if self.loss == "mse":
            value = np.mean((out - TARGETS) ** 2)
            d = 2 * (out - TARGETS) / out.size
        else:
            classes = TARGETS.argmax(axis=1)
            shifted = out - out.max(axis=1, keepdims=True)
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            value = -np.mean(logs[np.arange(ROWS), classes])
            d = np.exp(logs)
            d[np.arange(ROWS), classes] -= 1
            d /= ROWS
        gradient = []
        for k in range(len(layers) - 1, -1, -1):
            weight, _ = layers[k]
            gradient[:0] = [(d.T @ values[k] + 2 * self.l2 * weight).ravel(), d.sum(axis=0)]
            if k > 0:
                y = values[k]
                d = (d @ weight) * (1 - y**2 if self.hidden == "tanh" else y * (1 - y))
        value += self.l2 * sum((weight**2).sum() for weight, _ in layers)
        return value, np.concatenate(gradient)


def run(problem, start, method, iterations, **options):
    problem.calls = 0
    found = minimize(problem, start, jac=True, method=method, options={"maxiter": iterations, **options})
    return {"value": found.fun, "iterations": int(found.nit), "calls": problem.calls}


def main():
    cases = []
    for name, widths, hidden, loss, l2 in PROBLEMS:
        problem = Problem(widths, hidden, loss, l2)
        start = drawn(1, problem.size)
        value, gradient = problem(start)
        for i in range(0, problem.size, 7):
            step = np.zeros_like(start)
            step[i] = 1e-6
            slope = (problem(start + step)[0] - problem(start - step)[0]) / 2e-6
            assert abs(slope - gradient[i]) < 1e-7, (name, i, slope, gradient[i])
        case = {
            "name": name, "widths": widths, "hidden": hidden, "loss": loss, "l2": l2, "start": value,
            "lbfgs": run(problem, start, "L-BFGS-B", 50, maxcor=10),
            "conjugate_gradient": run(problem, start, "CG", 50),
            "hessian_free": run(problem, start, "Newton-CG", 50),
        }
        if len(widths) == 2:
            case["minimum"] = run(problem, start, "L-BFGS-B", 10000, ftol=1e-16, gtol=1e-12)["value"]
        cases.append(case)
    TARGET.write_text(json.dumps(cases, indent=1) + "\n")
    print(json.dumps(cases, indent=1))
    print("scipy", scipy.__version__, "numpy", np.__version__)


main()
