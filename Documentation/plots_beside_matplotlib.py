"""Draws the samples of Tests/FigureSamples with Matplotlib, and Documentation/Plots.md with both side by side.

    cd Benchmarks && swift build -c release --product figures && .build/release/figures draw /tmp/figures
    python3 ../Documentation/plots_beside_matplotlib.py /tmp/figures

needs matplotlib and pillow. The numbers come from the JSON files that `figures draw` writes, so both programs
draw the same data. Matplotlib is left at its defaults but for the size and the pixels an inch.
"""

import json
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

SOURCE = pathlib.Path(sys.argv[1])
TARGET = pathlib.Path(__file__).parent / "images" / "plots"
POINTS = 72.0


def figure(size):
    """A figure of a size in points, with two pixels a point."""
    return plt.subplots(figsize=(size[0] / POINTS, size[1] / POINTS), dpi=2 * POINTS)


def lines(d, ax):
    ax.plot(d["x"], d["sine"], label="sine")
    ax.plot(d["x"], d["damped"], "--", label="damped")
    ax.set(title="Two waves", xlabel="time (s)", ylabel="amplitude")
    ax.legend()


def band(d, ax):
    ax.plot(d["x"], d["mean"], "o-", label="mean")
    ax.fill_between(d["x"], d["lower"], d["upper"], alpha=0.2)
    ax.axhline(0.25, color="gray", ls="--", label="noise floor")
    ax.set(title="Five runs", xlabel="epoch", ylabel="loss")
    ax.legend()


def logarithmic(d, ax):
    ax.loglog(d["x"], d["fast"], label="second order")
    ax.loglog(d["x"], d["slow"], label="first order")
    ax.set(title="Two filters", xlabel="frequency (kHz)", ylabel="gain")
    ax.legend()


def small_numbers(d, ax):
    ax.plot(d["x"], d["y"], "s-")
    ax.set(title="Step size", xlabel="steps", ylabel="learning rate")


def scatter(d, ax):
    for value, (name, marker) in enumerate(zip(["cat", "dog", "bird"], "os^")):
        chosen = np.array(d["classes"]) == value
        ax.scatter(np.array(d["x"])[chosen], np.array(d["y"])[chosen], marker=marker, label=name)
    ax.set(title="Three classes", xlabel="first feature", ylabel="second feature")
    ax.legend()


def cloud(d, ax):
    ax.scatter(d["x"], d["y"], s=4, alpha=0.4, linewidths=0)
    ax.set(title="A cloud", xlabel="height", ylabel="weight")


def bars(d, ax):
    places = np.arange(4)
    for offset, (key, label) in zip((-0.2, 0.2), (("one", "one layer"), ("two", "two layers"))):
        ax.bar_label(ax.bar(places + offset, d[key], 0.4, label=label), fontsize=8)
    ax.set_xticks(places, ["sigmoid", "tanh", "rectifier", "leaky rectifier"])
    ax.set(title="Accuracy", ylabel="accuracy")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))


def histogram(d, ax):
    for key in ("women", "men"):
        ax.hist(d[key], 24, range=(30, 120), alpha=0.55, label=key)
    ax.set(title="Body weights", xlabel="weight (kg)", ylabel="count")
    ax.legend()


def roc(d, ax):
    ax.plot([0, 1], [0, 1], "--", color="gray", label="chance")
    ax.plot(d["x"], d["good"], label="network (AUC = 0.870)")
    ax.plot(d["x"], d["fair"], label="line (AUC = 0.667)")
    ax.set(title="Two classifiers", xlabel="false positive rate", ylabel="true positive rate")
    ax.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    ax.legend()


def precision_recall(d, ax):
    ax.plot(d["x"], d["y"], label="network (AP = 0.860)")
    ax.set(title="Spam", xlabel="recall", ylabel="precision", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    ax.legend()


def learning_curve(d, ax):
    losses = np.array(d["losses"])
    steps = np.arange(1, len(losses) + 1)
    total, weight, means = 0.0, 0.0, []
    for loss in losses:
        total, weight = total * 0.9 + loss, weight * 0.9 + 1
        means.append(total / weight)
    ax.plot(steps, losses, alpha=0.3, lw=1, color="C0")
    ax.plot(steps, means, color="C0", label="training")
    ax.set(title="Training", xlabel="step", ylabel="loss")
    ax.legend()


def confusion(d, ax):
    counts = np.array(d["counts"]).reshape(4, 4)
    ax.imshow(counts, cmap="Blues")
    for (row, column), count in np.ndenumerate(counts):
        ax.text(column, row, int(count), ha="center", va="center", color="w" if count > 30 else "k")
    names = ["cat", "dog", "horse", "ship"]
    ax.set_xticks(range(4), names)
    ax.set_yticks(range(4), names)
    ax.set(title="Confusion", xlabel="predicted", ylabel="true")


def weights(d, ax):
    values = np.array(d["values"]).reshape(28, 28)
    reach = abs(values).max()
    ax.figure.colorbar(ax.imshow(values, cmap="RdBu", vmin=-reach, vmax=reach))
    ax.set(title="A filter")


def regions(d, ax):
    centers = np.array([(0.0, 1.2), (-1.1, -0.7), (1.1, -0.7)])
    x, y = np.meshgrid(np.linspace(-2.5, 2.5, 150), np.linspace(-2.2, 2.6, 150))
    distances = [np.hypot(x - cx, y - cy) for cx, cy in centers]
    ax.contourf(x, y, np.argmin(distances, 0), levels=[-0.5, 0.5, 1.5, 2.5], colors=["C0", "C1", "C2"], alpha=0.3)
    for value, marker in enumerate("os^"):
        chosen = np.array(d["classes"]) == value
        ax.scatter(
            np.array(d["x"])[chosen], np.array(d["y"])[chosen], marker=marker, label=f"class {value}")
    ax.set(title="Nearest mean", xlabel="x", ylabel="y")
    ax.legend()


def probability(d, ax):
    x, y = np.meshgrid(np.linspace(-2, 2, 150), np.linspace(-2, 2, 150))
    p = 1 / (1 + np.exp(-4 * (1 - x * x - y * y)))
    ax.imshow(p, cmap="RdBu_r", extent=(-2, 2, -2, 2), origin="lower", vmin=0, vmax=1)
    ax.contour(x, y, p, levels=[0.5], colors="k")
    ax.set(title="A ring", xlabel="x", ylabel="y")


def contours(d, ax):
    values = np.array(d["values"]).reshape(80, 80)
    lines = ax.contour(np.linspace(-3, 3, 80), np.linspace(-2.5, 2.5, 80), values, 8)
    ax.clabel(lines)
    ax.set(title="A hill and a hollow", xlabel="x", ylabel="y")


def filled_contours(d, ax):
    values = np.array(d["values"]).reshape(80, 80)
    areas = ax.contourf(np.linspace(-3, 3, 80), np.linspace(-2.5, 2.5, 80), values, 10)
    ax.figure.colorbar(areas)
    ax.set(title="A hill and a hollow", xlabel="x", ylabel="y")


WORDS = (
    "apple pear plum cherry banana bread butter cheese milk coffee Paris London Berlin Madrid Rome "
    "Vienna Prague Lisbon Oslo Dublin walk run jump swim climb dance crawl ride fly drive").split()


def embedding(d, ax):
    for value, (name, marker) in enumerate(zip(["food", "cities", "motion"], "os^")):
        chosen = np.array(d["classes"]) == value
        ax.scatter(np.array(d["x"])[chosen], np.array(d["y"])[chosen], marker=marker, label=name)
    for x, y, word in zip(d["x"], d["y"], WORDS):
        ax.annotate(word, (x, y), xytext=(5, 0), textcoords="offset points", va="center")
    ax.set(title="Words")
    ax.legend()


def grid_of_pictures(d, ax, columns, labels, title, highlighted=()):
    pictures = np.array(d["values"]).reshape(-1, 28, 28)
    ax.remove()
    axes = plt.gcf().subplots(len(pictures) // columns, columns)
    plt.gcf().suptitle(title)
    for index, (picture, one, label) in enumerate(zip(pictures, axes.flat, labels)):
        one.imshow(picture, cmap="gray", vmin=0, vmax=1)
        one.axis("off")
        one.set_title(label, fontsize=8, color="C3" if index in highlighted else "k")


def pictures(d, ax):
    grid_of_pictures(d, ax, 10, [index % 7 for index in range(20)], "Signs", (3, 12))


def captions(d, ax):
    grid_of_pictures(
        d, ax, 5,
        ["a ring with an upright bar in it", "a bar", "a ring with a bar that leans",
         "a bar that leans to the left", "an incomprehensible sign"], "What the network says")


def attention(d, ax):
    picture = np.array(d["picture"]).reshape(28, 28)
    maps = np.array(d["maps"]).reshape(4, 7, 7)
    ax.remove()
    plt.gcf().suptitle("Where it looks")
    labels = ["left", "right", "below left", "below right"]
    for map, one, label in zip(maps, plt.gcf().subplots(1, 4), labels):
        one.imshow(picture, cmap="gray", extent=(0, 28, 28, 0))
        one.imshow(map, cmap="Reds", alpha=0.6, extent=(0, 28, 28, 0), interpolation="bilinear")
        one.axis("off")
        one.set_title(label)


def panels(d, ax):
    ax.remove()
    axes = plt.gcf().subplots(2, 2)
    plt.gcf().suptitle("Four panels")
    axes[0, 0].plot(d["x"], d["sine"])
    axes[0, 0].set(title="line", xlabel="x")
    axes[0, 1].plot(d["x"], d["square"], color="C1")
    axes[0, 1].set(title="square", xlabel="x")
    axes[1, 0].hist(d["samples"], 16)
    axes[1, 0].set(title="histogram", ylabel="count")
    axes[1, 1].bar(["a", "b", "c"], [3, 5, 4])
    axes[1, 1].set(title="bars")


def save(image, path):
    """Writes a picture with a palette where that is small, so that the repository stays small."""
    image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    captions_of = json.loads((SOURCE / "captions-of-samples.json").read_text())
    rows = []
    for name, caption in captions_of:
        ours = Image.open(SOURCE / f"{name}.png")
        data = json.loads((SOURCE / f"{name}.json").read_text())
        _, ax = figure((ours.width / 2, ours.height / 2))
        globals()[name.replace("-", "_")](data, ax)
        plt.tight_layout()
        plt.savefig(TARGET / f"{name}-matplotlib.png", dpi=2 * POINTS)
        plt.close()
        save(Image.open(TARGET / f"{name}-matplotlib.png"), TARGET / f"{name}-matplotlib.png")
        save(ours, TARGET / f"{name}.png")
        rows.append(
            f"## {caption}\n\n"
            f"| `practical` | Matplotlib |\n| --- | --- |\n"
            f"| ![{caption}, drawn by practical](images/plots/{name}.png) "
            f"| ![{caption}, drawn by Matplotlib](images/plots/{name}-matplotlib.png) |\n")
    for name in ("lines", "confusion", "filled-contours"):
        save(Image.open(SOURCE / f"{name}-dark.png"), TARGET / f"dark-{name}.png")
    page = pathlib.Path(__file__).parent / "Plots.md"
    head = page.read_text().split("<!-- pictures -->")[0]
    page.write_text(head + "<!-- pictures -->\n\n" + "\n".join(rows))


main()
