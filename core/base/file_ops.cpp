// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_ops.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/base/descriptor_write.h"
#include "core/base/error.h"
#include "core/base/file_error.h"
#include "core/base/number_text.h"

namespace warbler {

namespace {
constexpr std::size_t kBuffer = std::size_t(1) << 20;

std::string folderOf(const std::string &path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

std::string homeFolder() {
    const char *home = std::getenv("HOME");
    if (home != nullptr && home[0] == '/')
        return home;
    const passwd *entry = ::getpwuid(::getuid());
    if (entry != nullptr && entry->pw_dir != nullptr && entry->pw_dir[0] == '/')
        return entry->pw_dir;
    throw Error(ErrorCode::MissingFile, "this user has no home folder (HOME is not set)",
                "Set HOME to a folder you may write to.");
}

// The XDG base directory specification: a relative value is ignored, a new folder is the user's alone.
std::string xdgFolder(const char *variable, const char *fallback) {
    const char *value = std::getenv(variable);
    const std::string base = value != nullptr && value[0] == '/' ? std::string(value) : homeFolder() + fallback;
    const std::string folder = base + "/warbler";
    makeFolders(folder);
    return folder;
}
}  // namespace

AtomicFile::AtomicFile(std::string path) : m_path(std::move(path)) {
    std::error_code ignored;
    if (std::filesystem::is_symlink(m_path, ignored)) {  // replace what the link names, not the link
        const auto target = std::filesystem::canonical(m_path, ignored);
        if (ignored == std::errc::too_many_symbolic_link_levels)
            throwReadError(ELOOP, m_path);
        if (!ignored)
            m_path = target.string();
    }
    const auto kind = std::filesystem::status(m_path, ignored).type();
    if (kind == std::filesystem::file_type::directory)
        throwWriteError(EISDIR, m_path, 0);
    if (kind == std::filesystem::file_type::character || kind == std::filesystem::file_type::fifo) {
        m_part.descriptor = Descriptor(openSpecialFile(m_path));  // it has no "whole or not at all"
        return;
    }
    removeDeadPartFiles(folderOf(m_path));
    m_part = makePartFile(m_path);
    struct stat existing {};
    if (::stat(m_path.c_str(), &existing) == 0)
        ::fchmod(m_part.descriptor.get(), existing.st_mode & 0777);
}

AtomicFile::~AtomicFile() {
    if (!m_part.path.empty())
        ::unlink(m_part.path.c_str());
}

void AtomicFile::write(std::string_view bytes) {
    m_written += bytes.size();
    if (bytes.size() < kBuffer) {
        m_buffer.append(bytes);
        if (m_buffer.size() >= kBuffer)
            flush();
    } else {  // large pieces are not copied
        flush();
        writeOut(bytes);
    }
}

void AtomicFile::flush() {
    writeOut(m_buffer);
    m_buffer.clear();
}

void AtomicFile::writeOut(std::string_view bytes) { writeWhole(m_part.descriptor.get(), bytes, m_path); }

void AtomicFile::commit() {
    flush();
    if (m_part.path.empty()) {
        if (::close(m_part.descriptor.release()) != 0)
            throwWriteError(errno, m_path, m_written);
        return;
    }
    if (::fsync(m_part.descriptor.get()) != 0)
        throwWriteError(errno, m_path, m_written);
    if (::rename(m_part.path.c_str(), m_path.c_str()) != 0)
        throwWriteError(errno, m_path, m_written);
    m_part.path.clear();
    if (::close(m_part.descriptor.release()) != 0)
        throwWriteError(errno, m_path, m_written);
    syncFolder(folderOf(m_path));  // the file itself is safe by then
}

void syncFolder(const std::string &path) {
    const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() >= 0 && ::fsync(folder.get()) != 0 && errno != EINVAL && errno != ENOTSUP)
        throwWriteError(errno, path, 0);
}

void tryOutputFile(const std::string &path) {
    struct stat facts {};
    const bool isSpecial = ::stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode);
    if (!path.empty() && path != "-" &&
        !isSpecial)  // a pipe that is opened and closed tells its reader that this was all
        const AtomicFile tried(path);
}

void saveFile(const std::string &path, std::string_view bytes) {
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

std::string readFile(const std::string &path, std::uint64_t limit) {
    const Descriptor file = openRegularFile(path);
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0)
        throwReadError(errno, path);
    const auto tooLarge = [&] {
        return Error(ErrorCode::BadData,
                     path + " is larger than the " + groupedText(static_cast<long long>(limit)) + " bytes allowed here",
                     "Check that this is the right file.");
    };
    const auto expected = static_cast<std::uint64_t>(facts.st_size);
    if (expected > limit)
        throw tooLarge();
    std::string bytes;
    std::size_t held = 0;
    while (true) {
        if (held == bytes.size())
            bytes.resize(held == 0 ? static_cast<std::size_t>(expected) + 1 : held + std::max<std::size_t>(held, 4096));
        const ssize_t got = ::read(file.get(), bytes.data() + held, bytes.size() - held);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throwReadError(errno, path);
        if (got == 0)
            break;
        held += static_cast<std::size_t>(got);
        if (held > limit)
            throw tooLarge();
    }
    bytes.resize(held);
    return bytes;
}

std::uint64_t fileSize(const std::string &path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0)
        throwReadError(errno, path);
    if (S_ISDIR(facts.st_mode))
        throwReadError(EISDIR, path);
    return static_cast<std::uint64_t>(facts.st_size);
}

std::uint64_t freeDiskBytes(const std::string &folder) {
    struct statvfs facts {};
    if (::statvfs(folder.c_str(), &facts) != 0)
        return 0;
    return static_cast<std::uint64_t>(facts.f_bavail) * facts.f_frsize;
}

void makeFolders(const std::string &path) {
    std::string made;
    for (const auto &part : std::filesystem::path(path)) {
        made = made.empty() || made == "/" ? made + part.string() : made + "/" + part.string();
        if (part.empty() || part == "/")
            continue;
        if (::mkdir(made.c_str(), 0777) == 0 || errno == EEXIST)
            continue;
        struct stat facts {};
        const int problem = errno;
        if (::stat(made.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode))
            throwWriteError(problem, made, 0);
    }
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored))
        throwWriteError(ENOTDIR, path, 0);
}

std::string stateFolder() { return xdgFolder("XDG_STATE_HOME", "/.local/state"); }
std::string dataFolder() { return xdgFolder("XDG_DATA_HOME", "/.local/share"); }
std::string cacheFolder() { return xdgFolder("XDG_CACHE_HOME", "/.cache"); }
std::string configFolder() { return xdgFolder("XDG_CONFIG_HOME", "/.config"); }

}  // namespace warbler
