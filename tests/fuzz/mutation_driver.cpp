// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs a fuzz target without libFuzzer: every file of the seed folder, then COUNT mutations of them, the same ones each
// time. Usage: TARGET SEEDS COUNT [FIRST]. WARBLER_TEST_SEED changes the mutations. A failing input is left in the
// working folder.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/base/random.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {
using warbler::Mt19937;

std::string current;
const char *const kFailing = "failing-input";

// The bytes that made it die, for a repetition alone; only calls that a signal handler may make.
void saveCurrent(int signal) {
    const int file = ::open(kFailing, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file >= 0 && ::write(file, current.data(), current.size()) >= 0)
        ::close(file);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void run(std::string bytes) {
    current = std::move(bytes);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(current.data()), current.size());
}

std::string mutated(std::string bytes, const std::vector<std::string> &seeds, Mt19937 &random) {
    static const std::string kInteresting =
        "\"',;\t|\n\r\\\xEF\xBB\xBF\xFF\xFE\x80\xED{}[]:0-eE.i" + std::string(1, '\0');
    const auto at = [&](std::size_t extra) { return random.below(static_cast<std::uint32_t>(bytes.size() + extra)); };
    for (std::uint32_t edits = 1 + random.below(6); edits > 0; --edits) {
        if (bytes.empty())
            bytes = "a";
        const char special = kInteresting[random.below(static_cast<std::uint32_t>(kInteresting.size()))];
        switch (random.below(9)) {
        case 0:
            bytes[at(0)] = static_cast<char>(bytes[at(0)] ^ (1 << random.below(8)));
            break;
        case 1:
            bytes[at(0)] = static_cast<char>(random.below(256));
            break;
        case 2:
            bytes[at(0)] = special;
            break;
        case 3:
            bytes.insert(at(1), 1, special);
            break;
        case 4:
            bytes.insert(at(1), 1 + random.below(40), special);
            break;
        case 5:
            bytes.erase(at(0), 1 + random.below(16));
            break;
        case 6:
            bytes.resize(at(1));
            break;
        case 7: {
            const std::size_t from = at(0);
            const std::string part = bytes.substr(from, 1 + random.below(200));
            bytes.insert(at(1), part);
            break;
        }
        default: {
            const std::string &other = seeds[random.below(static_cast<std::uint32_t>(seeds.size()))];
            const std::size_t from = other.empty() ? 0 : random.below(static_cast<std::uint32_t>(other.size()));
            bytes.insert(at(1), other, from, 1 + random.below(200));
        }
        }
    }
    if (bytes.size() > 65536)
        bytes.resize(65536);
    return bytes;
}
}  // namespace

int main(int argc, char **argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s SEEDS COUNT [FIRST]\n", argv[0]);
        return 2;
    }
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGALRM})
        std::signal(signal, saveCurrent);
    std::vector<std::filesystem::path> paths;
    for (const auto &entry : std::filesystem::directory_iterator(argv[1]))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> seeds;
    for (const auto &path : paths)
        seeds.push_back(warbler::readFile(path.string()));
    if (seeds.empty()) {
        std::fprintf(stderr, "no seeds in %s\n", argv[1]);
        return 1;
    }
    for (const auto &seed : seeds) {
        ::alarm(20);
        run(seed);
    }
    const char *chosen = std::getenv("WARBLER_TEST_SEED");
    const auto base = static_cast<std::uint64_t>(chosen != nullptr ? warbler::parseInteger(chosen).value_or(1) : 1);
    const long long count = warbler::parseInteger(argv[2]).value_or(0),
                    first = argc > 3 ? warbler::parseInteger(argv[3]).value_or(0) : 0;
    for (long long i = first; i < first + count; ++i) {
        Mt19937 random(warbler::streamSeed(base, "mutation." + std::to_string(i)));
        ::alarm(20);  // an input that takes longer is a finding
        run(mutated(seeds[random.below(static_cast<std::uint32_t>(seeds.size()))], seeds, random));
    }
    std::printf("%zu seeds, %lld mutations: no finding (WARBLER_TEST_SEED=%llu)\n", seeds.size(), count,
                static_cast<unsigned long long>(base));
    return 0;
}
