// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/classify/classifier.h"

namespace warbler {

// What a shard has judged so far, chunk by chunk and bit by bit, on disk after each: a shard that was stopped or killed
// goes on after its last whole chunk. While it is open no other program writes it.
class JudgementJournal {
public:
    // identity: all that has to be equal to go on. Throws Error(ProjectInUse) while another program writes the shard,
    // Error(ResumeMismatch) if the file is of another identity, Error(DiskFull | IoError | PermissionDenied |
    // MissingFile).
    JudgementJournal(std::string path, const std::string &identity);
    ~JudgementJournal();
    JudgementJournal(const JudgementJournal &) = delete;
    JudgementJournal &operator=(const JudgementJournal &) = delete;
    const std::vector<std::vector<Judgement>> &chunks() const {
        return m_chunks;
    }                                           // found on opening, and appended since
    void append(std::vector<Judgement> chunk);  // on disk when it returns
    void remove();                              // the shard is finished

private:
    void lock() const;
    void readBack(const std::string &identity);
    void writeLine(const std::string &payload);
    std::string m_path;
    int m_descriptor = -1;
    std::vector<std::vector<Judgement>> m_chunks;
};

}  // namespace warbler
