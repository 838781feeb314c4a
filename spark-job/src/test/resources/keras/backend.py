"""To be imported before Keras: takes the quickest backend of those that are installed."""

import importlib.util
import os
import tempfile

# That of NumPy, which only predicts, needs JAX.
packages = {"numpy": "jax", "tensorflow": "tensorflow", "torch": "torch"}
os.environ.setdefault("KERAS_BACKEND", next(name for name in packages if importlib.util.find_spec(packages[name])))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# Keras writes its settings where it finds none.
home = tempfile.TemporaryDirectory()
os.environ.setdefault("KERAS_HOME", home.name)
