// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/error_text.h"

#include <QCoreApplication>

#include "core/jobs/job_thread.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Error", text); }

QString sentence(ErrorCode code, const std::string &detail, const std::string &hint) {
    QString text = errorTitle(code);
    for (const std::string &part : {detail, hint}) {
        if (part.empty())
            continue;
        QString words = fromUtf8(part);
        words[0] = words[0].toUpper();
        if (!words.endsWith(QLatin1Char('.')))
            words += QLatin1Char('.');
        text += QLatin1Char(' ') + words;
    }
    return text;
}

}  // namespace

QString errorTitle(ErrorCode code) {
    // No default: a new code without a sentence is a warning, and warnings are errors.
    switch (code) {
    case ErrorCode::Internal:
        return tr("Warbler made a mistake.");
    case ErrorCode::Usage:
        return tr("This cannot be asked for in this way.");
    case ErrorCode::NotBuilt:
        return tr("This copy of Warbler cannot do that.");
    case ErrorCode::BadData:
        return tr("The data cannot be used as it is.");
    case ErrorCode::MissingColumn:
        return tr("A column is missing.");
    case ErrorCode::EmptyFile:
        return tr("The file holds no tweets.");
    case ErrorCode::NotText:
        return tr("The file is not a text file.");
    case ErrorCode::BadEncoding:
        return tr("The encoding does not fit.");
    case ErrorCode::UnsupportedFormat:
        return tr("Files of this kind cannot be read.");
    case ErrorCode::OneCategory:
        return tr("There is only one category.");
    case ErrorCode::TooFewLabels:
        return tr("There are too few labels.");
    case ErrorCode::UnknownLabel:
        return tr("A label is not in the codebook.");
    case ErrorCode::NotAProject:
        return tr("This is not a Warbler project.");
    case ErrorCode::ProjectTooNew:
        return tr("The project was made by a newer Warbler.");
    case ErrorCode::ProjectDamaged:
        return tr("The project file is damaged.");
    case ErrorCode::BadConfig:
        return tr("A setting cannot be used.");
    case ErrorCode::BadCheckpoint:
        return tr("The model's files are damaged.");
    case ErrorCode::BadTokenizer:
        return tr("The model's tokenizer cannot be read.");
    case ErrorCode::BadAdapter:
        return tr("The adapter cannot be read.");
    case ErrorCode::AdapterMismatch:
        return tr("Adapter and model do not fit.");
    case ErrorCode::UnsupportedModel:
        return tr("Warbler cannot run this kind of model.");
    case ErrorCode::UnsupportedOption:
        return tr("This setting is not available here.");
    case ErrorCode::MissingModel:
        return tr("The model was not found.");
    case ErrorCode::MissingWeights:
        return tr("The model folder holds no weights.");
    case ErrorCode::MissingFile:
        return tr("The file was not found.");
    case ErrorCode::PermissionDenied:
        return tr("The file may not be opened or written.");
    case ErrorCode::EngineUnavailable:
        return tr("The engine cannot be started.");
    case ErrorCode::NoSuchDevice:
        return tr("The chosen device is not there.");
    case ErrorCode::OutOfMemory:
        return tr("There is not enough memory.");
    case ErrorCode::DeviceOutOfMemory:
        return tr("The graphics card has too little memory.");
    case ErrorCode::DeviceLost:
        return tr("The graphics card stopped answering. Labels are safe.");
    case ErrorCode::NotFinite:
        return tr("Training came to numbers that are not finite.");
    case ErrorCode::ProjectInUse:
        return tr("The project is open elsewhere.");
    case ErrorCode::ReadOnlyProject:
        return tr("The project can only be read.");
    case ErrorCode::DiskFull:
        return tr("The disk is full.");
    case ErrorCode::IoError:
        return tr("Reading or writing failed.");
    case ErrorCode::ResumeMismatch:
        return tr("The run cannot go on from its checkpoint.");
    }
    return tr("Warbler made a mistake.");
}

QString errorSentence(const Error &error) { return sentence(error.code(), error.detail(), error.hint()); }

QString errorSentence(const Failed &failure) { return sentence(failure.code, failure.detail, failure.hint); }

QString caughtSentence() {
    const JobOutcome outcome = outcomeOfException();
    const auto *failure = std::get_if<Failed>(&outcome);
    return failure ? errorSentence(*failure) : tr("Stopped.");
}

}  // namespace warbler::ui
