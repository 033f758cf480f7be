// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler {

// A project and the log or journal beside it, copied into a folder that only this user can enter, made whole there and
// removed with this value: so a project whose log cannot be read where it lies is read without touching it. A copy
// whose program was killed is removed by the next one.
class PrivateCopy {
public:
    // Throws Error(DiskFull | IoError | PermissionDenied), Error(ProjectInUse) where another program goes on writing
    // it.
    explicit PrivateCopy(const std::string &projectPath);
    ~PrivateCopy();
    PrivateCopy(const PrivateCopy &) = delete;
    PrivateCopy &operator=(const PrivateCopy &) = delete;
    const std::string &path() const { return m_path; }  // one plain file

private:
    std::string m_folder, m_path;
};

}  // namespace warbler
