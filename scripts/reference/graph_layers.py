"""Makes the reference numbers for layers over graphs.

    apt-get install python3-torch
    /usr/bin/python3 scripts/reference/graph_layers.py

writes graph_layers.json into common/src/test/resources/reference. The committed file was made with
Debian's Python 3.11 and PyTorch 1.13, in float64, by dense formulas on the matrix A of the weights of
edges, A[r, s] summed over the edges by which r hears s; the gradients are those of autograd. Where
PyTorch Geometric's layers do the same (GCNConv without self-loops in the data, SAGEConv, GATConv,
GINConv, GINEConv) the formulas are those of its documentation.

Numbers are drawn as in keras_reference.py. From x[0] = 7: all parameters in the order of their slots,
each row by row. From x[0] = 8: the inputs, node by node; then u, as large as the output. From x[0] = 9: the
features of edges, edge by edge in the order of their targets. The function
that is differentiated is the sum of u times the output. dx comes in the order of the inputs, the
gradient by the parameters in their order.
"""

import json
import pathlib

import torch

TARGET = pathlib.Path(__file__).parents[2] / "common/src/test/resources/reference"
FEATURES = 3
EDGE_FEATURES = 2
torch.set_default_dtype(torch.float64)

# Nodes of each graph, and edges (source, target, weight).
GRAPHS = {
    "directed": ([5, 1], [(1, 0, 1), (2, 0, 1), (3, 0, 1), (4, 0, 1), (0, 1, 1), (4, 1, 1), (2, 4, 1)]),
    "undirected": ([4, 3], [(a, b, 1) for x, y in [(0, 1), (1, 2), (0, 2), (5, 6)] for a, b in [(x, y), (y, x)]]),
    "weighted": (
        [5, 1, 1],
        [(1, 0, 0.5), (2, 0, 2.0), (3, 0, 1.25), (0, 0, 0.75), (0, 1, 3.0), (0, 1, 0.25), (4, 2, 0.125), (6, 6, 1.5)],
    ),
}


class Numbers:
    def __init__(self, start):
        self.x = start

    def matrix(self, rows, columns):
        values = []
        for _ in range(rows * columns):
            self.x = (1103515245 * self.x + 12345) % 2**31
            values.append(((self.x >> 15) & 65535) / 32768 - 1)
        return torch.tensor(values).reshape(rows, columns)


class Graph:
    def __init__(self, nodes, edges, degree=None):
        self.nodes = nodes
        self.n = sum(nodes)
        self.edges = sorted(edges, key=lambda edge: edge[1])
        self.degree = degree
        self.a = torch.zeros(self.n, self.n)
        for source, target, weight in self.edges:
            self.a[target, source] += weight

    def hears(self):
        """How many edges there are, not their weights."""
        counts = torch.zeros(self.n, self.n)
        for source, target, _ in self.edges:
            counts[target, source] += 1
        return counts


def inverse(d):
    return torch.where(d > 0, 1 / torch.where(d > 0, d, torch.ones_like(d)), torch.zeros_like(d))


def convolution(graph, normalization="symmetric", selfLoops=True, units=4, activation="linear"):
    loops = torch.eye(graph.n) if selfLoops else torch.zeros(graph.n, graph.n)
    a = graph.a + loops
    d = a.sum(1)
    if graph.degree is not None:
        d = torch.tensor(graph.degree) - (0 if selfLoops else 1)
    share = inverse(d)
    c = a * share[:, None]
    if normalization == "symmetric":
        root = share.sqrt()
        c = root[:, None] * a * root[None, :]

    def run(x, w, b):
        y = c @ x @ w.T + b
        return torch.tanh(y) if activation == "tanh" else y

    return [(units, FEATURES), (1, units)], run


def sage(graph, aggregate="mean", normalize=False, units=3):
    mean = graph.a * inverse(graph.a.sum(1))[:, None]

    def rest(y):
        return y / y.norm(dim=1, keepdim=True) if normalize else y

    def run_mean(x, w, b):
        return rest(x @ w[:units].T + mean @ x @ w[units:].T + b)

    def run_max(x, w, c, third, b):
        hidden = torch.relu(x @ w[units:].T + c)
        rows = []
        for r in range(graph.n):
            heard = [s for s, t, _ in graph.edges if t == r]
            rows.append(hidden[heard].max(0).values if heard else torch.zeros(units))
        return rest(x @ w[:units].T + torch.stack(rows) @ third.T + b)

    if aggregate == "mean":
        return [(2 * units, FEATURES), (1, units)], run_mean
    return [(2 * units, FEATURES), (1, units), (units, units), (1, units)], run_max


def attention(graph, units=3, heads=2, join="concat", negativeSlope=0.2, selfLoops=True):
    counts = graph.hears()
    if selfLoops:
        counts = counts * (1 - torch.eye(graph.n)) + torch.eye(graph.n)

    def run(x, w, source, target, b):
        joined = []
        for h in range(heads):
            z = x @ w[h * units : (h + 1) * units].T
            e = (z @ target[h])[:, None] + (z @ source[h])[None, :]
            e = torch.nn.functional.leaky_relu(e, negativeSlope)
            weights = counts * e.exp()
            total = weights.sum(1, keepdim=True)
            joined.append(weights * inverse(total) @ z)
        return (torch.cat(joined, 1) if join == "concat" else sum(joined) / heads) + b

    width = heads * units if join == "concat" else units
    return [(heads * units, FEATURES), (heads, units), (heads, units), (1, width)], run


def isomorphism(graph, epsilon=0.0, trainEpsilon=False, edges=False, layers=None):
    def mlp(s, w, b, v, c):
        return torch.tanh(s @ w.T + b) @ v.T + c

    def fixed(x, *rest):
        return mlp((1 + epsilon) * x + graph.a @ x, *rest)

    def trained(x, e, *rest):
        return mlp((1 + e) * x + graph.a @ x, *rest)

    source = [s for s, _, _ in graph.edges]
    weight = torch.tensor([float(w) for _, _, w in graph.edges])
    ends = torch.zeros(graph.n, len(source))
    for k, (_, target, _) in enumerate(graph.edges):
        ends[target, k] = 1
    of_edges = Numbers(9).matrix(len(source), EDGE_FEATURES)

    def messages(x, w, b, *rest):
        m = torch.relu(x[source] + of_edges @ w.T + b)
        return mlp((1 + epsilon) * x + ends @ (weight[:, None] * m), *rest)

    dense = [(4, FEATURES), (1, 4), (2, 4), (1, 2)]
    if edges:
        return [(FEATURES, EDGE_FEATURES), (1, FEATURES)] + dense, messages
    return ([(1, 1)] + dense, trained) if trainEpsilon else (dense, fixed)


def pool(graph, aggregate="mean"):
    def run(x):
        parts = torch.split(x, graph.nodes)
        if aggregate == "max":
            return torch.stack([part.max(0).values for part in parts])
        return torch.stack([part.sum(0) / (len(part) if aggregate == "mean" else 1) for part in parts])

    return [], run


LAYERS = {
    "graph_convolution": convolution,
    "graph_sage": sage,
    "graph_attention": attention,
    "graph_isomorphism": isomorphism,
    "graph_pool": pool,
}
MLP = [{"dense": {"units": 4, "activation": "tanh"}}, {"dense": {"units": 2}}]
SETTINGS = [
    ("graph_convolution", {"units": 4}),
    ("graph_convolution", {"units": 2, "activation": "tanh"}),
    ("graph_convolution", {"units": 4, "normalization": "mean"}),
    ("graph_convolution", {"units": 2, "normalization": "mean", "selfLoops": False}),
    ("graph_convolution", {"units": 2, "selfLoops": False}),
    ("graph_sage", {"units": 3}),
    ("graph_sage", {"units": 3, "normalize": True}),
    ("graph_sage", {"units": 3, "aggregate": "max"}),
    ("graph_attention", {"units": 3, "heads": 2}),
    ("graph_attention", {"units": 2, "heads": 3, "join": "mean", "negativeSlope": 0.1}),
    ("graph_attention", {"units": 3, "heads": 1, "selfLoops": False}),
    ("graph_isomorphism", {"layers": MLP, "epsilon": 0.5}),
    ("graph_isomorphism", {"layers": MLP, "trainEpsilon": True}),
    ("graph_isomorphism", {"layers": MLP, "epsilon": 0.25, "edges": True}),
    ("graph_pool", {"aggregate": "sum"}),
    ("graph_pool", {"aggregate": "mean"}),
    ("graph_pool", {"aggregate": "max"}),
]


def case(name, graph, kind, settings):
    shapes, run = LAYERS[kind](graph, **settings)
    numbers = Numbers(7)
    parameters = [numbers.matrix(*shape).requires_grad_() for shape in shapes]
    numbers = Numbers(8)
    x = numbers.matrix(graph.n, FEATURES).requires_grad_()
    y = run(x, *parameters)
    u = numbers.matrix(*y.shape)
    (u * y).sum().backward()
    vectors = {
        "output": y.detach().flatten(),
        "dx": x.grad.flatten(),
        "gradient": torch.cat([p.grad.flatten() for p in parameters] + [torch.zeros(0)]),
    }
    result = {
        "graph": name,
        "network": [{kind: settings}],
        "nodes": graph.nodes,
        "edges": [[source, target] for source, target, _ in graph.edges],
    }
    if name == "weighted":
        result["edgeWeight"] = [weight for _, _, weight in graph.edges]
    if graph.degree is not None:
        result["degree"] = graph.degree
    result.update({key: [float(f"{v:.9g}") for v in vector.tolist()] for key, vector in vectors.items()})
    return result


cases = []
for name, (nodes, edges) in GRAPHS.items():
    cases += [case(name, Graph(nodes, edges), *setting) for setting in SETTINGS]
part = Graph(*GRAPHS["weighted"], degree=[7.5, 6.0, 1.25, 4.0, 1.0, 1.0, 9.0])
cases += [case("weighted", part, *setting) for setting in SETTINGS]
lines = [json.dumps(c, separators=(",", ":")) for c in cases]
(TARGET / "graph_layers.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
print(len(cases), "cases")
