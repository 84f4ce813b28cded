"""Ten steps of every optimizer and option, and gradient clipping, by PyTorch.

The loss is nearly a quadratic one: its gradient at step t is a ∘ (w − c) + n[t], with a, c and n in the case
`problem`. A parameter is frozen in nothing, so biases decay too where the name of a case says `all`.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import numpy
import torch
from golden import save

STEPS = 10
random = numpy.random.default_rng(389)


def numbers(*shape, scale=1.0):
    return torch.tensor(random.normal(scale=scale, size=shape).astype(numpy.float32))


SHAPES = {"weight": (3, 5), "bias": (5,)}
start = {name: numbers(*shape) for name, shape in SHAPES.items()}
centre = {name: numbers(*shape) for name, shape in SHAPES.items()}
curve = {name: numbers(*shape).abs() for name, shape in SHAPES.items()}
noise = {name: numbers(STEPS, *shape, scale=0.3) for name, shape in SHAPES.items()}

cases = {"problem": {}}
for name in SHAPES:
    cases["problem"] |= {f"{name}.start": start[name], f"{name}.centre": centre[name],
                         f"{name}.curve": curve[name], f"{name}.noise": noise[name]}


def trajectory(case, make, decay=0.0, decays_bias=False, rates=None):
    parameters = {name: torch.nn.Parameter(value.clone()) for name, value in start.items()}
    groups = [{"params": [parameters["weight"]], "weight_decay": decay},
              {"params": [parameters["bias"]], "weight_decay": decay if decays_bias else 0.0}]
    optimizer = make(groups)
    path = {name: [] for name in SHAPES}
    for step in range(STEPS):
        if rates:
            for group in optimizer.param_groups:
                group["lr"] = rates[step]
        for name, parameter in parameters.items():
            parameter.grad = curve[name] * (parameter.detach() - centre[name]) + noise[name][step]
        optimizer.step()
        for name, parameter in parameters.items():
            path[name].append(parameter.detach().clone())
    cases[case] = {name: torch.stack(values) for name, values in path.items()}


o = torch.optim
trajectory("sgd", lambda p: o.SGD(p, lr=0.1))
trajectory("sgd decay", lambda p: o.SGD(p, lr=0.1), decay=0.1)
trajectory("sgd decay all", lambda p: o.SGD(p, lr=0.1), decay=0.1, decays_bias=True)
trajectory("momentum", lambda p: o.SGD(p, lr=0.1, momentum=0.9))
trajectory("momentum decay", lambda p: o.SGD(p, lr=0.1, momentum=0.9), decay=0.1)
trajectory("momentum rates", lambda p: o.SGD(p, lr=0.1, momentum=0.9), rates=[0.1 / (1 + t) for t in range(STEPS)])
trajectory("nesterov", lambda p: o.SGD(p, lr=0.1, momentum=0.8, nesterov=True))
trajectory("nesterov decay all", lambda p: o.SGD(p, lr=0.1, momentum=0.8, nesterov=True), decay=0.1, decays_bias=True)
trajectory("rmsprop", lambda p: o.RMSprop(p, lr=0.05))
trajectory("rmsprop options", lambda p: o.RMSprop(p, lr=0.05, alpha=0.9, eps=1e-3, momentum=0.5), decay=0.1)
trajectory("adagrad", lambda p: o.Adagrad(p, lr=0.3))
trajectory("adagrad options", lambda p: o.Adagrad(p, lr=0.3, eps=1e-3, initial_accumulator_value=0.1), decay=0.1)
trajectory("adam", lambda p: o.Adam(p, lr=0.1))
trajectory("adam options", lambda p: o.Adam(p, lr=0.1, betas=(0.8, 0.95), eps=1e-3), decay=0.1)
trajectory("adam decay all", lambda p: o.Adam(p, lr=0.1), decay=0.1, decays_bias=True)
trajectory("adamw", lambda p: o.AdamW(p, lr=0.1), decay=0.01)
trajectory("adamw decay all", lambda p: o.AdamW(p, lr=0.1, betas=(0.8, 0.95)), decay=0.5, decays_bias=True)

for case, bound in (("clip norm", 1.0), ("clip norm, short already", 100.0)):
    gradients = {name: torch.nn.Parameter(torch.zeros(shape)) for name, shape in SHAPES.items()}
    for name, parameter in gradients.items():
        parameter.grad = centre[name].clone()
    norm = torch.nn.utils.clip_grad_norm_(gradients.values(), bound)
    cases[case] = {"norm": norm} | {name: parameter.grad for name, parameter in gradients.items()}
cases["clip value"] = {name: value.clamp(-0.5, 0.5) for name, value in centre.items()}

save(__file__, f"torch {torch.__version__}", cases)
