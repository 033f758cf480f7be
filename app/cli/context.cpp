// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <limits>
#include <ostream>
#include <string_view>
#include <thread>

#include "app/cli/progress.h"
#include "core/base/descriptor_write.h"
#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "core/learn/engine_loader.h"

namespace warbler::cli {

namespace {

// Waits for the stop signals on a thread of its own, so that no work is done inside a signal handler. They must be
// blocked before any other thread starts; the threads made later inherit that.
class SignalWatch {
public:
    SignalWatch() {
        sigemptyset(&m_signals);
        for (const int signal : {SIGINT, SIGTERM, SIGUSR1})
            sigaddset(&m_signals, signal);
        pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
        m_thread = std::jthread([this](const std::stop_token &end) { watch(end); });
    }
    ~SignalWatch() {
        m_thread.request_stop();
        m_thread.join();
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    SignalWatch(const SignalWatch &) = delete;
    SignalWatch &operator=(const SignalWatch &) = delete;
    std::stop_token token() const { return m_stop.get_token(); }
    int lastSeen() const { return m_seen; }

private:
    void watch(const std::stop_token &end) {
        while (!end.stop_requested()) {
            const timespec wait{0, 50'000'000};
            const int signal = sigtimedwait(&m_signals, nullptr, &wait);
            if (signal <= 0)
                continue;
            if (signal == SIGINT && m_seen == SIGINT)
                ::_exit(130);
            m_seen = signal;
            interruptWrites();
            m_stop.request_stop();
        }
    }
    sigset_t m_signals{}, m_before{};
    std::stop_source m_stop;
    std::atomic<int> m_seen{0};
    std::jthread m_thread;
};

}  // namespace

struct Context::State {
    std::unique_ptr<SignalWatch> signals;
    std::unique_ptr<Progress> progress;
    std::unique_ptr<LazyEngine> engine;  // made and destroyed on the device thread
    std::unique_ptr<JobThread> device;   // last: its end takes the engine along

    SignalWatch &watch() {
        if (!signals)
            signals = std::make_unique<SignalWatch>();
        return *signals;
    }
};

Context::Context(std::ostream &outStream, std::ostream &errStream)
    : out(outStream), err(errStream), m_state(std::make_unique<State>()) {}

Context::~Context() = default;

void Context::onDevice(const std::function<void(Engine &, std::stop_token)> &work) {
    const std::stop_token stop = m_state->watch().token();
    if (!m_state->device) {
        m_state->device = std::make_unique<JobThread>("device");
        m_state->device->setTearDown([state = m_state.get()] { state->engine.reset(); });
    }
    m_state->device->runAndWait([this, &work, stop] {
        if (!m_state->engine)
            m_state->engine = std::make_unique<LazyEngine>(loadEngine);
        work(*m_state->engine, stop);
    });
}

void Context::interruptible(const std::function<void(std::stop_token)> &work) { work(m_state->watch().token()); }

ReportEvent Context::progress() {
    if (isQuiet)
        return [](const JobEvent &) {};
    if (!m_state->progress)
        m_state->progress = std::make_unique<Progress>(err, ::isatty(2) == 1);
    return [this](const JobEvent &event) { m_state->progress->show(event); };
}

void Context::print(Json document) const {
    Json whole;
    whole["schema_version"] = 1;
    whole["command"] = command;
    for (auto &item : document.items())
        whole[item.key()] = item.value();
    out << whole.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

int Context::lastSignal() const { return m_state->signals ? m_state->signals->lastSeen() : 0; }

bool isProject(const std::string &path) {
    if (path.size() > 8 && path.compare(path.size() - 8, 8, ".warbler") == 0)
        return true;
    constexpr std::string_view kMagic = "SQLite format 3";
    char start[kMagic.size()] = {};
    try {
        return ::read(openRegularFile(path).get(), start, sizeof start) == std::ssize(start) &&
               std::string_view(start, sizeof start) == kMagic;
    } catch (const Error &) {
        return false;  // whoever reads it says what is wrong with it
    }
}

CLI::Validator wholeNumber(std::uint64_t low, std::uint64_t high) {
    const std::string allowed = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    return {[low, high, allowed](const std::string &text) -> std::string {
                std::uint64_t number = 0;
                const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
                const bool isWhole = problem == std::errc() && end == text.data() + text.size() && !text.empty();
                return isWhole && number >= low && number <= high ? std::string()
                                                                  : "\"" + text + "\" is not " + allowed;
            },
            "UINT", "whole number"};
}

std::vector<std::pair<std::string, std::string>> parseLabels(const std::string &text) {
    std::vector<std::pair<std::string, std::string>> labels;
    if (text.empty())
        return labels;
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_object()) {
        for (const auto &item : json.items())
            labels.emplace_back(item.key(),
                                item.value().is_string() ? item.value().get<std::string>() : item.value().dump());
        return labels;
    }
    std::string::size_type start = 0;
    while (true) {
        const std::string::size_type bar = text.find('|', start);
        const std::string word = text.substr(start, bar == std::string::npos ? bar : bar - start);
        labels.emplace_back(word, word);
        if (bar == std::string::npos)
            return labels;
        start = bar + 1;
    }
}

nlohmann::json parseValue(const std::string &text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_discarded())
        return json;
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'n' || text[i + 1] == 't'))
            plain += text[++i] == 'n' ? '\n' : '\t';
        else
            plain += text[i];
    }
    return plain;
}

std::map<std::string, std::string> parseMap(const std::vector<std::string> &pairs) {
    std::map<std::string, std::string> map;
    for (const std::string &pair : pairs) {
        const std::string::size_type equals = pair.find('=');
        if (equals == std::string::npos)
            throw Error(ErrorCode::Usage, "--map " + pair + ": no = in it", "Write --map VALUE=CATEGORY.");
        map[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return map;
}

void ColumnOptions::addTo(CLI::App &command) {
    command.add_option("--id", id, "Column with the tweets' ids ('-': none)");
    command.add_option("--text", text, "Column with the tweets' text");
    command.add_option("--label", label, "Column with labels ('-': none)");
    addDialectTo(command);
}

void ColumnOptions::addDialectTo(CLI::App &command) {
    command.add_option("--encoding", encoding,
                       "utf-8, utf-16 le, windows-1250 to 1258, iso-8859-x, koi8-r, mac roman, shift_jis, euc-jp, "
                       "gb18030, big5, euc-kr, cesu-8, "
                       "or utf-8-twice, which undoes Ã© for é");
    command.add_option("--delimiter", delimiter,
                       "One of , ; tab | space : ^ ~ U+001F none, or two characters such as ||");
    command.add_option("--quote", quote, "Quote character: \" or ' or none, or a pair such as \u201C\u201D");
    command.add_option(
        "--escape", escape,
        "How a quote stands inside quotes: doubled, backslash, none (as it is), or a character before it");
    command.add_option("--header", header, "Does the first row name the columns?")->check(CLI::IsMember({"yes", "no"}));
    command.add_option("--skip-lines", skipLines, "Lines before the header: a number, or auto");
    command.add_option("--comment", comment, "What a line begins with that is no row, for instance #");
}

DialectChoice ColumnOptions::dialect() const {
    return {encoding, delimiter, quote, header, escape, comment, skipLines, {}};
}

}  // namespace warbler::cli
