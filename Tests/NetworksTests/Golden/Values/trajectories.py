"""Twenty training steps of a multilayer network, a convolutional and a recurrent one in PyTorch.

Each case has the first weights in this project's layouts ([inputs, outputs], [height, width, inputs, outputs], gates in
the order forget, input, output, candidate), the batches, the loss of every step, and the last weights.
"""
import torch
from torch import nn
from torch.nn import functional as F

import golden

STEPS, SAMPLES = 20, 6
torch.manual_seed(389)
torch.set_num_threads(1)
GATES = [1, 0, 3, 2]  # PyTorch's order is input, forget, candidate, output


def gates(value, units):
    """A matrix or bias with gates along the first axis, in our order."""
    return value.reshape(4, units, -1)[GATES].reshape(value.shape)


def weights(model):
    """The parameters by the paths that they have in `Sequential`."""
    result = {}
    for index, layer in enumerate(model):
        if isinstance(layer, nn.Linear):
            result[f"{index}.weight"], result[f"{index}.bias"] = layer.weight.T, layer.bias
        elif isinstance(layer, nn.Conv2d):
            result[f"{index}.weight"], result[f"{index}.bias"] = layer.weight.permute(2, 3, 1, 0), layer.bias
        elif isinstance(layer, nn.BatchNorm2d):
            result[f"{index}.scale"], result[f"{index}.bias"] = layer.weight, layer.bias
            result[f"{index}.runningMean"], result[f"{index}.runningVariance"] = layer.running_mean, layer.running_var
        elif isinstance(layer, nn.Embedding):
            result[f"{index}.weight"] = layer.weight
        elif isinstance(layer, nn.LSTM):
            units = layer.hidden_size
            result[f"{index}.inputWeight"] = gates(layer.weight_ih_l0, units).T
            result[f"{index}.stateWeight"] = gates(layer.weight_hh_l0, units).T
            # PyTorch has two biases, which only ever act as their sum.
            result[f"{index}.bias"] = gates(layer.bias_ih_l0 + layer.bias_hh_l0, units)
    return {name: value.detach().clone().contiguous() for name, value in result.items()}


class Last(nn.Module):
    def forward(self, outputs):
        return outputs[0][:, -1]


class ChannelsLast(nn.Module):
    """Flattens in our order: height, width, channels."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def train(model, optimizer, batches, inputs_for):
    case = {f"first.{n}": v for n, v in weights(model).items()}
    losses = []
    for x, y in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(inputs_for(x)), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    case |= {f"last.{n}": v for n, v in weights(model).items()}
    case["inputs"] = torch.stack([x for x, _ in batches]).float()
    case["targets"] = torch.stack([y for _, y in batches]).float()
    case["losses"] = torch.tensor(losses)
    return case


def batches(make, classes):
    return [(make(), torch.randint(0, classes, (SAMPLES,))) for _ in range(STEPS)]


mlp = nn.Sequential(nn.Linear(5, 7), nn.ReLU(), nn.Linear(7, 4), nn.Tanh(), nn.Linear(4, 3))
cnn = nn.Sequential(
    nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 2, 2, stride=1), nn.ReLU(),
    ChannelsLast(), nn.Linear(8, 3))
lstm = nn.Sequential(nn.Embedding(9, 4), nn.LSTM(4, 3, batch_first=True), Last(), nn.Linear(3, 3))
for bias in (lstm[1].bias_hh_l0,):
    nn.init.zeros_(bias)
    bias.requires_grad_(False)

golden.save(__file__, f"PyTorch {torch.__version__}", {
    "mlp": train(mlp, torch.optim.Adam(mlp.parameters(), lr=0.01), batches(lambda: torch.randn(SAMPLES, 5), 3),
                 lambda x: x),
    "cnn": train(cnn, torch.optim.SGD(cnn.parameters(), lr=0.05, momentum=0.9),
                 batches(lambda: torch.randn(SAMPLES, 6, 6, 1), 3), lambda x: x.permute(0, 3, 1, 2)),
    "lstm": train(lstm, torch.optim.RMSprop([p for p in lstm.parameters() if p.requires_grad], lr=0.01),
                  batches(lambda: torch.randint(0, 9, (SAMPLES, 5)), 3), lambda x: x),
})
