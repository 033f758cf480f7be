// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/import_trial.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "core/base/error.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;

// A folder that goes when nobody needs it any more.
class TrialFolder {
public:
    TrialFolder() : m_path((fs::temp_directory_path() / "warbler-trial-XXXXXX").string()) {
        if (::mkdtemp(m_path.data()) == nullptr)
            throw Error(ErrorCode::IoError, m_path + " cannot be made: " + std::strerror(errno),
                        "Set TMPDIR to a folder that can be written.");
    }
    ~TrialFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    TrialFolder(const TrialFolder &) = delete;
    TrialFolder &operator=(const TrialFolder &) = delete;
    std::string file(const std::string &name) const { return (fs::path(m_path) / name).string(); }

private:
    std::string m_path;
};

void copyProject(const std::string &from, const std::string &to) {
    for (const char *suffix : {"", "-wal", "-journal"}) {
        if (!fs::exists(from + suffix))
            continue;
        std::error_code failed;
        fs::copy_file(from + suffix, to + suffix, failed);
        if (failed)
            throw Error(ErrorCode::IoError,
                        from + suffix + " cannot be copied to " + to + suffix + ": " + failed.message(),
                        "Set TMPDIR to a folder with enough space.");
    }
}
}  // namespace

FileReceipt tryImport(const std::string &projectPath, const ImportRequest &request, std::stop_token stop,
                      const ReportEvent &report) {
    const TrialFolder folder;
    const std::string path = folder.file("trial.warbler");
    const bool isThere = !Project::isNew(projectPath);
    if (isThere)
        copyProject(projectPath, path);
    const std::shared_ptr<Project> project = isThere ? Project::open(path) : Project::create(path);
    const FileReceipt receipt = importCorpus(*project, request, stop, report);
    project->close();
    return receipt;
}

}  // namespace warbler
