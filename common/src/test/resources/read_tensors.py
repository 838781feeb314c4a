"""Prints the tensors of a safetensors file, as Python's safetensors reads them, in JSON."""

import json
import sys

from safetensors.numpy import load_file

tensors = load_file(sys.argv[1])
print(json.dumps({name: {"dtype": str(t.dtype), "shape": list(t.shape), "values": t.ravel().tolist()} for name, t in tensors.items()}))
