# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the Results page as scikit-learn computes them from the CSV that the window exported.

The input is tests/data/tweets/exported_page.csv; its rows with split = test are those that the page speaks of.
"""

import csv
import pathlib

import sklearn
from sklearn import metrics

import golden_file

EXPORTED = pathlib.Path(__file__).resolve().parents[2] / "data" / "tweets" / "exported_page.csv"


def build():
    with open(EXPORTED, newline="", encoding="utf-8") as source:
        rows = [row for row in csv.DictReader(source) if row["split"] == "test"]
    truth = [row["label"] for row in rows]
    predicted = [row["w_pred_id"] for row in rows]
    score = [float(row["w_p_yes"]) for row in rows]
    fpr, tpr, _ = metrics.roc_curve(truth, score, pos_label="yes")
    return {
        "versions": {"sklearn": sklearn.__version__},
        "rows": len(rows), "labels": ["no", "yes"], "positive": "yes",
        "confusion": metrics.confusion_matrix(truth, predicted, labels=["no", "yes"]).tolist(),
        "accuracy": metrics.accuracy_score(truth, predicted),
        "f1": metrics.f1_score(truth, predicted, pos_label="yes"),
        "macro_f1": metrics.f1_score(truth, predicted, average="macro"),
        "auc": metrics.roc_auc_score([value == "yes" for value in truth], score),
        "fpr": fpr.tolist(), "tpr": tpr.tolist()}


if __name__ == "__main__":
    golden_file.main("page.json", build)
