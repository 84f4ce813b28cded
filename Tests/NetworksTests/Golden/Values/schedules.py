"""The learning rates of PyTorch's schedulers, step by step."""
import math
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import torch
from golden import save

warnings.filterwarnings("ignore")
s = torch.optim.lr_scheduler
STEPS = 40


def rates(make, steps=STEPS):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = make(optimizer)
    result = []
    for _ in range(steps):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return {"rates": result}


cases = {
    "step": rates(lambda o: s.StepLR(o, 7, gamma=0.5)),
    "exponential": rates(lambda o: s.ExponentialLR(o, 0.9)),
    "inverse time": rates(lambda o: s.LambdaLR(o, lambda t: 1 / (1 + 0.05 * t))),
    "cosine": rates(lambda o: s.CosineAnnealingLR(o, 30, eta_min=0.01), steps=31),
    "restarts": rates(lambda o: s.CosineAnnealingWarmRestarts(o, 10, eta_min=0.01)),
    "growing restarts": rates(lambda o: s.CosineAnnealingWarmRestarts(o, 5, T_mult=2)),
    "one cycle": rates(lambda o: s.OneCycleLR(o, 0.5, total_steps=40), steps=39),
    "warm-up": rates(lambda o: s.SequentialLR(
        o, [s.LinearLR(o, start_factor=1 / 6, total_iters=5), s.ExponentialLR(o, 0.9)], [5])),
    "sequence": rates(lambda o: s.SequentialLR(
        o, [s.ConstantLR(o, factor=1), s.StepLR(o, 4, gamma=0.5)], [12])),
}
save(__file__, f"torch {torch.__version__}", cases)
