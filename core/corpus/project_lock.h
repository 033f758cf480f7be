// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler {

// One writing program per project: NAME.warbler-lock beside the file, locked by the kernel for as long as its owner
// lives, so that a dead owner's lock is free at once. It says user, host, pid and start, for the message the next one
// reads.
class ProjectLock {
public:
    // Throws Error(ProjectInUse) naming user, host and pid; Error(ReadOnlyProject) where the file system has no locks
    // or the folder cannot be written.
    explicit ProjectLock(const std::string &projectPath);
    // Releases the lock, and removes its file unless the project is unsettled: then the next one finds that it has to
    // heal.
    ~ProjectLock();
    ProjectLock(const ProjectLock &) = delete;
    ProjectLock &operator=(const ProjectLock &) = delete;
    bool wasLeftBehind() const { return m_wasLeftBehind; }  // its last owner died
    // Unsettled: the project is not one plain file at the moment. It begins so where the last owner died.
    void setUnsettled() { m_isUnsettled = true; }
    void setSettled() { m_isUnsettled = false; }

    static bool isHeld(const std::string &projectPath);   // by whoever lives, this program included
    static bool isThere(const std::string &projectPath);  // held, or left by an owner that died

private:
    bool tryOnce();  // false: the file was removed meanwhile
    std::string m_path;
    int m_descriptor = -1;
    bool m_wasLeftBehind = false, m_isUnsettled = false;
};

}  // namespace warbler
