// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace warbler {

// Identity of a failure: the window translates it, the command line turns it into an exit code, scripts read its name.
enum class ErrorCode {
    Internal,           // 1
    Usage,              // 2
    NotBuilt,           // 2
    BadData,            // 3
    MissingColumn,      // 3
    EmptyFile,          // 3
    NotText,            // 3, a binary file where text is expected
    BadEncoding,        // 3
    UnsupportedFormat,  // 3
    OneCategory,        // 3
    TooFewLabels,       // 3
    UnknownLabel,       // 3
    NotAProject,        // 3
    ProjectTooNew,      // 3
    ProjectDamaged,     // 3
    BadConfig,          // 4
    BadCheckpoint,      // 4
    BadTokenizer,       // 4
    BadAdapter,         // 4
    AdapterMismatch,    // 4
    UnsupportedModel,   // 4
    UnsupportedOption,  // 4
    MissingModel,       // 4
    MissingWeights,     // 4
    MissingFile,        // 4
    PermissionDenied,   // 4
    EngineUnavailable,  // 4
    NoSuchDevice,       // 4
    OutOfMemory,        // 5
    DeviceOutOfMemory,  // 5
    DeviceLost,         // 5
    NotFinite,          // 5
    ProjectInUse,       // 6
    ReadOnlyProject,    // 6
    DiskFull,           // 8
    IoError,            // 8
    ResumeMismatch      // 3, a checkpoint of another run
};

// The operation cannot be done. Caught once: at a job's boundary, at a window's entry point, in the command line's
// main.
class Error : public std::exception {
public:
    // detail names both sides (file, line, field) in English; hint is the next step, one sentence.
    Error(ErrorCode code, std::string detail, std::string hint = {});
    ErrorCode code() const { return m_code; }
    const std::string &detail() const { return m_detail; }
    const std::string &hint() const { return m_hint; }
    const char *what() const noexcept override { return m_detail.c_str(); }

private:
    ErrorCode m_code;
    std::string m_detail;
    std::string m_hint;
};

// The user asked to stop. Not an Error, so that nobody reads "failed" after Cancel.
class Cancelled {};

std::string_view errorName(ErrorCode code);  // "BadCheckpoint"
int exitCode(ErrorCode code);                // the table of the command line, 1..8

}  // namespace warbler
