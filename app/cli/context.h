// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/jobs/job_thread.h"
#include "core/learn/engine.h"
#include "core/tables/csv/csv_dialect.h"
#include "core/tables/csv/dialect_guess.h"

namespace warbler::cli {

using Json = nlohmann::ordered_json;

// What every command shares: where it writes, how it talks, and the device thread on which alone the engine lives.
class Context {
public:
    Context(std::ostream &out, std::ostream &err);
    ~Context();

    std::ostream &out;
    std::ostream &err;
    bool isJson = false, isQuiet = false;
    int threads = 0;
    std::string command;          // "tune": stands in every JSON document
    std::function<int()> action;  // set by the command that was chosen

    // Runs work on the device thread with the engine and a token that SIGINT, SIGTERM and SIGUSR1 set; a second SIGINT
    // ends the program at once with 130. Rethrows.
    void onDevice(const std::function<void(Engine &, std::stop_token)> &work);
    // The same token without the engine's thread.
    void interruptible(const std::function<void(std::stop_token)> &work);
    ReportEvent progress();           // to err
    void print(Json document) const;  // one JSON document on out, with schema_version and command
    int lastSignal() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

bool isProject(const std::string &path);  // a .warbler file, by name or by content
// What an option's number may be; what is beyond 64 bits is no number either.
CLI::Validator wholeNumber(std::uint64_t low, std::uint64_t high);
std::vector<std::pair<std::string, std::string>> parseLabels(const std::string &text);  // {"1":" yes"} or "a|b"
std::map<std::string, std::string>
parseMap(const std::vector<std::string> &pairs);     // --map VALUE=CATEGORY; Error(Usage)
nlohmann::json parseValue(const std::string &text);  // JSON, else a string; \n and \t are escapes

// Options that say where tweets and labels stand.
struct ColumnOptions {
    std::string id, text, label, created, coder, encoding, delimiter, quote, header, escape, comment, skipLines;
    void addTo(CLI::App &command);
    void addDialectTo(CLI::App &command);  // those that say how the file is written
    DialectChoice dialect() const;
};

}  // namespace warbler::cli
