// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/hard_prompt.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/classify/example_maker.h"
#include "core/tuning/tune_preparation.h"

namespace warbler {

namespace {

constexpr const char *kBlankLine = "\n\n";
constexpr std::int64_t kNoLimit = 1 << 20;

template <typename T>
void shuffle(std::vector<T> &values, std::uint64_t seed, const std::string &stream) {
    Mt19937 generator(streamSeed(seed, stream));
    std::vector<T> drawn;
    for (const std::uint32_t index : permutation(static_cast<std::uint32_t>(values.size()), generator))
        drawn.push_back(values[index]);
    values = std::move(drawn);
}

// In the lead a special token's spelling would be matched as that token, which no tweet may do.
std::vector<const StudyRow *> drawableRows(const TuningConfig &config, const Study &study, const Tokenizer &tokenizer,
                                           HardPrompt &prompt) {
    std::vector<const StudyRow *> rows;
    for (const std::int64_t index : study.trainOrder) {
        const StudyRow &row = study.rows[static_cast<std::size_t>(index)];
        const std::string text = applyCase(config, row.text);
        if (!config.matchSpecialText && tokenizer.encode(text, SpecialTokens::Omit, SpecialText::Match) !=
                                            tokenizer.encode(text, SpecialTokens::Omit))
            prompt.warnings.push_back("tweet " + row.id.text() +
                                      " spells a special token of the model and is taken for no example");
        else
            rows.push_back(&row);
    }
    return rows;
}

void checkWindow(const TuningConfig &config, const Study &study, const ModelFolder &folder, const ExampleMaker &maker,
                 std::int64_t labelTokens, HardPrompt &prompt) {
    const std::int64_t window = folder.config.maxPositions;
    for (const StudyRow &row : study.rows) {
        const std::int64_t tokens = static_cast<std::int64_t>(maker.make(row.id, row.text).ids.size());
        if (window == 0 || row.side == Side::Train || tokens + labelTokens <= window)
            continue;
        const std::int64_t own = tokens - prompt.prefixTokens, room = window - labelTokens - own;
        std::string hint = own > window / 2 ? "Use --set max_tokens=" + std::to_string(window / 2) +
                                                  ", which shortens long tweets, and fewer examples (shots)."
                                            : "Use a shorter instruction or template.";
        if (config.shots > 0 && prompt.prefixTokens > 0)
            hint = "Use fewer examples (about --set shots=" +
                   std::to_string(std::max<std::int64_t>(0, config.shots * room / prompt.prefixTokens)) +
                   "), a smaller max_tokens, which shortens long tweets, or a model that reads more.";
        throw Error(ErrorCode::BadConfig,
                    "tweet " + row.id.text() + (row.line > 0 ? " in line " + std::to_string(row.line) : "") + " has " +
                        std::to_string(own) + " tokens, the prompt with shots=" + std::to_string(config.shots) +
                        " before it " + std::to_string(prompt.prefixTokens) + ", its label word up to " +
                        std::to_string(labelTokens) + "; the model reads " + std::to_string(window),
                    hint);
    }
    if (window > 0)
        prompt.maxTokens = std::min(prompt.maxTokens, window - labelTokens);
}

}  // namespace

std::vector<const StudyRow *> drawExamples(const std::vector<const StudyRow *> &rows, std::size_t categories,
                                           std::int64_t shots, std::uint64_t seed) {
    if (std::cmp_less(rows.size(), shots))
        throw Error(ErrorCode::BadConfig,
                    "shots=" + std::to_string(shots) + " examples, but only " + std::to_string(rows.size()) +
                        " training tweets can be examples",
                    "Use --set shots=" + std::to_string(rows.size()) + " or less.");
    std::vector<std::vector<const StudyRow *>> ofCategory(categories);
    for (const StudyRow *row : rows)
        ofCategory[static_cast<std::size_t>(row->category)].push_back(row);
    for (std::size_t c = 0; c < categories; ++c)
        shuffle(ofCategory[c], seed, "shots." + std::to_string(c));
    shuffle(ofCategory, seed, "shots.turns");
    std::vector<const StudyRow *> drawn;
    for (std::size_t round = 0; std::cmp_less(drawn.size(), shots); ++round)
        for (const std::vector<const StudyRow *> &one : ofCategory)
            if (round < one.size() && std::cmp_less(drawn.size(), shots))
                drawn.push_back(one[round]);
    shuffle(drawn, seed, "shots.order");
    return drawn;
}

HardPrompt hardPromptOf(const TuningConfig &config, const Study &study, const ModelFolder &folder) {
    HardPrompt prompt;
    const std::string &pattern = config.evaluationTemplate.empty() ? config.promptTemplate : config.evaluationTemplate;
    const ExampleMaker plain(folder.path, pattern, config.maxTokens, rulesOf(config));
    prompt.examples = drawExamples(drawableRows(config, study, plain.tokenizer(), prompt), study.categories.size(),
                                   config.shots, config.seed);
    if (!config.initText.empty())
        prompt.lead = config.initText + kBlankLine;
    const PromptTemplate shape(pattern);
    for (const StudyRow *row : prompt.examples)
        prompt.lead += shape.render(applyCase(config, row->text)) +
                       applyCase(config, study.categories[static_cast<std::size_t>(row->category)].word) + kBlankLine;
    const ExampleMaker whole = plain.behind(prompt.lead, kNoLimit);
    prompt.prefixTokens = static_cast<std::int64_t>(whole.leadingIds().size());
    prompt.maxTokens = prompt.prefixTokens + config.maxTokens;
    const ExampleMaker maker = plain.behind(prompt.lead, prompt.maxTokens);
    std::size_t longest = 0;
    for (const std::vector<TokenId> &label :
         maker.scoring(Task::CausalLm, study.categories, config.scoring, {}, prompt.warnings).labels)
        longest = std::max(longest, label.size());
    checkWindow(config, study, folder, maker, static_cast<std::int64_t>(longest), prompt);
    for (const StudyRow &row : study.rows) {
        const TokenizedExample made = maker.make(row.id, row.text);
        prompt.cut += made.wasCut ? 1 : 0;
        if (row.side == Side::Train)
            prompt.lengths.push_back(static_cast<std::int64_t>(made.ids.size()) - prompt.prefixTokens);
    }
    const std::vector<const StudyRow *> judged =
        study.side(study.count(Side::Validation) > 0 ? Side::Validation : Side::Test);
    if (!judged.empty()) {
        TokenizedExample made = maker.make(judged.front()->id, judged.front()->text);
        std::vector<TokenId> uncut = whole.make(judged.front()->id, judged.front()->text).ids;
        for (std::vector<TokenId> *ids : {&made.ids, &uncut})
            ids->erase(ids->begin(), ids->begin() + prompt.prefixTokens);
        prompt.example = readExample(maker.tokenizer(), made, uncut, {});
        prompt.example.initialText = prompt.lead;
    }
    if (pattern == "{text}")
        prompt.warnings.push_back("the template is the tweet alone, so the model is asked nothing: a template such as "
                                  "\"Tweet: {text}\\nLabel:\" does");
    if (!prompt.examples.empty())
        prompt.warnings.push_back("the saved prompt holds the text of its " + std::to_string(prompt.examples.size()) +
                                  " examples");
    if (prompt.cut > 0)
        prompt.warnings.push_back(std::to_string(prompt.cut) + " tweets are longer than " +
                                  std::to_string(config.maxTokens) + " tokens; their end is cut");
    return prompt;
}

}  // namespace warbler
