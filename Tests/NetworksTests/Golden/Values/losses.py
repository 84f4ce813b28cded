"""Losses and their derivatives from PyTorch: see golden.py for how to run it."""
import torch
from torch.nn import functional as F
from golden import save

torch.manual_seed(389)
cases = {}


def case(name, loss, prediction, target, **inputs):
    prediction = prediction.clone().requires_grad_()
    value = loss(prediction, target)
    value.backward()
    cases[name] = {"prediction": prediction, "target": target.float(), "value": value,
                   "gradient": prediction.grad, **inputs}


labels = lambda n, classes: torch.arange(n) * 7 % classes
cross = F.cross_entropy
case("crossEntropy", cross, 3 * torch.randn(5, 4), labels(5, 4))
case("crossEntropy20x10", cross, 3 * torch.randn(20, 10), labels(20, 10))
case("crossEntropy3x50", cross, 10 * torch.randn(3, 50), labels(3, 50))
case("smoothed", lambda p, t: cross(p, t, label_smoothing=0.1), 3 * torch.randn(5, 4), labels(5, 4))
case("smoothed3x40", lambda p, t: cross(p, t, label_smoothing=0.3), 3 * torch.randn(3, 40), labels(3, 40))
case("ignoring", lambda p, t: cross(p, t, ignore_index=0), 3 * torch.randn(6, 4), labels(6, 4))
case("ignoringSmoothed", lambda p, t: cross(p, t, ignore_index=2, label_smoothing=0.1), torch.randn(6, 4), labels(6, 4))
case("ignoring3x33", lambda p, t: cross(p, t, ignore_index=7), torch.randn(3, 33), labels(3, 33))
case("sequences", lambda p, t: cross(p.flatten(0, 1), t.flatten(), ignore_index=0), torch.randn(2, 5, 3),
     labels(10, 3).reshape(2, 5))
case("large", cross, 1e4 * torch.randn(4, 3), labels(4, 3))
excluded = torch.randn(3, 4)
excluded[:, 3] = -1e30
case("excluded", cross, excluded, labels(3, 3))

case("binary", F.binary_cross_entropy_with_logits, 4 * torch.randn(7), (labels(7, 2)).float())
case("binarySoft", F.binary_cross_entropy_with_logits, 4 * torch.randn(3, 2), torch.rand(3, 2))
case("binaryLarge", F.binary_cross_entropy_with_logits, torch.tensor([90.0, -90, 300, -300]), torch.tensor([0.0, 1, 1, 0]))
case("log", lambda p, t: F.nll_loss(p.log(), t), torch.softmax(torch.randn(5, 3), -1), labels(5, 3))
case("logBinary", F.binary_cross_entropy, torch.rand(6), torch.tensor([0, 1, 1, 0, 0.3, 0.9]))

hinge = lambda p, t: (1 - t * p).clamp(min=0).mean()
case("hinge", hinge, 2 * torch.randn(7), labels(7, 2).float() * 2 - 1)
classes = 5
case("hingeClasses", lambda p, t: F.multi_margin_loss(p, t) * classes, torch.randn(6, classes), labels(6, classes))
case("hingeMargin", lambda p, t: F.multi_margin_loss(p, t, margin=0.3) * classes, torch.randn(6, classes),
     labels(6, classes))
case("squared", F.mse_loss, torch.randn(3, 4), torch.randn(3, 4))
case("absolute", F.l1_loss, torch.randn(3, 4), torch.randn(3, 4))
case("huber", F.huber_loss, 2 * torch.randn(3, 4), torch.randn(3, 4))
case("huberDelta", lambda p, t: F.huber_loss(p, t, delta=0.4), 2 * torch.randn(3, 4), torch.randn(3, 4))


def contrastive(p, t):
    distance = (p[:, 0] - p[:, 1]).norm(dim=-1)
    return (t * distance ** 2 / 2 + (1 - t) * (1.5 - distance).clamp(min=0) ** 2 / 2).mean()


case("contrastive", contrastive, 0.5 * torch.randn(6, 2, 3), labels(6, 2).float())
save(__file__, f"PyTorch {torch.__version__}", cases)
