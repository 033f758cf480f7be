# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for better settings of the preset Standard with warbler-cli, on training rows only.

Of labelled_gates.csv it keeps the 400 training rows of the reference notebook's split and forgets the others before it
looks at any of them. Each candidate is trained on four fifths of these and measured on the other fifth, for --folds
folds.

preset_study.py --cli PATH/warbler-cli [--candidates FILE] [--folds 5] [--seed 0] [--log FILE] [--threads 2]
preset_study.py --table        appends what preset_study.jsonl holds to RESULTS.md as a table

FILE of candidates: one JSON object of settings a line, {} is the preset as it stands. The log gets one JSON object a
candidate, appended, with commit, machine and every fold's figures.
"""

import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np

import bench_facts

HERE = pathlib.Path(__file__).resolve().parent
FIGURES = ("macro_f1", "accuracy", "auc", "log_loss")


def training_rows(file):
    with open(file, newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    chosen = np.random.RandomState(42).permutation(len(rows))[: len(rows) * 4 // 5]
    return [rows[i] for i in chosen]


def fold_of_each(labels, folds, seed):
    """Stratified: the rows of a label are dealt to the folds in turn, in seeded order."""
    fold = np.zeros(len(labels), int)
    start = 0
    for label in sorted(set(labels)):
        members = [i for i, other in enumerate(labels) if other == label]
        for place, i in enumerate(np.random.RandomState(seed).permutation(members)):
            fold[i] = (start + place) % folds
        start += len(members)
    return fold


def tune(arguments, rows, fold, which, settings, folder):
    data = pathlib.Path(folder) / "training_rows.csv"
    with open(data, "w", newline="", encoding="utf-8") as target:
        out = csv.writer(target)
        out.writerow(["tweet_id", "content", "label", "side"])
        for row, part in zip(rows, fold):
            out.writerow([row["tweet_id"], row["content"], row["label"], "test" if part == which else "train"])
    command = [arguments.cli, "tune", str(data), "--preset", "standard", "--split", "column:side", "--id", "tweet_id",
               "--text", "content", "--label", "label", "--seed", str(arguments.seed), "--resume", "never",
               "--checkpoint-dir", folder, "--threads", str(arguments.threads), "--json"]
    for key, value in settings.items():
        command += ["--set", f"{key}={value if isinstance(value, str) else json.dumps(value)}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return json.loads(done.stdout)


def study(arguments, rows, settings):
    fold = fold_of_each([row["label"] for row in rows], arguments.folds, arguments.seed)
    started = time.time()
    reports = []
    for which in range(arguments.folds):
        with tempfile.TemporaryDirectory() as folder:
            reports.append(tune(arguments, rows, fold, which, settings, folder))
    entry = {"settings": settings, "folds": arguments.folds, "seed": arguments.seed, "commit": bench_facts.commit(),
             "machine": bench_facts.machine(), "cores": os.cpu_count(), "threads": arguments.threads,
             "seconds": round(time.time() - started, 1)}
    for figure in FIGURES:
        values = [report["test"]["metrics"][figure] for report in reports]
        entry[figure] = values
        entry[f"mean_{figure}"] = float(np.mean(values))
    entry["se_macro_f1"] = float(np.std(entry["macro_f1"], ddof=1) / np.sqrt(arguments.folds))
    entry["word_model_macro_f1"] = [report["baselines"]["tfidf_balanced"]["metrics"]["macro_f1"] for report in reports]
    return entry


def write_table():
    """Settings of a line stand beside those the preset had at its commit: {} is the preset as it was then."""
    lines = ["", "## Attempts for the preset Standard", "",
             "preset_study.py over the notebook split's 400 training rows, 5 folds; raw figures in preset_study.jsonl. "
             "The 100 test rows took no part.", "",
             "| settings changed | seed | commit | macro-F1 (SE) | AUC | log loss | word model |",
             "|---|---|---|---|---|---|---|"]
    for line in (HERE / "preset_study.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        settings = ", ".join(f"{key} {value}" for key, value in entry["settings"].items()) or "none"
        lines.append(f"| {settings} | {entry['seed']} | {entry['commit']} | {entry['mean_macro_f1']:.3f} "
                     f"({entry['se_macro_f1']:.3f}) | "
                     f"{entry['mean_auc']:.3f} | {entry['mean_log_loss']:.3f} | "
                     f"{np.mean(entry['word_model_macro_f1']):.3f} |")
    with open(HERE / "RESULTS.md", "a", encoding="utf-8") as results:
        results.write("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--candidates", type=pathlib.Path, default=HERE / "preset_candidates.jsonl")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--log", type=pathlib.Path, default=pathlib.Path("preset_study.jsonl"))
    arguments = parser.parse_args()
    if arguments.table:
        return write_table()
    if not arguments.cli:
        parser.error("--cli is needed: the warbler-cli to be tried")
    data = os.environ.get("WARBLER_TEST_DATA", str(HERE.parent.parent.parent / "shared" / "data"))
    rows = training_rows(pathlib.Path(data) / "tweets" / "labelled_gates.csv")
    for line in arguments.candidates.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        entry = study(arguments, rows, json.loads(line))
        with open(arguments.log, "a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
        print(f"{line}: macro-F1 {entry['mean_macro_f1']:.3f} (SE {entry['se_macro_f1']:.3f}), AUC "
              f"{entry['mean_auc']:.3f}, "
              f"log loss {entry['mean_log_loss']:.3f}, word model {np.mean(entry['word_model_macro_f1']):.3f}, "
              f"{entry['seconds']} s", flush=True)


if __name__ == "__main__":
    main()
