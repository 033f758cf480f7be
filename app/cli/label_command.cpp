// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/label_command.h"

#include <iostream>
#include <ostream>

#include "app/cli/project_access.h"
#include "app/cli/text_lines.h"
#include "core/base/error.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_repository.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string project, coder, tweet, category, source;
};

class Labelling {
public:
    Labelling(Project &project, std::string coder)
        : m_tweets(project), m_labels(project), m_codebook(CodebookRepository(project).load()),
          m_coder(std::move(coder)) {}

    void store(const std::string &id, const std::string &category, const std::string &place) {
        const std::optional<TweetKey> key = m_tweets.find(TweetId(id));
        if (!key)
            throw Error(ErrorCode::BadData, place + "no tweet has the id \"" + id + "\"",
                        "Check the id; ids are text, blanks and a leading i count.");
        const Category *found = m_codebook.findValue(category);
        if (found == nullptr)
            found = m_codebook.findName(category);
        if (found == nullptr) {
            std::string names;
            for (const Category &one : m_codebook.active())
                names += (names.empty() ? "" : ", ") + one.name;
            throw Error(ErrorCode::UnknownLabel,
                        place + "no category is called \"" + category + "\"; there are " + names,
                        "Use one of these names.");
        }
        LabelEvent event;
        event.tweet = *key;
        event.coder = m_coder;
        event.code = found->id;
        m_labels.append(event);
    }

private:
    TweetRepository m_tweets;
    LabelRepository m_labels;
    Codebook m_codebook;
    std::string m_coder;
};

int execute(Context &context, const Options &options) {
    const std::shared_ptr<Project> project = openToWrite(context, options.project);
    Labelling labelling(*project, options.coder);
    std::int64_t stored = 0;
    const auto soFar = [&stored] {
        return std::to_string(stored) + (stored == 1 ? " label is stored" : " labels are stored");
    };
    if (options.source == "-") {
        std::string line;
        std::int64_t number = 1;
        for (; std::getline(std::cin, line); ++number) {
            if (!line.empty() && line.back() == '\r')
                line.pop_back();
            if (line.empty())
                continue;
            const std::string place = "line " + std::to_string(number) + ": ";
            const std::string::size_type comma = line.find(',');
            if (comma == std::string::npos)
                throw Error(ErrorCode::BadData, place + "no comma in it; " + soFar() + " from the lines before",
                            "Write id,category on each line.");
            try {
                labelling.store(line.substr(0, comma), line.substr(comma + 1), place);
            } catch (const Error &error) {
                throw Error(error.code(), error.detail() + "; " + soFar() + " from the lines before", error.hint());
            }
            ++stored;
        }
        throwIfUnread(std::cin, {}, static_cast<std::size_t>(number - 1));
    } else {
        if (options.tweet.empty() || options.category.empty())
            throw Error(ErrorCode::Usage, "neither --tweet with --category nor - was given",
                        "Give --tweet ID --category NAME, or - to read id,category lines.");
        labelling.store(options.tweet, options.category, {});
        stored = 1;
    }
    closeStored(context, *project, soFar());
    if (context.isJson)
        context.print({{"stored", stored}});
    else
        context.out << stored << (stored == 1 ? " label stored\n" : " labels stored\n");
    return 0;
}

}  // namespace

void addLabel(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("label", "Store labels from a script");
    const auto options = std::make_shared<Options>();
    command->add_option("PROJECT", options->project, "The .warbler file")->required();
    command->add_option("SOURCE", options->source, "- reads id,category lines from standard input")
        ->check(CLI::IsMember({"-"}));
    command->add_option("--coder", options->coder, "Who labels")->required();
    command->add_option("--tweet", options->tweet, "Id of the tweet");
    command->add_option("--category", options->category, "Name or value of the category");
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
