// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_lines.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/regular_file.h"

namespace warbler::cli {

std::vector<std::string> readLines(const std::string &path, LineForm form) {
    std::ifstream file;
    if (path != "-") {
        openRegularFile(path);  // of anything else the stream would wait for ever
        file.open(path, std::ios::binary);
        if (!file)
            throw Error(ErrorCode::MissingFile, path + " cannot be opened", "Check the name.");
    }
    std::istream &in = path == "-" ? std::cin : file;
    std::vector<std::string> lines;
    std::string line;
    while (std::getline(in, line)) {
        if (form == LineForm::Plain) {
            lines.push_back(line);
            continue;
        }
        const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_string())
            lines.push_back(json);
        else if (json.is_object() && json.contains("text") && json["text"].is_string())
            lines.push_back(json["text"]);
        else
            throw Error(ErrorCode::BadData,
                        path + ", line " + std::to_string(lines.size() + 1) +
                            ": neither a JSON string nor an object with \"text\"",
                        "Write one JSON string on each line.");
    }
    throwIfUnread(in, path, lines.size());
    return lines;
}

void throwIfUnread(const std::istream &in, const std::string &name, std::size_t lines) {
    const bool isStandard = &in == &std::cin;
    if (!in.bad() && (!isStandard || std::ferror(stdin) == 0))
        return;
    throw Error(ErrorCode::IoError,
                (isStandard ? "standard input" : name) + " cannot be read behind line " + std::to_string(lines) + ": " +
                    std::strerror(errno),
                "Check the disk it lies on, or copy it to another one, and try again.");
}

}  // namespace warbler::cli
