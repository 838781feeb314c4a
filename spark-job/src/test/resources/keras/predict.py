"""Predicts with Keras for each NAME.h5 of a folder on the rows of NAME.json, and writes NAME.out.json."""

import json
import pathlib
import sys

import backend
import keras
import numpy

for file in sorted(pathlib.Path(sys.argv[1]).glob("*.h5")):
    model = keras.models.load_model(file, compile=False)
    rows = numpy.array(json.loads(file.with_suffix(".json").read_text()), dtype="float32")
    outputs = keras.ops.convert_to_numpy(model(rows, training=False))
    file.with_suffix(".out.json").write_text(json.dumps(outputs.tolist()))
