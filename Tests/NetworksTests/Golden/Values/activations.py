"""Activations, layer normalisation and their derivatives from PyTorch: see golden.py for how to run it."""
import torch
from torch.nn import functional as F
from golden import save

torch.manual_seed(389)
cases = {}


def case(name, function, x, **parameters):
    x = x.clone().requires_grad_()
    parameters = {n: p.clone().requires_grad_() for n, p in parameters.items()}
    y = function(x, *parameters.values())
    dy = torch.randn(y.shape)
    y.backward(dy)
    cases[name] = {"x": x, "y": y, "dy": dy, "dx": x.grad, **parameters,
                   **{f"d{n}": p.grad for n, p in parameters.items()}}


x = torch.cat([2 * torch.randn(17), torch.tensor([-30, -10, -3.5, -0.36, -0.34, -1e-3, 1e-3, 0.7, 9, 30])]).reshape(3, 9)
case("relu", F.relu, x)
case("leakyReLU", lambda x: F.leaky_relu(x, 0.2), x)
case("sigmoid", torch.sigmoid, x)
case("tanh", torch.tanh, x)
case("softPlus", F.softplus, x)
case("elu", lambda x: F.elu(x, 0.8), x)
case("gelu", F.gelu, x)
case("softmax", lambda x: F.softmax(x, -1), x)
case("logSoftmax", lambda x: F.log_softmax(x, -1), x)
case("softmax2x3x20", lambda x: F.softmax(x, -1), torch.randn(2, 3, 20))
case("parametricReLU", F.prelu, x, slope=torch.tensor([0.25]))
# PyTorch's channels are the second axis, ours the last.
case("parametricReLUChannels", lambda x, s: F.prelu(x.movedim(-1, 1), s).movedim(1, -1), torch.randn(2, 3, 3, 4),
     slope=torch.randn(4))

case("layerNormalization", lambda x, s, b: F.layer_norm(x, [9], s, b), x, scale=1 + 0.1 * torch.randn(9), shift=torch.randn(9))
case("layerNormalization4x37", lambda x, s, b: F.layer_norm(x, [37], s, b, eps=1e-3), 5 + 0.1 * torch.randn(4, 37),
     scale=torch.randn(37), shift=torch.randn(37))
case("layerNormalization2x3x5", lambda x, s, b: F.layer_norm(x, [5], s, b), torch.randn(2, 3, 5), scale=torch.randn(5),
     shift=torch.randn(5))
save(__file__, f"PyTorch {torch.__version__}", cases)
