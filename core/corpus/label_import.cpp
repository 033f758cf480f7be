// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/label_import.h"

#include "core/corpus/database.h"
#include "core/corpus/import_stage.h"
#include "core/corpus/tweet_import.h"

namespace warbler {

struct LabelImport::State {
    ImportStage stage;
    ImportReceipt receipt;
};

LabelImport::LabelImport(Project &project, const std::string &fileName, const CsvDialect &dialect,
                         const ColumnMapping &mapping, const std::vector<std::string> &columns)
    : m_state(new State{ImportStage(project.database(), ImportStage::Source{ImportStage::Kind::Labels, fileName,
                                                                            dialect, mapping, columns}),
                        {}}) {}

LabelImport::~LabelImport() = default;

void LabelImport::add(TweetKey tweet, CodeId code, std::string_view coder) {
    m_state->stage.add(StagedLabel{tweet.row, code.row, std::string(coder)});
}

void LabelImport::reject(const RejectedRow &row) {
    ++m_state->receipt.rejected;
    m_state->stage.add(row);
}

CodeId LabelImport::addCategory(const Category &category) { return m_state->stage.addCategory(category); }

void LabelImport::proposePositive(CodeId code) { m_state->stage.proposePositive(code); }

std::int64_t LabelImport::commit(const std::string &sha256, std::int64_t read, std::int64_t empty) {
    ImportReceipt &receipt = m_state->receipt;
    receipt.read = read;
    receipt.empty = empty;
    m_state->stage.finish(receipt, sha256, m_state->stage.firstKey() - 1, {});
    return receipt.labelled;
}

}  // namespace warbler
