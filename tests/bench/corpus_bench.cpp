// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// corpus_bench IMPORT.csv [LABELS.csv]: how fast a CSV (tweet_id,created_at,text,label, as
// tests/data/tweets/make_corpus.py writes it) becomes a project, how much memory that takes, how long a label takes to
// be on disk, alone and while an import runs, and how long the reading goes that the window waits for. One JSON
// document on stdout.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/codebook/duplicate_group.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_import.h"
#include "core/corpus/tweet_repository.h"
#include "core/tables/csv/csv_reader.h"

namespace {

using namespace warbler;
using Clock = std::chrono::steady_clock;

constexpr int kLabels = 2000;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// VmRSS or VmHWM of /proc/self/status, in MB.
double memoryMb(const std::string &field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind(field + ":", 0) == 0)
            return std::stod(line.substr(field.size() + 1)) / 1024;
    return 0;
}

ImportReceipt importCsv(Project &project, const std::string &path) {
    const std::string hash = sha256HexOfFile(path);
    CsvReader reader(path, CsvDialect());
    ColumnMapping mapping;
    mapping.id = 0;
    mapping.created = 1;
    mapping.text = 2;
    mapping.label = 3;
    const Codebook codebook = CodebookRepository(project).load();
    TweetImport import(project, path, CsvDialect(), mapping, reader.originalColumns(), DuplicateRule::First);
    CsvRow row;
    RejectedRow rejected;
    for (CsvReader::Outcome outcome = reader.next(row, rejected); outcome != CsvReader::Outcome::End;
         outcome = reader.next(row, rejected)) {
        if (outcome == CsvReader::Outcome::Rejected) {
            import.reject(rejected);
            continue;
        }
        const Category *category = codebook.findValue(row.fields.at(3));
        import.add(row, hash, duplicateGroup(row.fields.at(2)), category == nullptr ? CodeId() : category->id);
    }
    return import.commit(hash);
}

void addCategories(Project &project) {
    for (const char *value : {"complaint", "praise"}) {
        Category category;
        category.value = value;
        CodebookRepository(project).addCategory(category);
    }
}

nlohmann::json latencies(std::vector<double> seconds) {
    std::sort(seconds.begin(), seconds.end());
    const auto at = [&](double share) {
        return 1000 * seconds.at(static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1)));
    };
    return {{"n", seconds.size()}, {"p50_ms", at(0.5)}, {"p99_ms", at(0.99)}, {"max_ms", at(1)}};
}

// Labels tweets one after another until `count` are done or isDone says so.
std::vector<double> label(Project &project, int count, const std::function<bool()> &isDone) {
    LabelRepository labels(project);
    const CodeId code = CodebookRepository(project).load().active().front().id;
    const std::int64_t tweets = TweetRepository(project).count();
    std::vector<double> seconds;
    for (int i = 0; i < count && !isDone(); ++i) {
        LabelEvent event;
        event.tweet = TweetKey{1 + (std::int64_t(i) * 7919) % tweets};
        event.coder = "bench";
        event.code = code;
        const Clock::time_point start = Clock::now();
        labels.append(event);
        seconds.push_back(secondsSince(start));
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return seconds;
}

double timed(const std::function<void()> &work) {
    const Clock::time_point start = Clock::now();
    work();
    return 1000 * secondsSince(start);
}

nlohmann::json measure(const std::string &importPath, const std::string &labelsPath) {
    nlohmann::json result;
    const std::string folder = std::filesystem::temp_directory_path() /
                               ("corpus_bench." + std::to_string(Clock::now().time_since_epoch().count()));
    std::filesystem::create_directory(folder);
    {
        const auto project = Project::create(folder + "/import.warbler");
        addCategories(*project);
        const double before = memoryMb("VmRSS");
        const Clock::time_point start = Clock::now();
        const ImportReceipt receipt = importCsv(*project, importPath);
        const double seconds = secondsSince(start);
        result["import"] = {{"rows", receipt.read},
                            {"imported", receipt.imported},
                            {"seconds", seconds},
                            {"rows_per_s", static_cast<double>(receipt.read) / seconds},
                            {"growth_mb", memoryMb("VmHWM") - before}};
        const TweetRepository tweets(*project);
        TweetFilter word;
        word.search = "garden";
        TweetFilter unlabelled;
        unlabelled.state = TweetFilter::State::Unlabelled;
        result["reading_ms"] = {{"random_order_first", timed([&] { tweets.keys({}, TweetOrder::Random); })},
                                {"random_order_again", timed([&] { tweets.keys({}, TweetOrder::Random); })},
                                {"word", timed([&] { tweets.keys(word); })},
                                {"unlabelled", timed([&] { tweets.keys(unlabelled); })},
                                {"counts", timed([&] { LabelRepository(*project).counts(); })},
                                {"first_200_rows", timed([&] { tweets.firstRows(0, 200); })}};
        const double closing = timed([&] { project->close(); });
        result["reading_ms"]["close"] = closing;
        result["reading_ms"]["open"] = timed([&] { Project::open(folder + "/import.warbler"); });
        result["file_mb"] = static_cast<double>(std::filesystem::file_size(folder + "/import.warbler")) / 1e6;
    }
    if (!labelsPath.empty()) {
        const auto project = Project::create(folder + "/labels.warbler");
        addCategories(*project);
        importCsv(*project, labelsPath);
        result["label"] = latencies(label(*project, kLabels, [] { return false; }));
        std::atomic<bool> isDone = false;
        std::thread importing([&] {
            importCsv(*project, importPath);
            isDone = true;
        });
        const std::vector<double> during = label(*project, 1000000, [&] { return isDone.load(); });
        importing.join();
        result["label_during_import"] = latencies(during);
        result["check"] = project->check();
    }
    std::filesystem::remove_all(folder);
    return result;
}

}  // namespace

int main(int argc, char **argv) {
    if (argc != 2 && argc != 3) {
        std::cerr << "corpus_bench IMPORT.csv [LABELS.csv]\n";
        return 2;
    }
    try {
        std::cout << measure(argv[1], argc == 3 ? argv[2] : "").dump(2) << "\n";
    } catch (const Error &error) {
        std::cerr << error.detail() << "\n";
        return 1;
    }
    return 0;
}
