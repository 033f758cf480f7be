// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/token_spelling.h"

#include "core/base/utf8.h"
#include "core/text/tokenizers/byte_level.h"
#include "core/text/tokenizers/token_model.h"

namespace warbler {

std::string spelledByBytes(const std::vector<std::string> &tokens) {
    std::string out;
    for (const std::string &token : tokens) {
        const std::size_t before = out.size();
        for (std::size_t at = 0; at < token.size();) {
            const int byte = characterByte(nextCodePoint(token, at));
            if (byte < 0) {  // an added token, which spells itself
                out.resize(before);
                out += token;
                break;
            }
            out.push_back(static_cast<char>(byte));
        }
    }
    return withoutBadUtf8(out);
}

std::string spelledByWordPieces(const std::vector<std::string> &tokens) {
    std::string out;
    for (const std::string &token : tokens) {
        if (token.starts_with("##") && !out.empty()) {
            out.append(token, 2);
            continue;
        }
        if (!out.empty())
            out.push_back(' ');
        out += token;
    }
    return out;
}

std::string spelledByMetaspace(const std::vector<std::string> &tokens) {
    static const std::string kMark = "\u2581";
    std::string out;
    for (const std::string &token : tokens) {
        const int byte = ByteFallback::byteOf(token);
        if (byte >= 0) {
            out.push_back(static_cast<char>(byte));
            continue;
        }
        std::size_t done = 0;
        for (std::size_t at = token.find(kMark); at != std::string::npos; at = token.find(kMark, done)) {
            out.append(token, done, at - done).push_back(' ');
            done = at + kMark.size();
        }
        out.append(token, done);
    }
    if (out.starts_with(' '))
        out.erase(0, 1);
    return withoutBadUtf8(out);
}

std::string spelledByContinuedParts(const std::vector<std::string> &tokens) {
    std::string out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool isContinued = tokens[i].ends_with("@@") && i + 1 < tokens.size();
        out.append(tokens[i], 0, tokens[i].size() - (isContinued ? 2 : 0));
        if (!isContinued && i + 1 < tokens.size())
            out.push_back(' ');
    }
    return out;
}

std::string spelledByWords(const std::vector<std::string> &tokens) {
    std::string out;
    for (const std::string &token : tokens) {
        if (!out.empty())
            out.push_back(' ');
        out += token;
    }
    return out;
}

}  // namespace warbler
