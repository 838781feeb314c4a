"""Predicts with Keras for each NAME.h5 of a folder on the rows of NAME.json, and writes NAME.out.json."""

import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy

for file in sorted(pathlib.Path(sys.argv[1]).glob("*.h5")):
    model = keras.models.load_model(file, compile=False)
    rows = numpy.array(json.loads(file.with_suffix(".json").read_text()), dtype="float32")
    outputs = model(rows, training=False)
    file.with_suffix(".out.json").write_text(json.dumps(numpy.array(outputs).tolist()))
