# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the import and the window on generated tweets, and writes medians and raw JSON to the end of RESULTS.md.

record_window.py [--build build/release] [--repeats 3] [--tweets 1000000] [--window-tweets 100000] [--keys 2000]

corpus_bench imports --tweets tweets; window_bench starts the window on --window-tweets and labels them by key, alone
and while Standard trains; warbler-cli --help is timed by itself. Needs no packages; the corpora are made by
tests/data/tweets/make_corpus.py.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import bench_facts

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def run(command, home):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", TZ="UTC", HOME=home,
                       XDG_RUNTIME_DIR=home,
                       **{f"XDG_{kind}_HOME": f"{home}/{kind.lower()}"
                          for kind in ("CONFIG", "DATA", "STATE", "CACHE")})
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


def corpus(tweets, folder):
    file = pathlib.Path(folder) / f"tweets_{tweets}.csv"
    subprocess.run([sys.executable, "-B", ROOT / "tests/data/tweets/make_corpus.py", str(tweets), str(file),
                    "--labelled", "400"], check=True)
    return file


def help_ms(build, home):
    times = []
    for _ in range(20):
        start = time.perf_counter()
        run([build / "bin/warbler-cli", "--help"], home)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--tweets", type=int, default=1_000_000)
    parser.add_argument("--window-tweets", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=2000)
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    # The engine by its path, since a fresh home has no installed one; the encoder as configure recorded it.
    os.environ.setdefault("WARBLER_ENGINE", str(build / "lib/libwarbler_engine.so"))
    raw = {"import": [], "window": [], "window_training": []}
    with tempfile.TemporaryDirectory() as folder:
        large, small = corpus(arguments.tweets, folder), corpus(arguments.window_tweets, folder)
        for _ in range(arguments.repeats):
            raw["import"].append(json.loads(run([build / "tests/bench/corpus_bench", large], folder)))
            raw["window"].append(json.loads(run([build / "tests/bench/window_bench", small, arguments.keys], folder)))
            raw["window_training"].append(json.loads(run([build / "tests/bench/window_bench", small, arguments.keys,
                                                          "--train"], folder)))
        raw["help_ms"] = help_ms(build, folder)

    def median(which, *path):
        values = []
        for one in raw[which]:
            for key in path:
                one = one[key]
            values.append(one)
        return statistics.median(values)

    def row(what, figure, unit, goal, is_reached):
        return f"| {what} | {figure:,.1f} {unit} | {goal} | {'reached' if is_reached else 'missed'} |"

    rate, growth = median("import", "import", "rows_per_s"), median("import", "import", "growth_mb")
    start = median("window", "start_to_paint_ms")
    alone, training = median("window", "key_to_paint_ms", "p99"), median("window_training", "key_to_paint_ms", "p99")
    lines = ["", f"## Import and window, {time.strftime('%Y-%m-%d')}, commit {bench_facts.commit()}", "",
             f"record_window.py on {bench_facts.machine()}, {os.cpu_count()} cores; medians of {arguments.repeats} "
             f"runs; window offscreen.", "",
             "| what | median | goal | |", "|---|---|---|---|",
             row(f"import of {arguments.tweets:,} tweets", rate, "rows/s", ">= 25,000", rate >= 25_000),
             row("memory growth of the import", growth, "MB", "<= 300", growth <= 300),
             row("main() to first paint", start, "ms", "<= 300", start <= 300),
             row(f"key to next tweet painted, p99, {arguments.window_tweets:,} tweets", alone, "ms", "<= 50",
                 alone <= 50),
             row("the same while Standard trains", training, "ms", "<= 50", training <= 50),
             row("warbler-cli --help, whole process", raw["help_ms"], "ms", "<= 50", raw["help_ms"] <= 50), "",
             "<details><summary>raw</summary>", "", "```json", json.dumps(raw), "```", "</details>"]
    print("\n".join(lines[:-6]))
    with open(HERE / "RESULTS.md", "a", encoding="utf-8") as results:
        results.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
