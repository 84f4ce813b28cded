"""Recurrent layers, embeddings and attention as PyTorch computes them: writes sequences.json."""
import golden
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(389)
SAMPLES, STEPS, INPUTS, UNITS = 3, 4, 2, 3
LENGTHS = [4, 1, 3]
cases = {}


def gates(weight, order):
    """PyTorch's [gates · units, …] as […, gates · units] in our order of the gates."""
    parts = weight.detach().chunk(max(order) + 1, 0)
    return torch.cat([parts[i] for i in order], 0).T


def bias(layer, kind, suffix):
    one, other = getattr(layer, "bias_ih_l0" + suffix).detach(), getattr(layer, "bias_hh_l0" + suffix).detach()
    if kind != "gru":
        return gates((one + other)[:, None], ORDER[kind])[0]
    (a, b, c), (d, e, f) = one.chunk(3), other.chunk(3)
    return torch.cat([a + d, b + e, c, f])


def gradient(layer, kind, suffix):
    """The derivatives of our weights: either of PyTorch's biases has that of the sum."""
    one, other = getattr(layer, "bias_ih_l0" + suffix).grad, getattr(layer, "bias_hh_l0" + suffix).grad
    order = ORDER[kind]
    b = torch.cat([one, other.chunk(3)[2]]) if kind == "gru" else gates(one[:, None], order)[0]
    return {"dInputWeight" + suffix: gates(getattr(layer, "weight_ih_l0" + suffix).grad, order),
            "dStateWeight" + suffix: gates(getattr(layer, "weight_hh_l0" + suffix).grad, order), "dBias" + suffix: b}


def weights(layer, kind, suffix):
    order = ORDER[kind]
    return {"inputWeight" + suffix: gates(getattr(layer, "weight_ih_l0" + suffix), order),
            "stateWeight" + suffix: gates(getattr(layer, "weight_hh_l0" + suffix), order),
            "bias" + suffix: bias(layer, kind, suffix)}


# PyTorch: input, forget, candidate, output; the lecture: forget, input, output, candidate.
ORDER = {"rnn": [0], "lstm": [1, 0, 3, 2], "gru": [0, 1, 2]}
MAKE = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def leaf(*shape):
    return torch.randn(*shape).requires_grad_()


for kind in MAKE:
    for name, both, packed in [("", False, False), ("Packed", False, True), ("Bidirectional", True, True)]:
        layer = MAKE[kind](INPUTS, UNITS, batch_first=True, bidirectional=both)
        suffixes = ["", "_reverse"] if both else [""]
        x, values = leaf(SAMPLES, STEPS, INPUTS), {}
        for suffix in suffixes:
            values |= weights(layer, kind, suffix)
        states = [leaf(len(suffixes), SAMPLES, UNITS) for _ in range(2 if kind == "lstm" else 1)]
        argument = x
        if packed:
            argument = pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False)
        if both:
            output, last = layer(argument)
        else:
            output, last = layer(argument, tuple(states) if kind == "lstm" else states[0])
        if packed:
            output = pad_packed_sequence(output, batch_first=True, total_length=STEPS)[0]
        last = last if kind == "lstm" else (last,)
        dy, dlast = torch.randn_like(output), [torch.randn_like(s) for s in last]
        if both:
            (output * dy).sum().backward()
        else:
            ((output * dy).sum() + sum((s * d).sum() for s, d in zip(last, dlast))).backward()
        values |= {"x": x, "y": output, "dy": dy, "dx": x.grad}
        for suffix in suffixes:
            values |= gradient(layer, kind, suffix)
        if not both:
            for i, state in enumerate(states):
                values |= {f"state{i}": state[0], f"last{i}": last[i][0], f"dLast{i}": dlast[i][0],
                           f"dState{i}": state.grad[0]}
        cases[kind + name] = values

bag = torch.nn.EmbeddingBag(7, 3, mode="mean", padding_idx=0)
tokens = torch.tensor([[1, 6, 0, 6], [2, 0, 0, 0], [5, 1, 5, 5]])
y = bag(tokens)
dy = torch.randn_like(y)
(y * dy).sum().backward()
cases["embeddingMean"] = {"weight": bag.weight, "tokens": tokens, "y": y, "dy": dy, "dWeight": bag.weight.grad}

table = torch.nn.Embedding(7, 3, padding_idx=0)
y = table(tokens)
dy = torch.randn_like(y)
(y * dy).sum().backward()
cases["embedding"] = {"weight": table.weight, "tokens": tokens, "y": y, "dy": dy, "dWeight": table.weight.grad}

for name, causal in [("attention", False), ("attentionCausal", True)]:
    q, k, v = leaf(2, 3, 4), leaf(2, 3 if causal else 5, 4), leaf(2, 3 if causal else 5, 2)
    y = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=causal)
    dy = torch.randn_like(y)
    (y * dy).sum().backward()
    cases[name] = {"q": q, "k": k, "v": v, "y": y, "dy": dy, "dq": q.grad, "dk": k.grad, "dv": v.grad}

layer = torch.nn.MultiheadAttention(4, 2, batch_first=True)
torch.nn.init.normal_(layer.in_proj_bias)
x = leaf(3, 4, 4)
masked = torch.tensor([[t >= n for t in range(4)] for n in LENGTHS])
y, shown = layer(x, x, x, key_padding_mask=masked, average_attn_weights=False)
y = y * ~masked[:, :, None]
dy = torch.randn_like(y)
(y * dy).sum().backward()
cases["selfAttention"] = {
    "x": x, "y": y, "dy": dy, "dx": x.grad, "shown": shown * ~masked[:, None, :, None],
    "projectionWeight": layer.in_proj_weight.T, "projectionBias": layer.in_proj_bias,
    "outputWeight": layer.out_proj.weight.T, "outputBias": layer.out_proj.bias,
    "dProjectionWeight": layer.in_proj_weight.grad.T, "dProjectionBias": layer.in_proj_bias.grad,
    "dOutputWeight": layer.out_proj.weight.grad.T, "dOutputBias": layer.out_proj.bias.grad}

golden.save(__file__, f"torch {torch.__version__}", cases)
