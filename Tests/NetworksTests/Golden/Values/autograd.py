"""Composed functions and their gradients by PyTorch's autograd, for `AutogradGoldenTests.swift`."""
import torch
from golden import save

torch.manual_seed(389)
cases = {}


def case(name, function, **inputs):
    """Records the value of a function and its gradients by all inputs."""
    tensors = {key: value.clone().requires_grad_() for key, value in inputs.items()}
    value = function(**tensors)
    value.backward()
    cases[name] = {"value": value, **inputs, **{f"d{key}": t.grad for key, t in tensors.items()}}


def attention(q, k, v):
    """Scaled dot-product attention of one head, and the mean square of its result."""
    weights = torch.softmax(q @ k.T / q.shape[1] ** 0.5, dim=-1)
    return (weights @ v).square().mean()


def layer_norm(x, gain, shift):
    """Layer normalisation written out."""
    centred = x - x.mean(dim=-1, keepdim=True)
    variance = x.var(dim=-1, keepdim=True, unbiased=False)
    return (torch.tanh(gain * centred / torch.sqrt(variance + 1e-3) + shift)).sum()


def recurrent(x, w, u, b):
    """A recurrent network over the second axis, its last state summed with leaks."""
    h = torch.zeros(x.shape[0], u.shape[0])
    for step in range(x.shape[1]):
        h = torch.tanh(x[:, step] @ w + h @ u + b)
    return torch.nn.functional.leaky_relu(h, 0.2).pow(2).sum() + torch.logsumexp(h, dim=1).mean()


def contrast(a, b):
    """Cosine similarity of all pairs of rows, with a loss that has a maximum in it."""
    cosine = (a @ b.T) / (a.norm(dim=1)[:, None] * b.norm(dim=1)[None, :])
    positive = torch.diagonal(cosine)
    hardest = torch.amax(cosine - 2 * torch.eye(len(a)), dim=1)
    return torch.clamp(0.5 - positive + hardest, min=0).mean()


def embedding(table, weight):
    """The mean embedding of two texts with words that repeat, and their class scores."""
    first, second = table[[4, 0, 4, 2]].mean(dim=0), table[[1, 4]].mean(dim=0)
    scores = torch.stack([first, second]) @ weight
    return torch.nn.functional.cross_entropy(scores, torch.tensor([2, 0]))


def powers(x, y):
    """Broadcast powers, quotients, minima and a concatenation."""
    parts = torch.cat([x ** y, torch.minimum(x / y, x * y), torch.sigmoid(x - y).sqrt()], dim=0)
    return (parts[1:6, ::1] - parts[:5].abs()).var(unbiased=True) + torch.log(x).sum(dim=0).prod() * 0.01


case("attention", attention, q=torch.randn(3, 4), k=torch.randn(5, 4), v=torch.randn(5, 2))
case("layerNorm", layer_norm, x=torch.randn(3, 5), gain=torch.randn(5), shift=torch.randn(5))
case("recurrent", recurrent, x=torch.randn(2, 4, 3), w=torch.randn(3, 3) * 0.5,
     u=torch.randn(3, 3) * 0.5, b=torch.randn(3))
case("contrast", contrast, a=torch.randn(4, 3), b=torch.randn(4, 3))
case("embedding", embedding, table=torch.randn(5, 3), weight=torch.randn(3, 4))
case("powers", powers, x=torch.rand(3, 2) + 0.5, y=torch.rand(2) + 0.5)
save(__file__, f"PyTorch {torch.__version__}", cases)
