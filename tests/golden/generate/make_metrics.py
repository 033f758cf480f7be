# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden figures for core/metrics: what scikit-learn, scipy and numpy say about fixed pseudo-random rows.

make_metrics.py [--out DIR]           writes DIR/metrics.json
make_metrics.py [--out DIR] --check   recomputes it and compares with the file there
"""

import hashlib
import struct

import numpy as np
import scipy
import scipy.sparse
import scipy.stats
import sklearn
from sklearn import metrics
from sklearn.linear_model import LogisticRegression

import golden_file


def number(value):
    """None where a figure is undefined."""
    value = float(value)
    return value if np.isfinite(value) else None


def draw_labels(rng, categories, n, all_present):
    labels = rng.randint(0, categories, n)
    if all_present:
        labels[:categories] = np.arange(categories)
    return labels


def roc_cases():
    rng = np.random.RandomState(1)
    cases = []
    for i in range(200):
        n = rng.randint(2, 31)
        y = draw_labels(rng, 2, n, True)
        rng.shuffle(y)
        score = np.round(rng.normal(size=n) + y * rng.choice([0, 1, 3]), rng.randint(0, 4))
        fpr, tpr, thresholds = metrics.roc_curve(y, score)
        precision, recall, cuts = metrics.precision_recall_curve(y, score)
        cases.append({
            "truth": y.tolist(), "score": score.tolist(),
            "fpr": fpr.tolist(), "tpr": tpr.tolist(), "thresholds_after_infinity": thresholds[1:].tolist(),
            "auc": metrics.roc_auc_score(y, score),
            "precision": precision.tolist(), "recall": recall.tolist(), "pr_thresholds": cuts.tolist(),
            "average_precision": metrics.average_precision_score(y, score)})
        assert np.isinf(thresholds[0])
    return cases


def score_cases():
    rng = np.random.RandomState(2)
    cases = []
    for i in range(60):
        categories = 2 if i % 2 == 0 else int(rng.randint(3, 7))
        n = int(rng.randint(1, 60))
        truth = draw_labels(rng, categories, n, False)
        predicted = np.where(rng.rand(n) < 0.6, truth, rng.randint(0, categories, n))
        if i % 5 == 4:
            predicted = np.where(rng.rand(n) < 0.2, -1, predicted)
        if i % 12 == 7:
            predicted[:] = 0
        cases.append(score_case(truth, predicted, categories, int(rng.randint(0, 2))))
    # Every row in one category, and found there: kappa has no meaning.
    cases.append(score_case(np.zeros(5, int), np.zeros(5, int), 2, 1))
    return cases


def score_case(truth, predicted, categories, positive):
    everyone = list(range(categories))
    present = sorted((set(truth) | set(predicted)) - {-1})
    has_other = bool((predicted == -1).any())
    per = metrics.precision_recall_fscore_support(truth, predicted, labels=everyone, zero_division=0)
    case = {
        "categories": categories, "positive": positive, "truth": truth.tolist(), "predicted": predicted.tolist(),
        "confusion": metrics.confusion_matrix(truth, predicted, labels=everyone + [-1])[:categories].tolist(),
        "per_category": {"precision": per[0].tolist(), "recall": per[1].tolist(), "f1": per[2].tolist(),
                         "support": per[3].tolist()},
        "accuracy": metrics.accuracy_score(truth, predicted), "mcc": metrics.matthews_corrcoef(truth, predicted),
        "kappa": number(metrics.cohen_kappa_score(truth, predicted)) if len(set(truth) | set(predicted)) > 1 else None}
    for weights in ("linear", "quadratic"):
        kappa = None
        if not has_other and len(present) > 1:
            kappa = number(metrics.cohen_kappa_score(truth, predicted, labels=everyone, weights=weights))
        case["kappa_" + weights] = kappa
    for average in ("macro", "micro", "weighted"):
        p, r, f, _ = metrics.precision_recall_fscore_support(truth, predicted, labels=present, average=average,
                                                             zero_division=0)
        case[average] = {"precision": p, "recall": r, "f1": f}
    return case


def probability_cases():
    rng = np.random.RandomState(3)
    cases = []
    for i in range(40):
        categories = 2 if i % 2 == 0 else int(rng.randint(3, 6))
        n = int(rng.randint(categories, 60))
        truth = draw_labels(rng, categories, n, True)
        odds = rng.normal(size=(n, categories)) + 1.5 * np.eye(categories)[truth]
        p = np.exp(odds) / np.exp(odds).sum(axis=1, keepdims=True)
        p = np.round(p, 3)
        p[:, -1] = np.round(1 - p[:, :-1].sum(axis=1), 3)
        p = np.clip(p, 0, 1)
        p /= p.sum(axis=1, keepdims=True)
        confidence, right = p.max(axis=1), p.argmax(axis=1) == truth
        order = np.argsort(confidence, kind="stable")
        ece = sum(len(b) / n * abs(right[b].mean() - confidence[b].mean()) for b in np.array_split(order, 10) if len(b))
        one_hot = np.eye(categories)[truth]
        cases.append({
            "categories": categories, "truth": truth.tolist(), "probabilities": p.ravel().tolist(),
            "brier": metrics.brier_score_loss(truth, p[:, 1]) if categories == 2
            else float(((p - one_hot) ** 2).sum(axis=1).mean()),
            "log_loss": metrics.log_loss(truth, p, labels=range(categories)), "ece": float(ece),
            "auc_ovr": several_auc(truth, p, "ovr"), "auc_ovo": several_auc(truth, p, "ovo")})
    return cases


def several_auc(truth, p, form):
    if p.shape[1] > 2:
        return metrics.roc_auc_score(truth, p, multi_class=form)
    # scikit-learn takes one column of two; rounding may break ties in one of them alone.
    return float(np.mean([metrics.roc_auc_score(truth == k, p[:, k]) for k in range(2)]))


def regression_cases():
    rng = np.random.RandomState(4)
    cases = []
    for i in range(20):
        n = int(rng.randint(3, 40))
        truth = np.round(rng.normal(size=n), rng.randint(0, 3))
        truth[0] += 1
        predicted = np.round(truth * rng.choice([-1, 0.5, 1]) + rng.normal(size=n), 2)
        cases.append({
            "truth": truth.tolist(), "predicted": predicted.tolist(),
            "rmse": float(np.sqrt(metrics.mean_squared_error(truth, predicted))),
            "mae": metrics.mean_absolute_error(truth, predicted),
            "r2": metrics.r2_score(truth, predicted), "pearson": scipy.stats.pearsonr(truth, predicted)[0],
            "spearman": scipy.stats.spearmanr(truth, predicted)[0]})
    return cases


def logistic_cases():
    rng = np.random.RandomState(5)
    cases = []
    for i in range(12):
        categories = 2 if i % 3 == 0 else 3 if i % 3 == 1 else 4
        n, columns = int(rng.randint(20, 60)), int(rng.randint(10, 40))
        labels = draw_labels(rng, categories, n, True)
        labels[categories:] = np.where(rng.rand(n - categories) < 0.3, 0, labels[categories:])
        dense = np.round(rng.rand(n, columns), 2) * (rng.rand(n, columns) < 0.15)
        dense[np.arange(n), labels] += np.round(rng.rand(n), 2)
        dense = np.round(dense, 2)
        balanced, c = i % 2 == 1, [1.0, 1.0, 10.0][i // 4]
        model = LogisticRegression(C=c, solver="newton-cg", tol=1e-11, max_iter=10000,
                                   class_weight="balanced" if balanced else None)
        model.fit(dense, labels)
        assert largest_gradient(model, dense, labels, balanced, c) < 1e-8
        rows = [[[int(j), float(row[j])] for j in np.flatnonzero(row)] for row in dense]
        cases.append({
            "categories": categories, "columns": columns, "rows": rows, "labels": labels.tolist(), "balanced": balanced,
            "c": c,
            "weights": model.coef_.ravel().tolist(), "probabilities": model.predict_proba(dense).ravel().tolist()})
    return cases


def largest_gradient(model, x, labels, balanced, c):
    """Of c * sum of weighted losses + |w|^2 / 2, computed here, so that the golden is the optimum and not a solver's
    stop."""
    counts = np.bincount(labels)
    weight = c * (len(labels) / (len(counts) * counts)[labels] if balanced else np.ones(len(labels)))
    p = model.predict_proba(x)
    error = weight[:, None] * (p - np.eye(len(counts))[labels])
    if len(counts) == 2:
        error = error[:, 1:]
    return max(np.abs(error.T @ x + model.coef_).max(), np.abs(error.sum(axis=0)).max())


def bootstrap_cases():
    rng = np.random.RandomState(6)
    cases = []
    for i in range(6):
        categories = 2 if i < 4 else 3
        n, seed, draws = int(rng.randint(10, 80)), int(rng.randint(0, 1000)), 300
        truth = draw_labels(rng, categories, n, True)
        a = np.where(rng.rand(n) < 0.7, truth, rng.randint(0, categories, n))
        b = np.where(rng.rand(n) < 0.5, truth, rng.randint(0, categories, n))
        score = np.round(rng.rand(n) + 0.4 * (truth == 1), 1)
        cases.append({"categories": categories, "positive": 1, "seed": seed, "draws": draws, "truth": truth.tolist(),
                      "a": a.tolist(),
                      "b": b.tolist(), "score": score.tolist(),
                      **bootstrap(truth, a, b, score, categories, seed, draws)})
    return cases


def bootstrap(truth, a, b, score, categories, seed, draws):
    stream = struct.unpack("<I", hashlib.sha256(struct.pack("<Q", seed) + b"bootstrap").digest()[:4])[0]
    rng = np.random.RandomState(stream)
    strata = [np.flatnonzero(truth == k) for k in range(categories)]
    macro = lambda t, p: metrics.f1_score(t, p, average="macro", zero_division=0)
    values = {"macro_f1": [], "f1": [], "accuracy": [], "auc": [], "kappa": [], "macro_f1_minus_majority": [],
              "paired": []}
    majority = np.bincount(truth).argmax()
    for _ in range(draws):
        rows = np.concatenate([s[rng.randint(0, len(s), len(s))] for s in strata])
        t, p = truth[rows], a[rows]
        values["macro_f1"].append(macro(t, p))
        values["f1"].append(metrics.f1_score(t, p, zero_division=0) if categories == 2 else macro(t, p))
        values["accuracy"].append(metrics.accuracy_score(t, p))
        values["auc"].append(metrics.roc_auc_score(t == 1, score[rows]))
        values["kappa"].append(metrics.cohen_kappa_score(t, p))
        values["macro_f1_minus_majority"].append(macro(t, p) - macro(t, np.full(len(t), majority)))
        values["paired"].append(macro(t, p) - macro(t, b[rows]))
    return {name: np.percentile(drawn, [2.5, 97.5]).tolist() for name, drawn in values.items()}


def counted_cases():
    rng = np.random.RandomState(7)
    wilson, mcnemar = [], []
    for k, n in [(0, 1), (0, 20), (20, 20), (80, 100),
                 (1, 3)] + [(int(rng.randint(0, n + 1)), int(n)) for n in rng.randint(1, 2000, 15)]:
        ci = scipy.stats.binomtest(k, n).proportion_ci(method="wilson")
        wilson.append([k, n, ci.low, ci.high])
    for a, b in [(0, 0), (1, 0), (5, 5), (3, 14), (40, 12), (700, 610)] + rng.randint(0, 60, (15, 2)).tolist():
        mcnemar.append([a, b, float(scipy.stats.binomtest(min(a, b), a + b, 0.5).pvalue) if a + b else 1.0])
    return {"wilson": wilson, "mcnemar": mcnemar}


def build():
    return {
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
        "roc": roc_cases(), "scores": score_cases(), "probabilities": probability_cases(),
        "regression": regression_cases(),
        "logistic": logistic_cases(), "bootstrap": bootstrap_cases(), **counted_cases()}


if __name__ == "__main__":
    golden_file.main("metrics.json", build)
