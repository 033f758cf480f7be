// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <utility>

namespace warbler {

Error::Error(ErrorCode code, std::string detail, std::string hint)
    : m_code(code), m_detail(std::move(detail)), m_hint(std::move(hint)) {}

namespace {
struct Row {
    std::string_view name;
    int exit;
};

Row rowOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::Internal:
        return {"Internal", 1};
    case ErrorCode::Usage:
        return {"Usage", 2};
    case ErrorCode::NotBuilt:
        return {"NotBuilt", 2};
    case ErrorCode::BadData:
        return {"BadData", 3};
    case ErrorCode::MissingColumn:
        return {"MissingColumn", 3};
    case ErrorCode::EmptyFile:
        return {"EmptyFile", 3};
    case ErrorCode::NotText:
        return {"NotText", 3};
    case ErrorCode::BadEncoding:
        return {"BadEncoding", 3};
    case ErrorCode::UnsupportedFormat:
        return {"UnsupportedFormat", 3};
    case ErrorCode::OneCategory:
        return {"OneCategory", 3};
    case ErrorCode::TooFewLabels:
        return {"TooFewLabels", 3};
    case ErrorCode::UnknownLabel:
        return {"UnknownLabel", 3};
    case ErrorCode::NotAProject:
        return {"NotAProject", 3};
    case ErrorCode::ProjectTooNew:
        return {"ProjectTooNew", 3};
    case ErrorCode::ProjectDamaged:
        return {"ProjectDamaged", 3};
    case ErrorCode::BadConfig:
        return {"BadConfig", 4};
    case ErrorCode::BadCheckpoint:
        return {"BadCheckpoint", 4};
    case ErrorCode::BadTokenizer:
        return {"BadTokenizer", 4};
    case ErrorCode::BadAdapter:
        return {"BadAdapter", 4};
    case ErrorCode::AdapterMismatch:
        return {"AdapterMismatch", 4};
    case ErrorCode::UnsupportedModel:
        return {"UnsupportedModel", 4};
    case ErrorCode::UnsupportedOption:
        return {"UnsupportedOption", 4};
    case ErrorCode::MissingModel:
        return {"MissingModel", 4};
    case ErrorCode::MissingWeights:
        return {"MissingWeights", 4};
    case ErrorCode::MissingFile:
        return {"MissingFile", 4};
    case ErrorCode::PermissionDenied:
        return {"PermissionDenied", 4};
    case ErrorCode::EngineUnavailable:
        return {"EngineUnavailable", 4};
    case ErrorCode::NoSuchDevice:
        return {"NoSuchDevice", 4};
    case ErrorCode::OutOfMemory:
        return {"OutOfMemory", 5};
    case ErrorCode::DeviceOutOfMemory:
        return {"DeviceOutOfMemory", 5};
    case ErrorCode::DeviceLost:
        return {"DeviceLost", 5};
    case ErrorCode::NotFinite:
        return {"NotFinite", 5};
    case ErrorCode::ProjectInUse:
        return {"ProjectInUse", 6};
    case ErrorCode::ReadOnlyProject:
        return {"ReadOnlyProject", 6};
    case ErrorCode::DiskFull:
        return {"DiskFull", 8};
    case ErrorCode::IoError:
        return {"IoError", 8};
    case ErrorCode::ResumeMismatch:
        return {"ResumeMismatch", 3};
    }
    return {"Internal", 1};
}
}  // namespace

std::string_view errorName(ErrorCode code) { return rowOf(code).name; }

int exitCode(ErrorCode code) { return rowOf(code).exit; }

}  // namespace warbler
