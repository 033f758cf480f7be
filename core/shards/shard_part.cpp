// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/shard_part.h"

#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"

namespace warbler {

ShardPart::ShardPart(const std::string &folder, ShardManifest manifest, const TrainedModel &model, Engine *engine)
    : m_path(folder + "/" + manifest.shard.name()), m_manifest(std::move(manifest)), m_model(model), m_engine(engine) {
    if (std::filesystem::exists(folder) && !std::filesystem::is_directory(folder))
        throw Error(ErrorCode::Usage, folder + " is a file; shards are written into a folder",
                    "Name a folder with -o.");
    makeFolders(folder);
    const std::string manifestPath = m_path + ".json";
    if (std::filesystem::exists(manifestPath)) {
        const ShardManifest before = readShardManifest(manifestPath);
        if (before.identity() != m_manifest.identity()) {
            const std::string difference = m_manifest.differenceTo(before);
            throw Error(ErrorCode::ResumeMismatch,
                        path() + " is finished, but " + (difference.empty() ? "its rows" : difference) +
                            " differ from this command's",
                        "Remove " + manifestPath + " to make this shard again, or write to another folder.");
        }
        if (std::filesystem::exists(path()) && sha256HexOfFile(path()) == before.sha256) {
            std::filesystem::remove(m_path + ".journal");  // a kill between the two leaves it
            m_manifest = before;
            m_isFinished = true;
            return;
        }
    }
    m_journal.emplace(m_path + ".journal", m_manifest.identity());
    m_writer.emplace(path(), CsvProfile::Data, m_manifest.columns);
}

std::vector<Judgement> ShardPart::judge(const std::vector<std::string> &texts, std::stop_token stop) {
    const std::size_t chunk = m_nextChunk++;
    if (chunk < m_journal->chunks().size()) {
        if (m_journal->chunks()[chunk].size() != texts.size())
            throw Error(ErrorCode::ResumeMismatch, m_path + ".journal does not fit the rows of its shard",
                        "Remove it to start this shard again.");
        m_textsBefore += std::ssize(texts);
        return m_journal->chunks()[chunk];
    }
    if (stop.stop_requested())
        throw Cancelled();
    std::vector<Judgement> judgements;
    if (!texts.empty()) {
        if (!m_classifier)
            m_classifier.emplace(m_model, m_engine, TextUse::Corpus);
        judgements = m_classifier->judge(texts, stop);
    }
    m_journal->append(judgements);
    return judgements;
}

void ShardPart::write(const std::vector<std::string> &cells) {
    if (m_manifest.idColumn >= 0)
        m_ids.update(cells[static_cast<std::size_t>(m_manifest.idColumn)] + "\n");
    m_writer->row(cells);
}

void ShardPart::finish(const PredictSummary &figures) {
    m_writer->finish();
    m_manifest.classified = figures.classified;
    m_manifest.notClassified = figures.notClassified;
    m_manifest.idsSha256 = hex(m_ids.finish());
    m_manifest.sha256 = m_writer->sha256();
    saveFile(m_path + ".json", m_manifest.toText());
    m_journal->remove();
}

}  // namespace warbler
