// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/private_copy.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/corpus/connection.h"

namespace warbler {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char *, 3> kSuffixes = {"", "-wal", "-journal"};
constexpr std::string_view kFolderStart = "warbler-copy-";
constexpr int kAttempts = 5;

std::uint64_t sizeOf(const std::string &path) {
    struct stat facts {};
    return stat(path.c_str(), &facts) == 0 ? static_cast<std::uint64_t>(facts.st_size) : 0;
}

// Sizes and times of the whole set: equal before and after, nobody wrote meanwhile.
std::string fingerprint(const std::string &path) {
    std::string text;
    for (const char *suffix : kSuffixes) {
        struct stat facts {};
        if (stat((path + suffix).c_str(), &facts) == 0)
            text += std::to_string(facts.st_size) + " " + std::to_string(facts.st_mtim.tv_sec) + "." +
                    std::to_string(facts.st_mtim.tv_nsec) + " ";
        text += "/";
    }
    return text;
}

std::string folderFor(const std::string &projectPath) {
    std::uint64_t needed = std::uint64_t(1) << 20;
    for (const char *suffix : kSuffixes)
        needed += 2 * sizeOf(projectPath + suffix);  // making it whole may write every page once more
    std::error_code none;
    const std::string temporary = fs::temp_directory_path(none).string();
    for (const std::string &folder : {temporary, cacheFolder()})
        if (!folder.empty() && freeDiskBytes(folder) > needed)
            return folder;
    throw Error(ErrorCode::DiskFull,
                "the project has to be copied to be read, which needs " + groupedText(static_cast<long long>(needed)) +
                    " bytes; " + temporary + " has " + groupedText(static_cast<long long>(freeDiskBytes(temporary))),
                "Free some space, or name a larger folder in TMPDIR.");
}

// What programs that were killed left here.
void removeOrphans(const std::string &folder) {
    std::error_code ignored;
    for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
        const std::string name = entry->path().filename().string();
        struct stat facts {};
        if (name.rfind(kFolderStart, 0) != 0 || lstat(entry->path().c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode) ||
            facts.st_uid != geteuid())
            continue;
        const long owner = std::strtol(name.c_str() + kFolderStart.size(), nullptr, 10);
        std::error_code untouched;
        if (owner > 0 && kill(static_cast<pid_t>(owner), 0) != 0 && errno == ESRCH)
            fs::remove_all(entry->path(), untouched);
    }
}

void copyFile(const std::string &from, const std::string &to) {
    std::error_code problem;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, problem);
    if (!problem)
        return;
    if (problem == std::errc::no_such_file_or_directory) {
        fs::remove(to, problem);
        return;
    }
    const ErrorCode code = problem == std::errc::no_space_on_device  ? ErrorCode::DiskFull
                           : problem == std::errc::permission_denied ? ErrorCode::PermissionDenied
                                                                     : ErrorCode::IoError;
    throw Error(code, from + " cannot be copied to be read: " + problem.message(),
                "Check the disk and the rights of the file.");
}

}  // namespace

PrivateCopy::PrivateCopy(const std::string &projectPath) {
    const std::string parent = folderFor(projectPath);
    removeOrphans(parent);
    std::string pattern = parent + "/" + std::string(kFolderStart) + std::to_string(getpid()) + "-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr)
        throw Error(ErrorCode::IoError, "no folder can be made in " + parent + ": " + std::strerror(errno),
                    "Name another folder in TMPDIR.");
    m_folder = pattern;
    m_path = m_folder + "/" + fs::path(projectPath).filename().string();
    try {
        std::string before;
        for (int attempt = 1; before != fingerprint(projectPath); ++attempt) {
            if (attempt > kAttempts)
                throw Error(ErrorCode::ProjectInUse, projectPath + " is being written by another program",
                            "Close it there, then try again.");
            before = fingerprint(projectPath);
            for (const char *suffix : kSuffixes)
                copyFile(projectPath + suffix, m_path + suffix);
        }
        fs::permissions(m_path, fs::perms::owner_read | fs::perms::owner_write);
        Connection whole(m_path, Connection::Access::Write);
        whole.number("SELECT count(*) FROM sqlite_schema");  // takes back or takes in what the journal or log says
        whole.run("PRAGMA wal_checkpoint(TRUNCATE)");
        whole.run("PRAGMA journal_mode=DELETE");
        whole.close();
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
        throw;
    }
}

PrivateCopy::~PrivateCopy() {
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

}  // namespace warbler
