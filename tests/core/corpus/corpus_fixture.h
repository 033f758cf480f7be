// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "core/corpus/label_repository.h"
#include "core/corpus/project.h"
#include "core/corpus/tweet_import.h"
#include "core/corpus/tweet_repository.h"

namespace warbler::test {

struct Row {
    std::string id, text, label;  // label: value of a category, empty for none
};

// A folder with projects in it, and short ways to fill them.
class TestCorpus {
public:
    TestCorpus() = default;
    explicit TestCorpus(const std::string &parent);  // in another folder than the system's for temporary files
    std::string path(const std::string &name = "study.warbler") const {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    std::vector<std::string> files() const;  // names in the folder, sorted
    // A project with the categories "no" and "yes" and these tweets; columns tweet_id, text, label.
    std::shared_ptr<Project> make(const std::vector<Row> &rows, const std::string &name = "study.warbler") const;

private:
    QTemporaryDir m_folder;
};

ImportReceipt importRows(Project &project, const std::vector<Row> &rows,
                         DuplicateRule duplicates = DuplicateRule::First, const std::string &file = "tweets.csv");
std::vector<Row> numberedRows(int count, int labelled = 0);  // ids "1001"..., texts that differ; labels no, yes, no ...
CodeId codeOf(Project &project, const std::string &value);
LabelEvent labelEvent(TweetKey tweet, CodeId code, const std::string &coder = "anna",
                      LabelAction action = LabelAction::Label);
std::string fileBytes(const std::string &path);
std::vector<std::string> ids(Project &project, const std::vector<TweetKey> &keys);

}  // namespace warbler::test
