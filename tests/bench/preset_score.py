# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores the frozen preset Standard once on test rows nobody chose it by, and logs every scoring.

preset_score.py --cli PATH/warbler-cli [--threads 2] [--seeds 0 1 2] [--only gates|stance] [--gflops G]

Gates: the reference notebook's split, as it stands, without virtual words and with the prompt frozen at its start, one
run a seed. Stance: the test parts of stance_climate.csv and stance_abortion.csv. Each run is appended to
preset_scorings.jsonl, with commit, machine and warbler-cli's whole report; a table of this call goes to the end of
RESULTS.md.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import bench_facts

HERE = pathlib.Path(__file__).resolve().parent
DATA = pathlib.Path(os.environ.get("WARBLER_TEST_DATA", HERE.parent.parent.parent / "shared" / "data")) / "tweets"
VARIANTS = [("Standard", {}), ("no virtual words (N=0)", {"virtual_tokens": 0}),
            ("prompt frozen at its start", {"train_prompt": False})]


def tune(arguments, file, split, seed, settings):
    with tempfile.TemporaryDirectory() as folder:
        command = [arguments.cli, "tune", str(DATA / file), "--preset", "standard", "--split", split, "--seed",
                   str(seed), "--resume", "never",
                   "--checkpoint-dir", folder, "--threads", str(arguments.threads), "--json"]
        for key, value in settings.items():
            command += ["--set", f"{key}={json.dumps(value)}"]
        started = time.time()
        done = subprocess.run(command, capture_output=True, text=True)
        seconds = time.time() - started
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return json.loads(done.stdout), seconds


def figures(evaluation):
    metrics, interval = evaluation["metrics"], (evaluation.get("ci") or {}).get("macro_f1")
    spread = f" [{interval[0]:.3f}, {interval[1]:.3f}]" if interval else ""
    return f"{metrics['accuracy']:.3f} | {metrics['macro_f1']:.3f}{spread}"


def score(arguments, title, file, split, variants):
    print(title, flush=True)
    lines = [f"### {title}", "", "| run | seed | test rows | accuracy | macro-F1 (95 % interval) | seconds | peak MB | "
                                 "banner |", "|---|---|---|---|---|---|---|---|"]
    baselines = None
    for name, settings in variants:
        for seed in arguments.seeds:
            report, seconds = tune(arguments, file, split, seed, settings)
            with open(HERE / "preset_scorings.jsonl", "a", encoding="utf-8") as log:
                log.write(json.dumps({"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                                      "commit": arguments.commit, "machine": arguments.machine,
                                      "threads": arguments.threads, "file": file, "split": split, "seed": seed,
                                      "settings": settings,
                                      "wall_seconds": seconds, "report": report}) + "\n")
            baselines = report["baselines"]
            lines.append(f"| {name} | {seed} | {report['test']['rows']} | {figures(report['test'])} | {seconds:.0f} | "
                         f"{report['peak_memory_bytes'] / 1e6:.0f} | "
                         f"{report.get('verdict') or 'better than majority and word model'} |")
            print(lines[-1], flush=True)
    for name, key in [("majority", "majority"), ("word model", "tfidf"), ("word model, balanced", "tfidf_balanced")]:
        lines.append(f"| {name} | | {baselines[key]['rows']} | {figures(baselines[key])} | | | |")
    return lines + [""]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--only", choices=["gates", "stance"])
    parser.add_argument("--gflops", type=float, help="what torch.mm does on this machine, for the record")
    arguments = parser.parse_args()
    arguments.commit, arguments.machine = bench_facts.commit(), bench_facts.machine()
    speed = f", {arguments.gflops:.0f} GFLOP/s in torch.mm" if arguments.gflops else ""
    lines = ["## Preset Standard", "", f"preset_score.py, commit {arguments.commit}, {time.strftime('%Y-%m-%d')}, "
                                       f"{arguments.machine}, "
             f"{arguments.threads} threads{speed}. Raw reports: preset_scorings.jsonl.", ""]
    if arguments.only != "stance":
        lines += score(arguments, "labelled_gates.csv, the notebook's split", "labelled_gates.csv", "notebook",
                       VARIANTS)
    if arguments.only != "gates":
        arguments.seeds = arguments.seeds[:1]
        for file in ("stance_climate.csv", "stance_abortion.csv"):
            lines += score(arguments, f"{file}, its own split", file, "column:split", VARIANTS[:1])
    with open(HERE / "RESULTS.md", "a", encoding="utf-8") as results:
        results.write("\n".join(["", *lines]))


if __name__ == "__main__":
    main()
