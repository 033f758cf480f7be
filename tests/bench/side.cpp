// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/side.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <fstream>

#include "core/base/error.h"

namespace warbler {

Side::Side(const std::vector<std::string> &command) : m_name(command.size() > 1 ? command[1] : command.at(0)) {
    int down[2], up[2];
    if (pipe(down) != 0 || pipe(up) != 0)
        throw Error(ErrorCode::Internal, "no pipe", "");
    m_child = fork();
    if (m_child == 0) {
        dup2(down[0], 0);
        dup2(up[1], 1);
        for (int end : {down[0], down[1], up[0], up[1]})
            close(end);
        std::vector<char *> words;
        for (const std::string &word : command)
            words.push_back(const_cast<char *>(word.c_str()));
        words.push_back(nullptr);
        execv(words[0], words.data());
        _exit(127);
    }
    close(down[0]);
    close(up[1]);
    m_to = fdopen(down[1], "w");
    m_from = fdopen(up[0], "r");
    m_versions = answer();
}

Side::~Side() {
    std::fputs("quit\n", m_to);
    std::fclose(m_to);
    std::fclose(m_from);
    waitpid(m_child, nullptr, 0);
}

nlohmann::json Side::ask(const std::string &command) {
    std::fprintf(m_to, "%s\n", command.c_str());
    std::fflush(m_to);
    return answer();
}

nlohmann::json Side::answer() {
    char *line = nullptr;
    std::size_t size = 0;
    const ssize_t length = getline(&line, &size, m_from);
    const std::string text = length > 0 ? std::string(line, std::size_t(length)) : "";
    std::free(line);
    if (text.empty())
        throw Error(ErrorCode::Internal, m_name + " gave no answer",
                    "Make the Python environment with tests/bench/oracle.sh.");
    return nlohmann::json::parse(text);
}

std::string processorName() {
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line))
        if (line.rfind("model name", 0) == 0)
            return line.substr(line.find(':') + 2);
    return "unknown";
}

void record(const std::string &source, const std::string &title, const std::string &text, const nlohmann::json &raw) {
    const std::time_t now = std::time(nullptr);
    char day[16];
    std::strftime(day, sizeof day, "%Y-%m-%d", std::gmtime(&now));
    std::ofstream file(source + "/tests/bench/RESULTS.md", std::ios::app);
    file << "\n## " << title << ", " << day << "\n\n"
         << text << "\n<details><summary>raw</summary>\n\n```json\n"
         << raw.dump() << "\n```\n</details>\n";
}

}  // namespace warbler
