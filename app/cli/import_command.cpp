// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_command.h"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "app/cli/project_access.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/output_check.h"
#include "core/base/utf8.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/tweet_import.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/category_plan.h"
#include "core/tables/alarm.h"
#include "core/tables/csv/csv_preview.h"
#include "core/workflows/import_corpus.h"
#include "core/workflows/import_trial.h"
#include "core/workflows/rejected_rows.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string project, file, duplicates = "first", positive, coder;
    bool isDuplicateRuleChosen = false;
    ColumnOptions columns;
    std::vector<std::string> map, missing;
    bool isDryRun = false;
};

ImportRequest requestOf(const Options &options) {
    ImportRequest request;
    request.csvPath = options.file;
    request.dialect = options.columns.dialect();
    request.columns = {options.columns.id, options.columns.text, options.columns.label, options.columns.created, {}};
    request.columns.coder = options.columns.coder;
    request.missing = options.missing;
    request.positive = options.positive;
    request.coder = options.coder;
    request.isDuplicateRuleChosen = options.isDuplicateRuleChosen;
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
    json["columns"] = {{"id", orNull(preview.mapping.id)},         {"text", orNull(preview.mapping.text)},
                       {"label", orNull(preview.mapping.label)},   {"created", orNull(preview.mapping.created)},
                       {"author", orNull(preview.mapping.author)}, {"language", orNull(preview.mapping.language)},
                       {"coder", orNull(preview.mapping.coder)}};
    json["collector"] = preview.collector.empty() ? Json(nullptr) : Json(preview.collector);
    Json candidates = Json::array();
    for (const int column : preview.labelCandidates)
        candidates.push_back(columnName(preview, column));
    json["label_candidates"] = candidates;
    return json;
}

// What was guessed, then how many rows came to what.
Json countsJson(const CsvPreview &preview, const FileReceipt &receipt) {
    Json json = guesses(preview);
    json["read"] = receipt.read;
    json["imported"] = receipt.imported;
    json["duplicate"] = receipt.duplicate;
    json["empty"] = receipt.empty;
    json["rejected"] = receipt.rejected;
    json["skipped"] = receipt.skipped;
    json["labelled"] = receipt.labelled;
    return json;
}

Json alarmsJson(const std::vector<Alarm> &alarms) {
    Json json = Json::array();
    for (const Alarm &alarm : alarms)
        json.push_back(
            {{"kind", alarm.kind}, {"message", alarm.sentence}, {"rows", alarm.rows}, {"first_line", alarm.firstLine}});
    return json;
}

bool hasNoTable(const CsvPreview &preview) { return !preview.guess.noTable.empty(); }

// The lines that are no records, the first ten of them.
void tellSkipped(std::ostream &err, const CsvPreview &preview) {
    for (std::size_t i = 0; i < preview.skippedLines.size() && i < 10; ++i)
        err << "skipped: line " << preview.skippedLines[i].line << ": " << excerpt(preview.skippedLines[i].raw) << "\n";
    if (preview.skippedLines.size() > 10)
        err << "skipped: and more\n";
}

// The counts are those of an import, which is done to a copy; the rest is what was looked at.
int dryRun(Context &context, const CsvPreview &preview, const Options &options, const ImportRequest &request) {
    FileReceipt receipt;
    receipt.read = preview.rowsRead + preview.rowsRejected;
    receipt.rejected = preview.rowsRejected;
    receipt.empty = preview.emptyTexts;
    receipt.skipped = preview.skipped;
    receipt.alarms = preview.alarms;
    if (preview.mapping.text >= 0)
        context.interruptible(
            [&](std::stop_token stop) { receipt = tryImport(options.project, request, stop, context.progress()); });
    Json json = countsJson(preview, receipt);
    json["dry_run"] = true;
    json["alarms"] = alarmsJson(receipt.alarms);
    Json labels = Json::array();
    for (const LabelValue &value : preview.labelValues)
        labels.push_back({{"value", value.value}, {"count", value.count}});
    json["label_values"] = labels;
    if (context.isJson)
        context.print(json);
    else
        context.out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
    return receipt.rejected > 0 || hasNoTable(preview) ? 7 : 0;
}

// --map VALUE=CATEGORY also takes a category by the value it has in its file.
void nameCategories(const Codebook &codebook, ImportRequest &request) {
    for (auto &[value, category] : request.categoryNames)
        if (codebook.findName(category) == nullptr)
            if (const Category *found = codebook.findValue(category))
                category = found->name;
}

std::string quotedNames(const Codebook &codebook) {
    std::string names;
    for (const Category &category : codebook.active())
        names += (names.empty() ? "\"" : ", \"") + category.name + "\"";
    return names;
}

// What nobody decided and what looks like one value written in two ways, before it becomes a category.
void tellPlan(std::ostream &err, const Codebook &codebook, const ImportRequest &request,
              const std::vector<LabelValue> &values) {
    bool isAnyNew = false;
    for (const PlannedValue &planned : planCategories(codebook, {}, values, request.missing)) {
        if (planned.act != PlannedValue::Act::New || request.categoryNames.count(planned.value) > 0)
            continue;
        if (!planned.sameAs.empty())
            err << "attention: the label \"" << planned.value << "\" differs from \"" << planned.sameAs
                << "\" in spelling only and becomes a category of its own; --map \"" << planned.value << "="
                << planned.sameAs << "\" joins them\n";
        if (!planned.mustBeAsked)
            continue;
        isAnyNew = true;
        err << "attention: no category is called \"" << planned.value << "\", so it becomes a new one";
        if (planned.meeting == PlannedValue::Meeting::Value)
            err << " (\"" << planned.categoryName << "\" has that value, which may mean something else)";
        else if (planned.meeting == PlannedValue::Meeting::Spelling)
            err << " (\"" << planned.categoryName << "\" differs in spelling only)";
        err << "\n";
    }
    if (isAnyNew)
        err << "to join one of " << quotedNames(codebook) << ": --map VALUE=CATEGORY\n";
    err.flush();
}

Json valuesJson(const std::vector<ReceivedValue> &values) {
    Json json = Json::array();
    for (const ReceivedValue &value : values)
        json.push_back({{"value", value.value},
                        {"count", value.rows},
                        {"category", value.category},
                        {"new", value.became == ReceivedValue::Became::New}});
    return json;
}

Json receiptJson(const CsvPreview &preview, const FileReceipt &receipt, const RejectedFile &rejected) {
    Json json = countsJson(preview, receipt);
    json["categories"] = valuesJson(receipt.values);
    json["seconds"] = receipt.seconds;
    json["alarms"] = alarmsJson(receipt.alarms);
    json["rejected_file"] = rejected.path.empty() ? Json(nullptr) : Json(rejected.path);
    json["sha256"] = receipt.sha256;
    return json;
}

void tellReceipt(std::ostream &out, const FileReceipt &receipt, const Options &options) {
    out << groupedText(receipt.read) << " rows read: " << groupedText(receipt.imported) << " imported, "
        << groupedText(receipt.duplicate) << " duplicate, " << groupedText(receipt.empty) << " empty, "
        << groupedText(receipt.rejected) << " rejected; " << groupedText(receipt.labelled) << " labelled";
    if (receipt.skipped > 0)
        out << "; " << groupedText(receipt.skipped) << " lines that are no rows skipped";
    out << "\n";
    for (const ReceivedValue &value : receipt.values)
        out << "label \"" << value.value << "\": " << groupedText(value.rows)
            << (value.rows == 1 ? " row, " : " rows, ")
            << (value.became == ReceivedValue::Became::New ? "new category \"" : "category \"") << value.category
            << "\"\n";
    for (const auto &[value, category] : requestOf(options).categoryNames)
        if (std::none_of(receipt.values.begin(), receipt.values.end(),
                         [&](const ReceivedValue &one) { return one.value == value; }))
            out << "attention: --map " << value << "=" << category << " met no imported row\n";
    for (const Alarm &alarm : receipt.alarms)
        out << "attention: " << alarm.sentence << "\n";
}

enum class ProjectFile { WasThere, MadeForThis };

// Nothing came of the import: a project made for it goes as well, unless all of it is stored and only waits to be
// shown.
void endFailedImport(std::shared_ptr<Project> &project, const Options &options, ProjectFile file) {
    bool isKept = file == ProjectFile::WasThere;
    try {
        isKept = isKept || TweetRepository(*project).hasDecidedImport();
        project->close();
    } catch (const Error &) {
        // The error of the import itself is the one to tell.
    }
    project.reset();
    if (isKept)
        return;
    for (const char *suffix : {"-wal", "-shm", "-journal", "-lock", ""}) {
        std::error_code ignored;
        std::filesystem::remove(options.project + suffix, ignored);
    }
}

int execute(Context &context, const Options &options) {
    ImportRequest request = requestOf(options);
    refuseInputsAsOutputs({options.file}, {options.project});
    const CsvPreview preview =
        previewCsv(request.csvPath, request.dialect, request.columns, options.isDryRun ? 200000 : 2000);
    if (!context.isJson && !context.isQuiet && !preview.collector.empty())
        context.err << "an export of " << preview.collector << "\n";
    if (!context.isJson && !context.isQuiet)
        context.err << "encoding: " << encodingName(preview.guess.dialect.encoding) << " ("
                    << preview.guess.encodingReason << ")\n"
                    << "delimiter: " << preview.guess.delimiterReason << "\n"
                    << "id column: " << columnName(preview, preview.mapping.id) << " (" << preview.idReason << ")\n"
                    << "text column: " << columnName(preview, preview.mapping.text) << " (" << preview.textReason
                    << ")\n"
                    << "label column: " << columnName(preview, preview.mapping.label) << " (" << preview.labelReason
                    << ")" << std::endl;
    if (!context.isJson && !context.isQuiet)
        tellSkipped(context.err, preview);
    if (options.isDryRun)
        return dryRun(context, preview, options, request);
    const bool isNew = Project::isNew(options.project);
    std::shared_ptr<Project> project = isNew ? Project::create(options.project) : openToWrite(context, options.project);
    FileReceipt receipt;
    try {
        const Codebook codebook = CodebookRepository(*project).load();
        nameCategories(codebook, request);
        if (const Category *positive = codebook.find(codebook.positive());
            positive != nullptr && !options.positive.empty())
            context.err << "attention: the category of interest stays \"" << positive->name
                        << "\"; an import changes it in no project that has one" << std::endl;
        if (preview.mapping.label >= 0)
            tellPlan(context.err, codebook, request, preview.labelValues);
        context.interruptible(
            [&](std::stop_token stop) { receipt = importCorpus(*project, request, stop, context.progress()); });
    } catch (...) {
        endFailedImport(project, options, isNew ? ProjectFile::MadeForThis : ProjectFile::WasThere);
        throw;
    }
    const RejectedFile rejected = writeRejected(*project, receipt, options.file);
    if (!rejected.problem.empty())
        context.err << "attention: the rejected rows could not be written beside the CSV: " << rejected.problem
                    << "\nThey are in the project: warbler-cli rejected " << options.project << " -o FILE" << std::endl;
    if (!context.isJson)
        tellReceipt(context.out, receipt, options);
    if (!context.isJson && !rejected.path.empty())
        context.out << "rejected rows: " << rejected.path << "\n";
    closeStored(context, *project,
                "all is stored: " + groupedText(receipt.imported) + " tweets, " + groupedText(receipt.labelled) +
                    " labels");
    if (context.isJson)
        context.print(receiptJson(preview, receipt, rejected));
    return receipt.rejected > 0 || hasNoTable(preview) ? 7 : 0;
}

}  // namespace

void addImport(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("import", "Read a CSV of tweets into a project");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT", options->project, "The .warbler file; made if absent or empty")->required();
    command->add_option("FILE", options->file, "The CSV")->required();
    options->columns.addTo(*command);
    command->add_option("--created", options->columns.created, "Column with the date");
    command->add_option("--coder-column", options->columns.coder,
                        "Column that says who gave the label of each row ('-': none)");
    command->add_option("--coder", options->coder, "Who gave the labels of this file");
    command
        ->add_option("--map", options->map,
                     "VALUE=CATEGORY: the category a label value stands for; one of the codebook is joined, another "
                     "name makes a new one. Without it "
                     "a value joins the category of exactly its name, and any other value becomes a new category")
        ->allow_extra_args(false);
    command->add_option("--missing", options->missing, "A label value that means: not labelled")
        ->allow_extra_args(false);
    command->add_option(
        "--positive", options->positive,
        "Label value of the category of interest, for a project that has none yet; a later import never changes it");
    CLI::Option *duplicates = command
                                  ->add_option("--duplicates", options->duplicates,
                                               "Which row of one id counts, and which of two labels one coder gave a "
                                               "tweet; must be said where such labels differ")
                                  ->check(CLI::IsMember({"first", "last", "reject"}));
    command->add_flag("--dry-run", options->isDryRun, "Show every guess, store nothing");
    command->callback([&context, options, duplicates] {
        options->isDuplicateRuleChosen = duplicates->count() > 0;
        context.action = [&context, options] { return execute(context, *options); };
    });
}

}  // namespace warbler::cli
