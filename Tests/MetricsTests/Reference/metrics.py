"""Writes MetricsReference.swift: metrics computed by scikit-learn and sacreBLEU, for the tests to compare with.

    pip install scikit-learn==1.9.1 sacrebleu==2.6.0
    python metrics.py > MetricsReference.swift
"""

import math

import numpy as np
import sacrebleu
import sklearn
from sacrebleu.metrics import BLEU
from sklearn import metrics

rng = np.random.default_rng(389)


def swift(values):
    return "[" + ", ".join(repr(v.item()) if hasattr(v, "item") else repr(v) for v in values) + "]"


def constant(name, kind, value):
    print(f"  static let {name}: {kind} =\n    {value}\n")


classes = 4
actual = rng.integers(0, classes, 60)
# Right two times out of three; class 3 is never predicted.
predicted = np.where(rng.random(60) < 0.67, actual, rng.integers(0, classes, 60)) % 3

labels = rng.integers(0, 2, 40)
# One decimal, so that many scores are equal.
scores = np.round(np.clip(0.25 * labels + rng.random(40), 0, 1), 1)

print(f"// Written by metrics.py with scikit-learn {sklearn.__version__} and sacreBLEU {sacrebleu.__version__}.\n")
print("enum MetricsReference {")
constant("actual", "[Int]", swift(actual))
constant("predicted", "[Int]", swift(predicted))
constant("accuracy", "Double", metrics.accuracy_score(actual, predicted))
confusion = metrics.confusion_matrix(actual, predicted)
constant("confusion", "[[Int]]", "[" + ", ".join(swift(row) for row in confusion) + "]")
precision, recall, f1, _ = metrics.precision_recall_fscore_support(actual, predicted, zero_division=0)
constant("precision", "[Double]", swift(precision))
constant("recall", "[Double]", swift(recall))
constant("f1Score", "[Double]", swift(f1))
specificity = [metrics.recall_score(actual != c, predicted != c) for c in range(classes)]
constant("specificity", "[Double]", swift(specificity))
constant("meanF1Score", "Double", metrics.f1_score(actual, predicted, average="macro", zero_division=0))

constant("labels", "[Int]", swift(labels))
constant("scores", "[Float]", swift(scores))
false_positive, true_positive, thresholds = metrics.roc_curve(labels, scores, drop_intermediate=False)
constant("thresholds", "[Float]", swift(thresholds[1:]))
constant("falsePositiveRates", "[Double]", swift(false_positive))
constant("truePositiveRates", "[Double]", swift(true_positive))
constant("areaUnderCurve", "Double", metrics.roc_auc_score(labels, scores))
precisions, recalls, _ = metrics.precision_recall_curve(labels, scores)
# scikit-learn goes from the smallest threshold up, and adds a last point without one.
constant("precisions", "[Double]", swift(precisions[:-1][::-1]))
constant("recalls", "[Double]", swift(recalls[:-1][::-1]))
constant("averagePrecision", "Double", metrics.average_precision_score(labels, scores))

# Averages over classes: precision, recall and F1; the specificity is the recall of all other classes together.
for average in ["macro", "micro", "weighted"]:
    values = metrics.precision_recall_fscore_support(actual, predicted, average=average, zero_division=0)[:3]
    constant(f"{average}PrecisionRecallF1", "[Double]", swift(values))
constant("macroSpecificity", "Double", np.mean(specificity))
weights = np.bincount(actual)
constant("weightedSpecificity", "Double", np.average(specificity, weights=weights))
columns = np.eye(classes, dtype=int)
constant(
    "microSpecificity", "Double",
    metrics.recall_score(1 - columns[actual].ravel(), 1 - columns[predicted].ravel()))

# Several classes: scores without equals, since scikit-learn puts equals in another order.
manyActual = rng.integers(0, 5, 30)
manyScores = rng.permutation(150).reshape(30, 5) + 40 * np.eye(5, dtype=int)[manyActual]
manyScores = np.argsort(np.argsort(manyScores.ravel(), kind="stable")).reshape(30, 5)
constant("manyActual", "[Int]", swift(manyActual))
constant("manyScores", "[Float]", swift(manyScores.ravel()))
top = [metrics.top_k_accuracy_score(manyActual, manyScores, k=k) for k in (1, 2, 3, 4)]
constant("topAccuracy", "[Double]", swift(top))
manyColumns = np.eye(5, dtype=int)[manyActual]
constant("meanAveragePrecision", "Double", metrics.average_precision_score(manyColumns, manyScores))
tags = (rng.random((30, 5)) < 0.3).astype(int)
tags[:, 4] = 0
constant("tags", "[Float]", swift(tags.ravel()))
constant(
    "tagsMeanAveragePrecision", "Double",
    metrics.average_precision_score(tags[:, :4], manyScores[:, :4], average="macro"))

# Perplexity is e to the log loss.
logits = np.round(rng.normal(size=(12, 6)) * 2, 2).astype("float32").astype("float64")
targets = rng.integers(0, 6, 12)
probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
constant("logits", "[Float]", swift(np.round(logits, 2).ravel()))
constant("targets", "[Int]", swift(targets))
constant("perplexity", "Double", math.exp(metrics.log_loss(targets, probabilities, labels=range(6))))

truth = np.round(rng.normal(size=20) * 3, 2)
guess = np.round(truth + rng.normal(size=20), 2)
constant("truth", "[Float]", swift(truth))
constant("guess", "[Float]", swift(guess))
constant("meanSquaredError", "Double", metrics.mean_squared_error(truth, guess))
constant("rootMeanSquaredError", "Double", metrics.root_mean_squared_error(truth, guess))
constant("meanAbsoluteError", "Double", metrics.mean_absolute_error(truth, guess))
constant("coefficientOfDetermination", "Double", metrics.r2_score(truth, guess))

# BLEU of sentences made of few words, so that some n-grams match; the references differ in length.
words = "a the dog cat runs sits on red mat".split()
references = [[" ".join(rng.choice(words, rng.integers(3, 9))) for _ in range(3)] for _ in range(8)]
candidates = []
for index, sentences in enumerate(references):
    tokens = sentences[index % 3].split()
    tokens[rng.integers(len(tokens))] = rng.choice(words)
    candidates.append(" ".join(tokens[: len(tokens) - index % 3]))


def text_list(texts):
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"


constant("candidates", "[String]", text_list(candidates))
constant("references", "[[String]]", "[" + ",\n      ".join(text_list(texts) for texts in references) + "]")
# sacreBLEU wants one list for each reader, not for each sentence.
streams = [list(stream) for stream in zip(*references)]


def bleu(order, method, value=None, effective=False):
    return BLEU(
        max_ngram_order=order, smooth_method=method, smooth_value=value, effective_order=effective,
        tokenize="none")


corpus = [bleu(order, "none").corpus_score(candidates, streams) for order in (1, 2, 3, 4)]
constant("corpusBLEU", "[Double]", swift([score.score / 100 for score in corpus]))
constant("corpusPrecisions", "[Double]", swift([p / 100 for p in corpus[3].precisions]))
constant("corpusMatches", "[Int]", swift(corpus[3].counts))
constant("corpusTotals", "[Int]", swift(corpus[3].totals))
constant("corpusBrevityPenalty", "Double", corpus[3].bp)
constant("corpusLengths", "[Int]", swift([corpus[3].sys_len, corpus[3].ref_len]))
for name, method, value, effective in [
    ("plain", "none", None, False), ("effective", "none", None, True), ("exponential", "exp", None, False),
    ("exponentialEffective", "exp", None, True), ("floored", "floor", 0.1, False), ("added", "add-k", 1, False),
]:
    scores = [
        bleu(4, method, value, effective).sentence_score(candidate, texts).score / 100
        for candidate, texts in zip(candidates, references)
    ]
    constant(f"{name}SentenceBLEU", "[Double]", swift(scores))
print("}")
