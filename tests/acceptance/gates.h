// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace warbler {

// The 500 labelled tweets of WARBLER_TEST_DATA (tweet_id,content,label), read apart from Warbler's own reader.
struct Gates {
    std::vector<std::string> texts;
    std::vector<int> labels;  // 0 or 1
};

inline std::string gatesFile() {
    const char *data = std::getenv("WARBLER_TEST_DATA");
    return std::string(data != nullptr ? data : "") + "/tweets/labelled_gates.csv";
}

// Prints the reason where the tests that need the file cannot run.
inline bool hasGates() {
    const bool isThere = std::ifstream(gatesFile()).good();
    if (!isThere)
        std::printf("SKIP: %s is not there (WARBLER_TEST_DATA)\n", gatesFile().c_str());
    return isThere;
}

inline Gates readGates() {
    std::ifstream file(gatesFile(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    std::vector<std::vector<std::string>> records(1, std::vector<std::string>(1));
    bool isQuoted = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        std::string &field = records.back().back();
        if (c == '"') {
            // A doubled quote inside quotes stands for one.
            if (isQuoted && i + 1 < bytes.size() && bytes[i + 1] == '"')
                field += bytes[i++];
            else
                isQuoted = !isQuoted;
        } else if (isQuoted || (c != ',' && c != '\n' && c != '\r')) {
            field += c;
        } else if (c == ',') {
            records.back().emplace_back();
        } else if (c == '\n') {
            records.emplace_back(1);
        }
    }
    Gates gates;
    for (std::size_t row = 1; row < records.size(); ++row) {
        if (records[row].size() != 3)
            continue;
        gates.texts.push_back(records[row][1]);
        gates.labels.push_back(std::atoi(records[row][2].c_str()));
    }
    return gates;
}

}  // namespace warbler
