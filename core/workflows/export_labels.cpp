// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/export_labels.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/output_check.h"
#include "core/classify/trained_model.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/split_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/prediction_columns.h"
#include "core/study/project_columns.h"
#include "core/study/study.h"

namespace warbler {

namespace {

const char *statusOf(LabelState state) {
    switch (state) {
    case LabelState::Unlabelled:
        return "unlabelled";
    case LabelState::Labelled:
        return "labelled";
    case LabelState::Skipped:
        return "skipped";
    case LabelState::NotCodable:
        return "not_codable";
    case LabelState::Disputed:
        return "disputed";
    }
    return "";
}

const char *archivedMark(const Category *category) {
    return category != nullptr && category->state == Category::State::Archived ? "1" : "";
}

class LabelExport {
public:
    LabelExport(Project &project, const ExportRequest &request)
        : m_project(project), m_request(request), m_tweets(project), m_labels(project),
          m_codebook(CodebookRepository(project).load()), m_original(project) {}

    PredictSummary wide(const std::stop_token &stop, const ReportEvent &report) {
        std::optional<TrainedModel> model;
        if (m_request.run)
            model = modelFromRun(m_project, *m_request.run);
        const PredictionColumns predictions(m_original.names(),
                                            model ? model->categories : std::vector<StudyCategory>(),
                                            model ? model->threshold : 0.5, model ? model->runName : std::string());
        std::vector<CsvWriter::Column> columns = m_original.columns();
        for (const char *name : {"label", "label_id", "n_coders", "status", "unsure", "flag", "labelled_at", "source",
                                 "split", "archived"})
            columns.push_back(
                {predictions.name(name), std::string(name) == "n_coders" ? CellKind::Number : CellKind::Text});
        if (model)
            for (const CsvWriter::Column &column : predictions.columns())
                columns.push_back(column);
        std::map<TweetKey, Side> sides;
        for (const SidedTweet &tweet : SplitRepository(m_project).storedSides())
            sides[tweet.label.tweet] = tweet.side;

        CsvWriter writer(m_request.outPath, m_request.profile, columns);
        PredictSummary summary;
        eachPage(stop, report, [&](std::span<const TweetKey> page) {
            const std::vector<TweetRow> rows = m_tweets.rows(page);
            std::map<TweetKey, StoredPrediction> stored;
            if (model)
                for (StoredPrediction &prediction : PredictionRepository(m_project).of(*m_request.run, page))
                    stored[prediction.tweet] = prediction;
            for (const TweetRow &row : rows) {
                std::vector<std::string> cells = m_original.cellsFor(m_request.profile, m_tweets.get(row.key));
                appendLabel(cells, row, sides);
                if (model) {
                    const auto found = stored.find(row.key);
                    if (found == stored.end())
                        predictions.appendEmpty(cells);
                    else if (found->second.number)
                        predictions.appendNumber(cells, *found->second.number);
                    else
                        predictions.append(cells, found->second.category, found->second.logProbabilities);
                }
                writer.row(cells);
                ++summary.rows;
            }
        });
        writer.finish();
        summary.sha256 = writer.sha256();
        return summary;
    }

    PredictSummary longShape(const std::stop_token &stop, const ReportEvent &report) {
        CsvWriter writer(m_request.outPath, m_request.profile,
                         {{"tweet_id", CellKind::Id},
                          {"w_event", CellKind::Text},
                          {"w_coder", CellKind::Text},
                          {"w_round", CellKind::Number},
                          {"w_action", CellKind::Text},
                          {"w_label", CellKind::Text},
                          {"w_label_id", CellKind::Text},
                          {"w_ms_shown", CellKind::Number},
                          {"w_order", CellKind::Text},
                          {"w_codebook_rev", CellKind::Number},
                          {"w_source", CellKind::Text},
                          {"w_labelled_at", CellKind::Text},
                          {"w_archived", CellKind::Text}});
        PredictSummary summary;
        eachPage(stop, report, [&](std::span<const TweetKey> page) {
            for (const TweetRow &row : m_tweets.rows(page)) {
                for (const LabelEvent &event : m_labels.history(row.key)) {
                    const Category *category = m_codebook.find(event.code);
                    writer.row({row.id.text(), event.uuid, event.coder, std::to_string(event.round),
                                std::string(actionName(event.action)), category == nullptr ? "" : category->name,
                                category == nullptr ? "" : category->value,
                                event.msShown > 0 ? std::to_string(event.msShown) : "", event.order,
                                event.revision > 0 ? std::to_string(event.revision) : "",
                                std::string(sourceName(event.source)), isoUtc(event.atMs), archivedMark(category)});
                    ++summary.rows;
                }
            }
        });
        writer.finish();
        summary.sha256 = writer.sha256();
        return summary;
    }

private:
    template <typename Visit>
    void eachPage(const std::stop_token &stop, const ReportEvent &report, const Visit &visit) {
        TweetFilter filter;
        if (m_request.rows == ExportRows::Labelled)
            filter.state = TweetFilter::State::Labelled;
        const std::vector<TweetKey> keys = m_tweets.keys(filter);
        report(PhaseStarted{"Exporting", static_cast<std::int64_t>(keys.size())});
        constexpr std::size_t kPage = 1000;
        for (std::size_t first = 0; first < keys.size(); first += kPage) {
            if (stop.stop_requested())
                throw Cancelled();
            const std::size_t rows = std::min(kPage, keys.size() - first);
            visit(std::span<const TweetKey>(keys.data() + first, rows));
            report(RowsDone{static_cast<std::int64_t>(first + rows), 0});
        }
    }

    void appendLabel(std::vector<std::string> &cells, const TweetRow &row,
                     const std::map<TweetKey, Side> &sides) const {
        std::vector<StandingDecision> decisions;
        if (row.state != LabelState::Unlabelled)
            decisions = m_labels.standing(row.key);
        std::int64_t coders = 0;
        const StandingDecision *deciding = nullptr;
        for (const StandingDecision &decision : decisions) {
            if (decision.action == LabelAction::Skip)
                continue;
            coders += decision.coder == kImportedCoder ? 0 : 1;
            if (decision.coder == row.coder)
                deciding = &decision;
        }
        const Category *category = m_codebook.find(row.code);
        cells.push_back(category == nullptr ? "" : category->name);
        cells.push_back(category == nullptr ? "" : category->value);
        cells.push_back(std::to_string(coders));
        cells.push_back(statusOf(row.state));
        cells.push_back(row.isUnsure ? "1" : "");
        cells.push_back(row.isFlagged ? "1" : "");
        cells.push_back(deciding == nullptr ? "" : isoUtc(deciding->atMs));
        cells.push_back(deciding == nullptr ? "" : std::string(sourceName(deciding->source)));
        const auto side = sides.find(row.key);
        cells.push_back(side == sides.end() ? "" : std::string(sideName(side->second)));
        cells.push_back(archivedMark(category));
    }

    Project &m_project;
    const ExportRequest &m_request;
    TweetRepository m_tweets;
    LabelRepository m_labels;
    Codebook m_codebook;
    ProjectColumns m_original;
};

}  // namespace

PredictSummary exportLabels(Project &project, const ExportRequest &request, std::stop_token stop,
                            const ReportEvent &report) {
    refuseInputsAsOutputs({request.outPath}, {project.path()});
    const auto start = std::chrono::steady_clock::now();
    LabelExport work(project, request);
    PredictSummary summary =
        request.shape == ExportShape::Wide ? work.wide(stop, report) : work.longShape(stop, report);
    summary.seconds = secondsSince(start);
    return summary;
}

}  // namespace warbler
