"""Writes MetricsReference.swift: metrics computed by scikit-learn, for the tests to compare with.

    pip install scikit-learn==1.9.1
    python metrics.py > MetricsReference.swift
"""

import numpy as np
import sklearn
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

print(f"// Written by metrics.py with scikit-learn {sklearn.__version__}.\n")
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
print(f"  static let averagePrecision: Double =\n    {metrics.average_precision_score(labels, scores)}")
print("}")
