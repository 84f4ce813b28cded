"""PyTorch, with fused optimizers and denormals flushed: torch_peer.py THREADS [channels_last|compile]."""
import sys

import workloads as w

w.use_threads(int(sys.argv[1]))
MODE = sys.argv[2] if len(sys.argv) > 2 else "fused"

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

torch.set_num_threads(int(sys.argv[1]))
torch.set_flush_denormal(True)


class Bag(nn.Module):
    def __init__(self):
        super().__init__()
        self.bag, self.out = nn.EmbeddingBag(w.VOCABULARY, w.EMBEDDING, mode="mean"), nn.Linear(w.EMBEDDING, w.CLASSES)

    def forward(self, tokens):
        return self.out(self.bag(tokens))


class TextLSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(w.VOCABULARY, w.EMBEDDING)
        self.lstm, self.out = nn.LSTM(w.EMBEDDING, w.UNITS, batch_first=True), nn.Linear(w.UNITS, w.CLASSES)

    def forward(self, tokens):
        return self.out(self.lstm(self.embed(tokens))[0][:, -1])


class Captioner(nn.Module):
    def __init__(self):
        super().__init__()
        c = w.CAPTION
        self.start, self.embed = nn.Linear(c["features"], c["units"]), nn.Embedding(c["vocabulary"], c["embedding"])
        self.lstm = nn.LSTM(c["embedding"], c["units"], batch_first=True)
        self.out = nn.Linear(c["units"], c["vocabulary"])

    def forward(self, features, tokens):
        h = torch.tanh(self.start(features))[None]
        return self.out(self.lstm(self.embed(tokens), (h, torch.zeros_like(h)))[0]).transpose(1, 2)


def network(workload):
    if workload in ("embbag", "lstm", "caption"):
        return {"embbag": Bag, "lstm": TextLSTM, "caption": Captioner}[workload]()
    if workload == "logreg":
        return nn.Sequential(nn.Linear(30, 1), nn.Flatten(0))
    if workload == "softmax":
        return nn.Linear(784, 10)
    if workload in ("tiny", "mlp"):
        layers, sizes = [], w.TINY_SIZES if workload == "tiny" else w.MLP_SIZES
        for i, o in zip(sizes, sizes[1:]):
            layers += [nn.Linear(i, o), nn.ReLU()]
        return nn.Sequential(*layers[:-1])
    if workload == "cnn_lecture":
        return nn.Sequential(
            nn.Conv2d(1, 4, 5, padding=2), nn.ReLU(), nn.Conv2d(4, 8, 4, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(8, 12, 4, stride=2, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(588, 200), nn.ReLU(),
            nn.Linear(200, 10))
    if workload == "lenet5":
        return nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    norm2, norm1 = (nn.BatchNorm2d, nn.BatchNorm1d) if workload == "cnn_keras_bn" else (nn.Identity, nn.Identity)
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), norm2(32), nn.ReLU(), nn.Conv2d(32, 64, 3), norm2(64), nn.ReLU(), nn.MaxPool2d(2),
        nn.Dropout(0.25), nn.Flatten(), nn.Linear(9216, 128), norm1(128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))


def build(workload):
    torch.manual_seed(389)
    model = network(workload).train()
    images = workload in ("cnn_lecture", "lenet5", "cnn_keras", "cnn_keras_bn")
    if MODE == "channels_last":
        if not images:
            raise ValueError("no images")
        model = model.to(memory_format=torch.channels_last)
    data = []
    for arrays in w.batches(workload):
        *inputs, target = [torch.from_numpy(a) for a in arrays]
        if images:
            inputs = [inputs[0].reshape(-1, 1, 28, 28)]
            if MODE == "channels_last":
                inputs = [inputs[0].contiguous(memory_format=torch.channels_last)]
        data.append((inputs, target))
    descent = workload in ("tiny", "logreg", "softmax")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, fused=True) if descent \
        else torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
    loss_of = F.binary_cross_entropy_with_logits if workload == "logreg" else F.cross_entropy

    def forward(inputs, target):
        return loss_of(model(*inputs), target)

    if MODE == "compile":
        forward = torch.compile(forward)
    place = 0

    def step(count):
        nonlocal place
        for _ in range(count):
            inputs, target = data[place % len(data)]
            place += 1
            optimizer.zero_grad(set_to_none=True)
            loss = forward(inputs, target)
            loss.backward()
            optimizer.step()
        return loss.item()

    return step


def product(m, n, k, left, right):
    a = torch.rand((k, m) if left else (m, k))
    b = torch.rand((n, k) if right else (k, n))
    out = torch.empty(m, n)
    return lambda: torch.mm(a.T if left else a, b.T if right else b, out=out)


w.serve(build, {"torch": torch.__version__, "mkl": torch.backends.mkl.is_available(), "mode": MODE}, product=product)
