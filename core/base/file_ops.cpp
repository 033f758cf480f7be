// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_ops.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/base/descriptor_write.h"
#include "core/base/error.h"
#include "core/base/number_text.h"

namespace warbler {

namespace {
constexpr std::size_t kBuffer = std::size_t(1) << 20;

std::string folderOf(const std::string &path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

// Closes what it holds; the descriptor may be given away.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_number; }

private:
    int m_number;
};

[[noreturn]] void throwReadError(int problem, const std::string &path) {
    if (problem == ENOENT || problem == ENOTDIR)
        throw Error(ErrorCode::MissingFile, path + " does not exist", "Check the spelling of the path.");
    if (problem == EACCES || problem == EPERM)
        throw Error(ErrorCode::PermissionDenied, path + " may not be read", "Change its permissions, or ask its owner.");
    if (problem == EISDIR)
        throw Error(ErrorCode::BadData, path + " is a folder, not a file", "Name a file.");
    throw Error(ErrorCode::IoError, path + " cannot be read: " + std::strerror(problem), "Check the disk it lies on.");
}

std::string homeFolder() {
    const char *home = std::getenv("HOME");
    if (home != nullptr && home[0] == '/')
        return home;
    const passwd *entry = ::getpwuid(::getuid());
    if (entry != nullptr && entry->pw_dir != nullptr && entry->pw_dir[0] == '/')
        return entry->pw_dir;
    throw Error(ErrorCode::MissingFile, "this user has no home folder (HOME is not set)", "Set HOME to a folder you may write to.");
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
        if (!ignored)
            m_path = target.string();
    }
    const auto kind = std::filesystem::status(m_path, ignored).type();
    if (kind == std::filesystem::file_type::directory)
        throwWriteError(EISDIR, m_path, 0);
    if (kind == std::filesystem::file_type::character || kind == std::filesystem::file_type::fifo) {
        m_descriptor = ::open(m_path.c_str(), O_WRONLY | O_CLOEXEC);  // a device or a pipe has no "whole or not at all"
    } else {
        static std::atomic<unsigned> count{0};
        const std::filesystem::path target(m_path);
        do {
            m_temporary = folderOf(m_path) + "/." + target.filename().string().substr(0, 200) + "." + std::to_string(::getpid()) + "-" +
                          std::to_string(count++) + ".part";
            m_descriptor = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        } while (m_descriptor < 0 && errno == EEXIST);
    }
    if (m_descriptor < 0)
        throwWriteError(errno, m_path, 0);
    struct stat existing {};
    if (!m_temporary.empty() && ::stat(m_path.c_str(), &existing) == 0)
        ::fchmod(m_descriptor, existing.st_mode & 0777);
}

AtomicFile::~AtomicFile() {
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
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

void AtomicFile::writeOut(std::string_view bytes) { writeWhole(m_descriptor, bytes, m_path); }

void AtomicFile::commit() {
    flush();
    if (m_temporary.empty()) {
        const int closed = ::close(std::exchange(m_descriptor, -1));
        if (closed != 0)
            throwWriteError(errno, m_path, m_written);
        return;
    }
    if (::fsync(m_descriptor) != 0)
        throwWriteError(errno, m_path, m_written);
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        throwWriteError(errno, m_path, m_written);
    const int closed = ::close(std::exchange(m_descriptor, -1));
    if (closed != 0)
        throwWriteError(errno, m_path, m_written);
    const Descriptor folder(::open(folderOf(m_path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems cannot sync a folder; the file itself is safe by then.
    if (folder.get() >= 0 && ::fsync(folder.get()) != 0 && errno != EINVAL && errno != ENOTSUP)
        throwWriteError(errno, m_path, m_written);
}

void saveFile(const std::string &path, std::string_view bytes) {
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

std::string readFile(const std::string &path, std::uint64_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        throwReadError(errno, path);
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0)
        throwReadError(errno, path);
    if (S_ISDIR(facts.st_mode))
        throwReadError(EISDIR, path);
    const auto tooLarge = [&] {
        return Error(ErrorCode::BadData, path + " is larger than the " + grouped(static_cast<long long>(limit)) + " bytes allowed here",
                     "Check that this is the right file.");
    };
    const auto expected = S_ISREG(facts.st_mode) ? static_cast<std::uint64_t>(facts.st_size) : std::uint64_t(0);
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
