"""Measures PyTorch's nn.LSTM on the work of `scripts/bench recurrent`.

    apt-get install python3-torch libopenblas0-pthread
    OPENBLAS_NUM_THREADS=1 /usr/bin/python3 scripts/reference/torch_lstm.py

(without OpenBLAS Debian's PyTorch multiplies by the reference BLAS, five times as slow), or
    venv/bin/pip install torch==1.13.1 numpy==1.26.4
    venv/bin/python scripts/reference/torch_lstm.py

prints the time of a forward and a backward pass of an LSTM 64 -> 128 over 64 sequences of 100 steps
on one thread, the gradient by all weights but not by the input; nn.GRU and nn.RNN likewise.
"""

import statistics
import time

import torch

IN, UNITS, BATCH, STEPS = 64, 128, 64, 100
WARM_UP, PASSES = 10, 41

torch.set_num_threads(1)
torch.manual_seed(1)
x = torch.randn(STEPS, BATCH, IN)
u = torch.randn(STEPS, BATCH, UNITS)
print("PyTorch", torch.__version__)
for kind in (torch.nn.LSTM, torch.nn.GRU, torch.nn.RNN):
    layer = kind(IN, UNITS)
    seconds = []
    for i in range(WARM_UP + PASSES):
        began = time.perf_counter()
        layer.zero_grad()
        y, _ = layer(x)
        y.backward(u)
        if i >= WARM_UP:
            seconds.append(time.perf_counter() - began)
    print(f"{kind.__name__}: forward and backward {1e3 * statistics.median(seconds):.1f} ms")
