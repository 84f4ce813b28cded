"""A graph with a skip connection, shared weights and two heads in PyTorch: see golden.py for how to run it."""
import torch
from torch.nn import functional as F
from golden import save

torch.manual_seed(389)
x = torch.randn(6, 3)
digits, slants = torch.arange(6) % 2, torch.randn(6, 1)
parameters = {name: (0.7 * torch.randn(shape)).requires_grad_() for name, shape in {
    "hidden.weight": (3, 3), "hidden.bias": (3,), "tower.weight": (3, 4), "tower.bias": (4,),
    "digit.weight": (7, 2), "digit.bias": (2,), "slant.weight": (2, 1), "slant.bias": (1,)}.items()}
linear = lambda name, x: x @ parameters[f"{name}.weight"] + parameters[f"{name}.bias"]

hidden = torch.tanh(linear("hidden", x))
skipped = x + hidden
product = linear("tower", skipped) * linear("tower", hidden)
first, second = product.split([2, 2], dim=1)
digit = linear("digit", torch.cat([product, skipped], dim=1))
slant = linear("slant", (first + second) / 2)
losses = F.cross_entropy(digit, digits), F.mse_loss(slant, slants)
(losses[0] + 0.5 * losses[1]).backward()

save(__file__, f"PyTorch {torch.__version__}", {"twoHeads": {
    "x": x, "digits": digits.float(), "slants": slants, "digit": digit, "slant": slant,
    "digitLoss": losses[0], "slantLoss": losses[1],
    **parameters, **{f"d {name}": p.grad for name, p in parameters.items()}}})
