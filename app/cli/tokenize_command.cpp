// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tokenize_command.h"

#include <ostream>

#include "app/cli/text_lines.h"
#include "core/base/file_error.h"
#include "core/models/model_lookup.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizers/load_tokenizer.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string model, file = "-", special = "yes", specialText = "plain";
    bool isJsonLines = false;
};

int execute(Context &context, const Options &options) {
    const std::string path = isThere(options.model) ? options.model : findModel(options.model);
    const std::shared_ptr<const Tokenizer> tokenizer = loadTokenizer(path);
    const SpecialTokens special = options.special == "yes" ? SpecialTokens::Add : SpecialTokens::Omit;
    const SpecialText specialText = options.specialText == "match" ? SpecialText::Match : SpecialText::Plain;
    for (const std::string &text :
         readLines(options.file, options.isJsonLines ? LineForm::JsonLines : LineForm::Plain)) {
        context.out << "[";
        const char *separator = "";
        for (const TokenId id : tokenizer->encode(text, special, specialText)) {
            context.out << separator << id;
            separator = ", ";
        }
        context.out << "]\n";
    }
    return 0;
}

}  // namespace

void addTokenize(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("tokenize", "Text lines in, token ids out");
    const auto options = std::make_shared<Options>();
    command->add_option("MODEL", options->model, "Model folder, name or default; or a tokenizer.json or .model file")
        ->required();
    command->add_option("FILE", options->file, "Text, one line each; - is standard input");
    command->add_flag("--jsonl", options->isJsonLines, "Each line is a JSON string or {\"text\": ...}");
    command->add_option("--special", options->special, "Add the template's special tokens")
        ->check(CLI::IsMember({"yes", "no"}));
    command->add_option("--special-text", options->specialText, "\"</s>\" inside a text: plain text, or matched")
        ->check(CLI::IsMember({"plain", "match"}));
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
