// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler {

// The checkpoint of one run on disk: the newest and the one before, each with a SHA-256 trailer, so that a damaged
// newest one falls back. Lies in <folder>/<first 16 digits of the run's hash>/.
class CheckpointFile {
public:
    CheckpointFile(const std::string &folder, const std::string &runHash);
    // Fails as saving would, before there is anything to save.
    void tryOut() const;
    void save(const std::string &bytes) const;
    std::string load() const;  // empty: none, or none that is whole
    void remove() const;
    const std::string &folder() const { return m_folder; }

private:
    std::string m_folder;
};

}  // namespace warbler
