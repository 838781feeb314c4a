"""Predicts with Keras for each NAME.h5 of a folder on the rows of NAME.json, and writes NAME.out.json."""

import importlib.util
import json
import os
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
backend = next(name for name in ("jax", "tensorflow", "torch") if importlib.util.find_spec(name))
os.environ.setdefault("KERAS_BACKEND", backend)
# Keras writes its settings where it finds none.
os.environ.setdefault("KERAS_HOME", str(folder))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy

for file in sorted(folder.glob("*.h5")):
    model = keras.models.load_model(file, compile=False)
    rows = numpy.array(json.loads(file.with_suffix(".json").read_text()), dtype="float32")
    outputs = keras.ops.convert_to_numpy(model(rows, training=False))
    file.with_suffix(".out.json").write_text(json.dumps(outputs.tolist()))
