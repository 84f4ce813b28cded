"""Image layers and their derivatives from PyTorch: see golden.py for how to run it.

PyTorch keeps the channels before the pixels; the values are written with the channels last.
"""
import torch
from torch import nn
from torch.nn import functional as F
from golden import save

torch.manual_seed(389)
cases = {}


def last(x):
    return x.permute(0, 2, 3, 1) if x.dim() == 4 else x.permute(0, 2, 1) if x.dim() == 3 else x


def case(name, f, *shape, ties=False, **named):
    """The output of f for a random input [n, c, h, w], and the derivatives of its product with random numbers."""
    x = torch.randint(0, 3, shape).float() if ties else torch.randn(*shape)
    x.requires_grad_()
    y = f(x)
    dy = torch.randn_like(y)
    y.backward(dy)
    values = {"x": last(x), "y": last(y), "dy": last(dy), "dx": last(x.grad)}
    for key, parameter in named.items():
        values[key] = parameter.permute(2, 3, 1, 0) if parameter.dim() == 4 else parameter
        values["d" + key] = parameter.grad.permute(2, 3, 1, 0) if parameter.dim() == 4 else parameter.grad
    cases[name] = values


def convolution(name, kernel, inputs, outputs, *shape, border=(0, 0, 0, 0), **options):
    """border: top, bottom, left, right."""
    layer = nn.Conv2d(inputs, outputs, kernel, **options)
    top, bottom, left, right = border
    case(name, lambda x: layer(F.pad(x, (left, right, top, bottom))), shape[0], inputs, *shape[1:],
         weight=layer.weight, bias=layer.bias)


convolution("convolution", (3, 2), 2, 3, 2, 5, 4)
convolution("convolution stride", 3, 2, 4, 2, 5, 4, stride=2, border=(1, 1, 1, 1))
# TensorFlow's padding "same" for a kernel of 4 and a stride of 2: (6 - 2 + 4 - 6) / 2 = 1 above, and as much below;
# for a width of 5: 3 places, a border of 3, one on the left and two on the right.
convolution("convolution same", 4, 1, 3, 1, 6, 5, stride=2, border=(1, 1, 1, 2))
convolution("convolution dilation", 2, 3, 2, 1, 5, 4, dilation=2, border=(0, 2, 1, 0))
convolution("convolution 1x1", 1, 5, 10, 1, 3, 2)
convolution("convolution 17", 2, 1, 1, 17, 2, 3)
case("max", lambda x: F.max_pool2d(x, 2), 2, 2, 4, 4)
case("max overlapping", lambda x: F.max_pool2d(x, 3, 2), 1, 2, 5, 7)
case("max overlapping dense", lambda x: F.max_pool2d(x, 3, 1), 1, 1, 5, 5)
case("max padding", lambda x: F.max_pool2d(x, 3, 2, padding=1), 1, 2, 5, 6)
case("max ties", lambda x: F.max_pool2d(x, 3, 2), 1, 1, 7, 7, ties=True)
case("average", lambda x: F.avg_pool2d(x, 2), 1, 2, 4, 6)
case("average overlapping", lambda x: F.avg_pool2d(x, 3, 2, padding=1, count_include_pad=False), 1, 2, 5, 6)
case("global", lambda x: F.adaptive_avg_pool2d(x, 1).flatten(1), 2, 2, 3, 2)
case("response", lambda x: F.local_response_norm(x, 5, alpha=0.5, beta=0.75, k=1.5), 1, 7, 2, 2)
case("response even", lambda x: F.local_response_norm(x, 2, alpha=1.0, beta=0.6, k=1.0), 1, 4, 2, 2)


def normalization(name, kind, channels, *shape, training=True):
    layer = kind(channels)
    with torch.no_grad():
        layer.weight.normal_()
        layer.bias.normal_()
        layer.running_mean.normal_()
        layer.running_var.uniform_(0.5, 2)
    before = layer.running_mean.clone(), layer.running_var.clone()
    layer.train(training)
    case(name, lambda x: layer(3 * x + 1), *shape, scale=layer.weight, bias=layer.bias)
    cases[name].update(meanBefore=before[0], varianceBefore=before[1],
                       meanAfter=layer.running_mean, varianceAfter=layer.running_var)
    # The layer itself saw 3 x + 1.
    cases[name]["x"] = 3 * cases[name]["x"] + 1
    cases[name]["dx"] = cases[name]["dx"] / 3


normalization("batch 4", nn.BatchNorm2d, 3, 2, 3, 3, 2)
normalization("batch 4 evaluation", nn.BatchNorm2d, 3, 2, 3, 3, 2, training=False)
normalization("batch 3", nn.BatchNorm1d, 2, 3, 2, 4)
normalization("batch 2", nn.BatchNorm1d, 5, 4, 5)
normalization("batch 2 evaluation", nn.BatchNorm1d, 5, 4, 5, training=False)
normalization("batch 17", nn.BatchNorm2d, 1, 17, 1, 2, 1)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 3, 2)
        self.norm, self.out = nn.BatchNorm2d(3), nn.Linear(12, 3)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.c1(x)), 2)
        x = F.relu(self.norm(self.c2(x)))
        x = F.max_pool2d(x, 3, 2, padding=1)
        return self.out(x.permute(0, 2, 3, 1).flatten(1))


net = Network()
case("network", net, 2, 1, 8, 10, w1=net.c1.weight, b1=net.c1.bias, w2=net.c2.weight, b2=net.c2.bias,
     scale=net.norm.weight, shift=net.norm.bias, b3=net.out.bias)
cases["network"].update(w3=net.out.weight.T, dw3=net.out.weight.grad.T, meanAfter=net.norm.running_mean,
                        varianceAfter=net.norm.running_var)

save(__file__, f"PyTorch {torch.__version__}", cases)
