// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/known_export.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "core/base/utf8.h"
#include "core/tables/field_kind.h"

namespace warbler {

namespace {
// Column lists: twarc-csv's dataframe_converter.py and twarc's json2csv.py (DocNow), hydrator's twitter.js (DocNow),
// academictwitteR's tidy and raw formats (the raw one keeps the list referenced_tweets, which twarc-csv splits), the
// fields of the X API as data frames hold them, rtweet 0.7 and 1.x, snscrape's Tweet, twint's write_meta.py, the export
// dialogs of Brandwatch and Meltwater.
std::vector<KnownExport> exportsOfX() {
    return {
        {"academictwitteR",
         {{"tweet_id", "user_username", "author_id", "sourcetweet_type"},
          {"tweet_id", "user_username", "author_id", "conversation_id"},
          {"author_id", "text", "referenced_tweets", "public_metrics.like_count"}},
         {"tweet_id", "id"},
         {"text"},
         {"created_at"},
         {"user_username", "author.username", "author_id"},
         {"lang"},
         {}},
        {"twarc (X API v2)",
         {{"conversation_id", "author_id", "public_metrics.like_count"},
          {"author_id", "reply_settings", "edit_history_tweet_ids"},
          {"author_id", "author.username", "text"},
          {"__twarc.version", "text"}},
         {"id"},
         {"text"},
         {"created_at"},
         {"author.username", "author_id"},
         {"lang"},
         {}},
        {"twarc (X API v1.1)",
         {{"tweet_url", "user_screen_name", "retweet_or_quote_id"},
          {"tweet_url", "user_screen_name", "parsed_created_at"},
          {"tweet_url", "user_screen_name", "tweet_type"}},
         {"id"},
         {"text", "full_text"},
         {"created_at", "parsed_created_at"},
         {"user_screen_name"},
         {"lang"},
         {}},
        {"Hydrator",
         {{"tweet_url", "user_screen_name", "retweet_screen_name", "retweet_id"}},
         {"id"},
         {"text"},
         {"created_at"},
         {"user_screen_name"},
         {"lang"},
         {}},
    };
}

std::vector<KnownExport> exportsOfOthers() {
    return {
        {"rtweet",
         {{"status_id", "screen_name", "text", "display_text_width"},
          {"status_id", "user_id", "screen_name", "is_retweet"},
          {"id_str", "display_text_range", "text"},
          {"id_str", "display_text_range", "full_text"}},
         {"status_id", "id_str"},
         {"full_text", "text"},
         {"created_at"},
         {"screen_name", "user_id"},
         {"lang"},
         {}},
        {"snscrape",
         {{"url", "date", "renderedContent", "conversationId"},
          {"rawContent", "replyCount", "retweetCount"},
          {"content", "replyCount", "retweetCount", "conversationId"}},
         {"id"},
         {"rawContent", "content", "renderedContent"},
         {"date"},
         {"username", "user.username", "user_username", "user"},
         {"lang"},
         {}},
        {"twint",
         {{"conversation_id", "tweet", "replies_count", "retweets_count", "likes_count"},
          {"tweet", "user_rt_id", "trans_src", "trans_dest"}},
         {"id"},
         {"tweet"},
         {"created_at", "date"},
         {"username", "user_id"},
         {"language"},
         {}},
        {"Sentiment140",
         {{"target", "ids", "date", "flag", "user", "text"}, {"target", "id", "date", "flag", "user", "text"}},
         {"id", "ids"},
         {"text"},
         {"date"},
         {"user"},
         {},
         {"target"}},
    };
}

// The fields of the X API as they come, which several programs write as a data frame.
std::vector<KnownExport> fieldsOfTheApi() {
    return {
        {"X API v2",
         {{"id", "text", "author_id", "conversation_id", "reply_settings"}},
         {"id"},
         {"text"},
         {"created_at"},
         {"author_id"},
         {"lang"},
         {}},
        {"X API v1.1",
         {{"id_str", "text", "user.screen_name"}, {"id_str", "full_text", "user.screen_name"}},
         {"id_str", "id"},
         {"full_text", "text"},
         {"created_at"},
         {"user.screen_name"},
         {"lang"},
         {}},
    };
}

// Social listening: both have a Sentiment of their own.
std::vector<KnownExport> exportsOfListening() {
    return {
        {"Brandwatch",
         {{"Query Name", "Page Type", "Snippet"},
          {"Query Name", "Page Type", "Full Text"},
          {"Query Id", "Query Name", "Full Text"},
          {"Title", "Snippet", "Url", "Domain", "Sentiment"}},
         {"Tweet Id", "X Post Id", "Post Id", "Mention Id", "Resource Id"},
         {"Full Text", "Snippet"},
         {"Date"},
         {"Author"},
         {"Language"},
         {"Sentiment"}},
        {"Meltwater",
         {{"Hit Sentence", "Influencer"},
          {"Hit Sentence", "Opening Text", "Document ID"},
          {"Hit Sentence", "Opening Text", "Source Name"}},
         {"Tweet Id", "Document ID"},
         {"Hit Sentence", "Opening Text"},
         {"Date", "Alternate Date Format"},
         {"Twitter Screen Name", "Author Handle", "Influencer", "Author Name"},
         {"Language"},
         {"Sentiment"}},
    };
}

const std::vector<KnownExport> &knownExports() {
    static const std::vector<KnownExport> exports = [] {
        std::vector<KnownExport> all = exportsOfX();
        for (const auto &others : {exportsOfOthers(), fieldsOfTheApi(), exportsOfListening()})
            all.insert(all.end(), others.begin(), others.end());
        return all;
    }();
    return exports;
}

bool isNumber(const std::string &field) {
    return !field.empty() && field.find_first_not_of("0123456789") == std::string::npos;
}

bool isSentiment140Row(const CsvRow &row) {
    if (row.fields.size() != 6)
        return false;
    const std::string &target = row.fields[0], &date = row.fields[2];
    const bool isTarget = target == "0" || target == "2" || target == "4";
    // Mon Apr 06 22:19:45 PDT 2009
    return isTarget && isNumber(row.fields[1]) && date.size() >= 27 && date[3] == ' ' && date[13] == ':' &&
           date[16] == ':';
}

// A later export of an export has w2_, and so on: the newest is the one to take.
int generationOf(std::string_view column) {
    if (column.size() < 3 || (column[0] != 'w' && column[0] != 'W'))
        return 0;
    std::size_t at = 1;
    int generation = 0;
    while (at < column.size() && at < 4 && column[at] >= '0' && column[at] <= '9')
        generation = 10 * generation + (column[at++] - '0');
    if (at >= column.size() || column[at] != '_')
        return 0;
    return at == 1 ? 1 : generation;
}
}  // namespace

std::vector<std::string> namesOfSentiment140(const std::vector<std::string> &columns,
                                             const std::vector<CsvRow> &sample) {
    if (columns.size() != 6 || sample.empty())
        return {};
    const auto fits = std::count_if(sample.begin(), sample.end(), isSentiment140Row);
    if (10 * static_cast<std::size_t>(fits) < 9 * sample.size())
        return {};
    return {"target", "id", "date", "flag", "user", "text"};
}

const KnownExport *recogniseExport(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample) {
    std::unordered_set<std::string> names;
    for (const std::string &column : columns)
        names.insert(plainName(column));
    const bool isSentiment140 = !namesOfSentiment140(columns, sample).empty();
    for (const KnownExport &known : knownExports()) {
        if (isSentiment140 && plainName(known.name) == "sentiment140")
            return &known;
        for (const auto &signature : known.signatures)
            if (std::all_of(signature.begin(), signature.end(),
                            [&](std::string_view name) { return names.count(plainName(name)) > 0; }))
                return &known;
    }
    return nullptr;
}

bool isCountColumn(std::string_view column) {
    static constexpr std::array<std::string_view, 13> endings = {
        "count",   "counts", "reach",       "likes",      "followers", "following", "retweets",
        "replies", "shares", "impressions", "engagement", "echo",      "authority"};
    const std::string name = plainName(column);
    return name == "ave" || name == "impact" || name == "views" ||
           std::any_of(endings.begin(), endings.end(), [&name](std::string_view ending) {
               return name.size() >= ending.size() &&
                      name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
           });
}

bool isOwnColumn(std::string_view column) { return generationOf(column) > 0; }

int ownLabelColumn(const std::vector<std::string> &columns) {
    int best = -1, bestGeneration = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int generation = generationOf(columns[i]);
        if (generation <= bestGeneration)
            continue;
        const std::string prefix = columns[i].substr(0, columns[i].find('_') + 1);
        if (columns[i] != prefix + "label" ||
            std::find(columns.begin(), columns.end(), prefix + "status") == columns.end())
            continue;
        best = static_cast<int>(i);
        bestGeneration = generation;
    }
    return best;
}

}  // namespace warbler
