// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/corpus/corpus_fixture.h"

#include <QDir>
#include <QFile>

#include "core/base/sha256.h"
#include "core/codebook/duplicate_group.h"
#include "core/corpus/codebook_repository.h"

namespace warbler::test {

TestCorpus::TestCorpus(const std::string &parent) : m_folder(QString::fromStdString(parent) + "/warbler-XXXXXX") {}

std::vector<std::string> TestCorpus::files() const {
    std::vector<std::string> names;
    for (const QString &name : QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name))
        names.push_back(name.toStdString());
    return names;
}

std::shared_ptr<Project> TestCorpus::make(const std::vector<Row> &rows, const std::string &name) const {
    std::shared_ptr<Project> project = Project::create(path(name));
    CodebookRepository codebook(*project);
    for (const char *value : {"no", "yes"}) {
        Category category;
        category.value = value;
        codebook.addCategory(category);
    }
    importRows(*project, rows);
    return project;
}

ImportReceipt importRows(Project &project, const std::vector<Row> &rows, DuplicateRule duplicates,
                         const std::string &file) {
    ColumnMapping mapping;
    mapping.id = 0;
    mapping.text = 1;
    mapping.label = 2;
    const Codebook codebook = CodebookRepository(project).load();
    std::string bytes;
    for (const Row &row : rows)
        bytes += row.id + "," + row.text + "," + row.label + "\n";
    const std::string hash = sha256Hex(bytes);
    TweetImport import(project, file, CsvDialect(), mapping, {"tweet_id", "text", "label"}, duplicates);
    std::int64_t line = 2;
    for (const Row &row : rows) {
        const Category *category = codebook.findValue(row.label);
        CsvRow record;
        record.line = line++;
        record.fields = {row.id, row.text, row.label};
        import.add(record, hash, duplicateGroup(row.text), category == nullptr ? CodeId() : category->id);
    }
    return import.commit(hash);
}

std::vector<Row> numberedRows(int count, int labelled) {
    std::vector<Row> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({std::to_string(1001 + i), "tweet number " + std::to_string(i + 1) + " of the morning",
                        i < labelled ? (i % 2 == 0 ? "no" : "yes") : ""});
    return rows;
}

CodeId codeOf(Project &project, const std::string &value) {
    const Codebook codebook = CodebookRepository(project).load();
    const Category *category = codebook.findValue(value);
    return category == nullptr ? CodeId() : category->id;
}

LabelEvent labelEvent(TweetKey tweet, CodeId code, const std::string &coder, LabelAction action) {
    LabelEvent event;
    event.tweet = tweet;
    event.code = code;
    event.coder = coder;
    event.action = action;
    return event;
}

std::string fileBytes(const std::string &path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::vector<std::string> ids(Project &project, const std::vector<TweetKey> &keys) {
    std::vector<std::string> result;
    for (const TweetRow &row : TweetRepository(project).rows(keys))
        result.push_back(row.id.text());
    return result;
}

}  // namespace warbler::test
