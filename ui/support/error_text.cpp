// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/error_text.h"

#include <QCoreApplication>

#include "core/jobs/job_thread.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {

// What a free function says, in a context of its own that lupdate finds.
struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

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
        return ErrorText::tr("Warbler made a mistake.");
    case ErrorCode::Usage:
        return ErrorText::tr("This cannot be asked for in this way.");
    case ErrorCode::NotBuilt:
        return ErrorText::tr("This copy of Warbler cannot do that.");
    case ErrorCode::BadData:
        return ErrorText::tr("The data cannot be used as it is.");
    case ErrorCode::MissingColumn:
        return ErrorText::tr("A column is missing.");
    case ErrorCode::EmptyFile:
        return ErrorText::tr("The file holds no tweets.");
    case ErrorCode::NotText:
        return ErrorText::tr("The file is not a text file.");
    case ErrorCode::BadEncoding:
        return ErrorText::tr("The encoding does not fit.");
    case ErrorCode::UnsupportedFormat:
        return ErrorText::tr("Files of this kind cannot be read.");
    case ErrorCode::OneCategory:
        return ErrorText::tr("There is only one category.");
    case ErrorCode::TooFewLabels:
        return ErrorText::tr("There are too few labels.");
    case ErrorCode::UnknownLabel:
        return ErrorText::tr("A label is not in the codebook.");
    case ErrorCode::NotAProject:
        return ErrorText::tr("This is not a Warbler project.");
    case ErrorCode::ProjectTooNew:
        return ErrorText::tr("The project was made by a newer Warbler.");
    case ErrorCode::ProjectDamaged:
        return ErrorText::tr("The project file is damaged.");
    case ErrorCode::BadConfig:
        return ErrorText::tr("A setting cannot be used.");
    case ErrorCode::BadCheckpoint:
        return ErrorText::tr("The model's files are damaged.");
    case ErrorCode::BadTokenizer:
        return ErrorText::tr("The model's tokenizer cannot be read.");
    case ErrorCode::BadAdapter:
        return ErrorText::tr("The adapter cannot be read.");
    case ErrorCode::AdapterMismatch:
        return ErrorText::tr("Adapter and model do not fit.");
    case ErrorCode::UnsupportedModel:
        return ErrorText::tr("Warbler cannot run this kind of model.");
    case ErrorCode::UnsupportedOption:
        return ErrorText::tr("This setting is not available here.");
    case ErrorCode::MissingModel:
        return ErrorText::tr("The model was not found.");
    case ErrorCode::MissingWeights:
        return ErrorText::tr("The model folder holds no weights.");
    case ErrorCode::MissingFile:
        return ErrorText::tr("The file was not found.");
    case ErrorCode::PermissionDenied:
        return ErrorText::tr("The file may not be opened or written.");
    case ErrorCode::EngineUnavailable:
        return ErrorText::tr("The engine cannot be started.");
    case ErrorCode::NoSuchDevice:
        return ErrorText::tr("The chosen device is not there.");
    case ErrorCode::OutOfMemory:
        return ErrorText::tr("There is not enough memory.");
    case ErrorCode::DeviceOutOfMemory:
        return ErrorText::tr("The graphics card has too little memory.");
    case ErrorCode::DeviceLost:
        return ErrorText::tr("The graphics card stopped answering. Labels are safe.");
    case ErrorCode::NotFinite:
        return ErrorText::tr("Training came to numbers that are not finite.");
    case ErrorCode::ProjectInUse:
        return ErrorText::tr("The project is open elsewhere.");
    case ErrorCode::ReadOnlyProject:
        return ErrorText::tr("The project can only be read.");
    case ErrorCode::DiskFull:
        return ErrorText::tr("The disk is full.");
    case ErrorCode::IoError:
        return ErrorText::tr("Reading or writing failed.");
    case ErrorCode::ResumeMismatch:
        return ErrorText::tr("The run cannot go on from its checkpoint.");
    }
    return ErrorText::tr("Warbler made a mistake.");
}

QString errorSentence(const Error &error) { return sentence(error.code(), error.detail(), error.hint()); }

QString errorSentence(const Failed &failure) { return sentence(failure.code, failure.detail, failure.hint); }

QString caughtSentence() {
    const JobOutcome outcome = outcomeOfException();
    const auto *failure = std::get_if<Failed>(&outcome);
    return failure ? errorSentence(*failure) : ErrorText::tr("Stopped.");
}

}  // namespace warbler::ui
