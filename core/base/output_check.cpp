// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/output_check.h"

#include <filesystem>
#include <optional>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;

using FileId = std::pair<dev_t, ino_t>;

// Where a path leads, whether there is something or not.
struct Place {
    std::optional<FileId> file, folder;        // what is there, and what it lies in
    std::string path, name;                    // all links followed
    bool isFolder = false, isSpecial = false;  // special: a device, a pipe
};

std::optional<FileId> idOf(const struct stat &facts) { return FileId(facts.st_dev, facts.st_ino); }

// A link to what does not exist yet is followed too, since writing would make its target.
std::string behindLinks(const std::string &given) {
    std::error_code failed;
    fs::path path = fs::weakly_canonical(fs::absolute(given, failed), failed);
    if (failed)
        path = fs::path(given).lexically_normal();
    if (!path.has_filename())
        path = path.parent_path();
    constexpr int kMostLinks = 40;  // as the kernel
    for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(path, failed)); ++i) {
        const fs::path target = fs::read_symlink(path, failed);
        const fs::path next = fs::weakly_canonical(path.parent_path() / target, failed);
        if (failed)
            break;
        path = next;
    }
    return path.string();
}

Place placeOf(const std::string &given) {
    Place place;
    struct stat facts {};
    if (given == "-") {
        if (::fstat(STDOUT_FILENO, &facts) == 0 && S_ISREG(facts.st_mode))
            place.file = idOf(facts);
        return place;
    }
    place.path = behindLinks(given);
    place.name = fs::path(place.path).filename().string();
    if (::stat(place.path.c_str(), &facts) == 0) {
        place.file = idOf(facts);
        place.isFolder = S_ISDIR(facts.st_mode);
        place.isSpecial = !place.isFolder && !S_ISREG(facts.st_mode);
    }
    if (::stat(fs::path(place.path).parent_path().c_str(), &facts) == 0)
        place.folder = idOf(facts);
    return place;
}

bool isSame(const Place &a, const Place &b) {
    if (a.file && b.file)
        return a.file == b.file;
    if (a.path.empty() || b.path.empty() || a.file || b.file)
        return false;
    return a.path == b.path || (a.folder && b.folder && a.folder == b.folder && a.name == b.name);
}

struct Input {
    std::string shown;  // "study.warbler"
    Place place;
};

void addInput(std::vector<Input> &places, const std::string &given) {
    if (given.empty() || given == "-")
        return;
    const Place place = placeOf(given);
    if (place.isSpecial)
        return;
    places.push_back({given, place});
    if (!place.isFolder) {
        for (const char *suffix : {"-wal", "-shm", "-journal", ".warbler-lock"})
            for (const std::string &base : {given, place.path})
                places.push_back({"the " + std::string(suffix) + " file of " + given, placeOf(base + suffix)});
        return;
    }
    std::error_code failed;
    for (fs::directory_iterator entry(place.path, failed), end; !failed && entry != end; entry.increment(failed))
        if (fs::is_regular_file(entry->path(), failed))
            places.push_back({entry->path().filename().string() + " in " + given, placeOf(entry->path().string())});
}

}  // namespace

void refuseInputsAsOutputs(const std::vector<std::string> &outputs, const std::vector<std::string> &inputs) {
    std::vector<Input> places;
    for (const std::string &input : inputs)
        addInput(places, input);
    for (const std::string &output : outputs) {
        if (output.empty())
            continue;
        const Place place = placeOf(output);
        if (place.isSpecial)
            continue;
        for (const Input &input : places)
            if (isSame(place, input.place))
                throw Error(ErrorCode::Usage,
                            (output == "-" ? "standard output goes into" : "the output " + output + " is") + " " +
                                (output == input.shown ? "also what is read" : input.shown + ", which is read") +
                                ": it would be overwritten; nothing was changed",
                            "Choose another name for the output.");
    }
}

}  // namespace warbler
