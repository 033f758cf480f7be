// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <ostream>

#include "app/cli/context.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/workflows/import_corpus.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string project, file, duplicates = "first", positive;
    ColumnOptions columns;
    std::vector<std::string> map, missing;
    bool isDryRun = false;
};

ImportRequest requestOf(const Options &options) {
    ImportRequest request;
    request.csvPath = options.file;
    request.dialect = {options.columns.encoding, options.columns.delimiter, options.columns.quote, options.columns.header};
    request.columns = {options.columns.id, options.columns.text, options.columns.label, options.columns.created, {}};
    request.missing = options.missing;
    request.positive = options.positive;
    request.duplicates = options.duplicates == "first"  ? DuplicateRule::First
                         : options.duplicates == "last" ? DuplicateRule::Last
                                                        : DuplicateRule::Reject;
    request.categoryNames = parseMap(options.map);
    return request;
}

std::string columnName(const CsvPreview &preview, int column) {
    return column < 0 ? std::string() : preview.columns[static_cast<std::size_t>(column)];
}

Json guesses(const CsvPreview &preview) {
    const auto orNull = [&](int column) { return column < 0 ? Json(nullptr) : Json(columnName(preview, column)); };
    Json json;
    json["encoding"] = encodingName(preview.guess.dialect.encoding);
    json["delimiter"] = delimiterName(preview.guess.dialect.delimiter);
    json["columns"] = {{"id", orNull(preview.mapping.id)}, {"text", orNull(preview.mapping.text)}, {"label", orNull(preview.mapping.label)},
                       {"created", orNull(preview.mapping.created)}, {"author", orNull(preview.mapping.author)},
                       {"language", orNull(preview.mapping.language)}, {"coder", orNull(preview.mapping.coder)}};
    json["collector"] = preview.collector.empty() ? Json(nullptr) : Json(preview.collector);
    Json candidates = Json::array();
    for (const int column : preview.labelCandidates)
        candidates.push_back(columnName(preview, column));
    json["label_candidates"] = candidates;
    return json;
}

Json alarmsJson(const std::vector<Alarm> &alarms) {
    Json json = Json::array();
    for (const Alarm &alarm : alarms)
        json.push_back({{"kind", alarm.kind}, {"message", alarm.sentence}, {"rows", alarm.rows}, {"first_line", alarm.firstLine}});
    return json;
}

int dryRun(Context &context, const CsvPreview &preview) {
    Json json = guesses(preview);
    json["read"] = preview.rowsRead;
    json["rejected"] = preview.rejected.size();
    json["empty"] = preview.emptyTexts;
    json["dry_run"] = true;
    json["alarms"] = alarmsJson(preview.alarms);
    Json labels = Json::array();
    for (const LabelValue &value : preview.labelValues)
        labels.push_back({{"value", value.value}, {"count", value.count}});
    json["label_values"] = labels;
    if (context.isJson)
        context.print(json);
    else
        context.out << json.dump(2) << "\n";
    return preview.rejected.empty() ? 0 : 7;
}

int execute(Context &context, const Options &options) {
    const ImportRequest request = requestOf(options);
    const CsvPreview preview = previewCsv(request.csvPath, request.dialect, request.columns, options.isDryRun ? 200000 : 2000);
    if (!context.isJson && !context.isQuiet && !preview.collector.empty())
        context.err << "an export of " << preview.collector << "\n";
    if (!context.isJson && !context.isQuiet)
        context.err << "encoding: " << encodingName(preview.guess.dialect.encoding) << " (" << preview.guess.encodingReason << ")\n"
                    << "delimiter: " << preview.guess.delimiterReason << "\n"
                    << "id column: " << columnName(preview, preview.mapping.id) << " (" << preview.idReason << ")\n"
                    << "text column: " << columnName(preview, preview.mapping.text) << " (" << preview.textReason << ")\n"
                    << "label column: " << columnName(preview, preview.mapping.label) << " (" << preview.labelReason << ")" << std::endl;
    if (options.isDryRun)
        return dryRun(context, preview);
    const bool isNew = !std::filesystem::exists(options.project);
    std::shared_ptr<Project> project = isNew ? Project::create(options.project) : Project::open(options.project);
    ImportReceipt receipt;
    try {
        context.interruptible([&](std::stop_token stop) { receipt = importCorpus(*project, request, stop, context.progress()); });
    } catch (...) {
        project->close();
        project.reset();
        if (isNew)
            std::filesystem::remove(options.project);
        throw;
    }
    project->close();
    const std::string rejectedFile = writeRejected(receipt, options.file);
    Json json = guesses(preview);
    json["read"] = receipt.read;
    json["imported"] = receipt.imported;
    json["duplicate"] = receipt.duplicate;
    json["empty"] = receipt.empty;
    json["rejected"] = receipt.rejected;
    json["labelled"] = receipt.labelled;
    json["seconds"] = receipt.seconds;
    json["alarms"] = alarmsJson(receipt.alarms);
    json["rejected_file"] = rejectedFile.empty() ? Json(nullptr) : Json(rejectedFile);
    json["sha256"] = receipt.sha256;
    if (context.isJson) {
        context.print(json);
    } else {
        context.out << grouped(receipt.read) << " rows read: " << grouped(receipt.imported) << " imported, " << grouped(receipt.duplicate)
                    << " duplicate, " << grouped(receipt.empty) << " empty, " << grouped(receipt.rejected) << " rejected; "
                    << grouped(receipt.labelled) << " labelled\n";
        for (const Alarm &alarm : receipt.alarms)
            context.out << "attention: " << alarm.sentence << "\n";
        if (!rejectedFile.empty())
            context.out << "rejected rows: " << rejectedFile << "\n";
    }
    return receipt.rejected > 0 ? 7 : 0;
}

}  // namespace

void addImport(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("import", "Read a CSV of tweets into a project");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT", options->project, "The .warbler file; made if absent")->required();
    command->add_option("FILE", options->file, "The CSV")->required();
    options->columns.addTo(*command);
    command->add_option("--created", options->columns.created, "Column with the date");
    command->add_option("--map", options->map, "VALUE=CATEGORY: name of the category a label value stands for")->allow_extra_args(false);
    command->add_option("--missing", options->missing, "A label value that means: not labelled")->allow_extra_args(false);
    command->add_option("--positive", options->positive, "Label value of the category of interest");
    command->add_option("--duplicates", options->duplicates, "Which row of one id to keep")->check(CLI::IsMember({"first", "last", "reject"}));
    command->add_flag("--dry-run", options->isDryRun, "Show every guess, store nothing");
    command->callback([&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
