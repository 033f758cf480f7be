// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "core/tables/alarm.h"
#include "core/tables/column_mapping.h"
#include "core/tables/csv/csv_preview.h"
#include "tests/core/tables/table_file.h"

using namespace warbler;
using namespace std::string_literals;

namespace {
// Forty rows: cell() fills what a column of that name holds.
std::string cell(const std::string &column, int row) {
    const std::string number = std::to_string(row);
    const auto has = [&](const char *part) { return column.find(part) != std::string::npos; };
    if (column == "text" || column == "tweet" || column == "rawContent" || column == "Full Text" ||
        column == "Hit Sentence")
        return "people talk about bus fares again " + number;
    if (column == "id" || column == "tweet_id" || column == "status_id" || column == "id_str" || column == "Tweet Id")
        return std::to_string(1290000000000004321ull + 7919004050ull * static_cast<unsigned>(row));
    if (column == "quotedTweet")
        return row % 5 == 0
                   ? "{'text': 'a long tweet that was quoted, with much in it', 'id': 5, 'user': {'name': 'someone'}}"
                   : "";
    if (has("description"))
        return "a long profile, with hobbies and what views are mine and what are not mine, " + number;
    if (has("url") || has("Url") || has("URL"))
        return "https://example.org/somebody/with/a/long/path/" + number;
    if (has("verified") || has("video") || has("sensitive") || has("truncated"))
        return row % 2 ? "TRUE" : "FALSE";
    if (column == "reply_settings")
        return row % 3 ? "everyone" : "mentionedUsers";
    if (column == "Sentiment" || column == "Page Type" || column == "Category")
        return row % 2 ? "positive" : "neutral";
    if (has("lang") || has("Lang"))
        return row % 4 ? "en" : "de";
    if (has("ate"))
        return "2020-05-05 10:00:" + std::string(row < 10 ? "0" : "") + number;
    if (has("sername") || has("screen_name") || has("Screen Name") || column == "Author")
        return "person" + std::to_string(row % 30);
    if (column == "user")
        return "{'username': 'person" + number + "'}";
    return row % 2 ? "1" : "0";
}

CsvPreview exported(const std::string &header) {
    std::string bytes = header + "\n";
    for (int row = 0; row < 40; ++row) {
        std::string line;
        for (std::size_t at = 0; at <= header.size();) {
            const std::size_t end = std::min(header.find(',', at), header.size());
            line += (line.empty() ? "\"" : ",\"") + cell(header.substr(at, end - at), row) + "\"";
            at = end + 1;
        }
        bytes += line + "\n";
    }
    return previewCsv(TableFile(bytes).path());
}

// Eighty rows, of which every so many have an id.
CsvPreview mixed(const std::string &header, const std::string &rest, int every, const ColumnChoice &chosen = {}) {
    std::string bytes = header + "\n";
    for (int row = 1; row <= 80; ++row)
        bytes += (row % every == 0 ? cell("id", row) : ""s) + ",people talk about bus fares again " +
                 std::to_string(row) + "," + rest + "\n";
    return previewCsv(TableFile(bytes).path(), {}, chosen);
}

QString mapped(const CsvPreview &shown) {
    const auto name = [&](int column) { return column < 0 ? "-"s : shown.columns[static_cast<std::size_t>(column)]; };
    const ColumnMapping &m = shown.mapping;
    return QString::fromStdString(shown.collector + ": " + name(m.id) + " / " + name(m.text) + " / " + name(m.label) +
                                  " / " + name(m.created) + " / " + name(m.author) + " / " + name(m.language));
}
}  // namespace

class KnownExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recognisesWhatCollectorsWrite_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("expected");
        QTest::newRow("twarc 2")
            << "id,conversation_id,referenced_tweets.replied_to.id,author_id,created_at,text,lang,source,public_"
               "metrics.reply_count,public_metrics.like_count,"
               "reply_settings,possibly_sensitive,entities.urls,author.created_at,author.username,author.description,"
               "author.url,author.verified,__twarc.version"
            << "twarc (X API v2): id / text / - / created_at / author.username / lang";
        QTest::newRow("twarc 1")
            << "id,tweet_url,created_at,parsed_created_at,user_screen_name,text,tweet_type,coordinates,hashtags,media,"
               "urls,favorite_count,in_reply_to_screen_name,lang,"
               "place,possibly_sensitive,retweet_count,retweet_or_quote_id,source,user_id,user_created_at,user_"
               "description,user_location,user_verified"
            << "twarc (X API v1.1): id / text / - / created_at / user_screen_name / lang";
        QTest::newRow("academictwitteR")
            << "tweet_id,user_username,text,possibly_sensitive,lang,source,created_at,conversation_id,author_"
               "id,user_description,user_verified,user_created_at,"
               "retweet_count,like_count,quote_count,sourcetweet_type,sourcetweet_id,sourcetweet_text"
            << "academictwitteR: tweet_id / text / - / created_at / user_username / lang";
        QTest::newRow("rtweet")
            << "user_id,status_id,created_at,screen_name,text,source,display_text_width,reply_to_status_id,is_quote,is_"
               "retweet,favorite_count,lang,description,url,verified"
            << "rtweet: status_id / text / - / created_at / screen_name / lang";
        QTest::newRow("rtweet 1")
            << "created_at,id,id_str,text,truncated,display_text_range,source,in_reply_to_status_id,is_quote_status,"
               "favorite_count,lang,possibly_sensitive"
            << "rtweet: id_str / text / - / created_at / - / lang";
        QTest::newRow("snscrape")
            << "url,date,rawContent,renderedContent,id,user,replyCount,retweetCount,likeCount,quoteCount,"
               "conversationId,lang,source,media,quotedTweet,hashtags"
            << "snscrape: id / rawContent / - / date / - / lang";
        QTest::newRow("twint")
            << "id,conversation_id,created_at,date,time,timezone,user_id,username,name,place,tweet,language,mentions,"
               "urls,photos,replies_count,retweets_count,likes_count,"
               "hashtags,cashtags,link,retweet,quote_url,video,thumbnail,near,geo,source,user_rt_id,user_rt,retweet_id,"
               "reply_to,retweet_date,translate,trans_src,trans_dest"
            << "twint: id / tweet / - / created_at / username / language";
        QTest::newRow("Hydrator")
            << "coordinates,created_at,hashtags,media,urls,favorite_count,id,in_reply_to_screen_name,in_reply_to_"
               "status_id,lang,place,possibly_sensitive,quote_id,"
               "retweet_count,retweet_id,retweet_screen_name,source,text,tweet_url,user_created_at,user_id,user_"
               "description,user_screen_name,user_verified"
            << "Hydrator: id / text / - / created_at / user_screen_name / lang";
        QTest::newRow("Brandwatch") << "Query Id,Query Name,Date,Title,Snippet,Url,Domain,Sentiment,Page "
                                       "Type,Language,Country Code,Author,Full Text,Category"
                                    << "Brandwatch: - / Full Text / - / Date / Author / Language";
        QTest::newRow("Brandwatch, chosen columns") << "Date,Title,Snippet,Url,Domain,Sentiment,Author"
                                                    << "Brandwatch: - / Snippet / - / Date / Author / -";
        QTest::newRow("Meltwater")
            << "Date,Headline,URL,Opening Text,Hit Sentence,Source,Influencer,Country,Language,Reach,Sentiment,Key "
               "Phrases,Tweet Id,Twitter Screen Name"
            << "Meltwater: Tweet Id / Hit Sentence / - / Date / Twitter Screen Name / Language";
        QTest::newRow("academictwitteR, raw")
            << "possibly_sensitive,text,author_id,lang,source,created_at,conversation_id,id,in_reply_to_user_id,"
               "public_metrics.retweet_count,public_metrics.like_count,attachments.media_keys,entities.mentions,"
               "referenced_tweets,geo.place_id"
            << "academictwitteR: id / text / - / created_at / author_id / lang";
        QTest::newRow("twarc 1, chosen columns")
            << "id,tweet_url,created_at,user_screen_name,text,tweet_type,lang,user_verified"
            << "twarc (X API v1.1): id / text / - / created_at / user_screen_name / lang";
        QTest::newRow("data frame of the second API")
            << "id,text,author_id,conversation_id,created_at,lang,possibly_sensitive,source,reply_settings,"
               "in_reply_to_user_id"
            << "X API v2: id / text / - / created_at / author_id / lang";
        QTest::newRow("data frame of the first API")
            << "created_at,id,id_str,text,source,truncated,in_reply_to_status_id,user.screen_name,user.verified,"
               "user.description,retweet_count,favorite_count,lang"
            << "X API v1.1: id_str / text / - / created_at / user.screen_name / lang";
        QTest::newRow("somebody's own table") << "id,text,lang,verified"
                                              << ": id / text / - / - / - / lang";
    }
    void recognisesWhatCollectorsWrite() {
        QFETCH(QString, header);
        QFETCH(QString, expected);
        QCOMPARE(mapped(exported(header.toStdString())), expected);
    }

    void knowsSentiment140WithoutAHeader() {
        std::string bytes;
        for (int i = 0; i < 40; ++i)
            bytes += std::string("\"") + (i % 2 ? "4" : "0") + "\",\"" + std::to_string(1467810369 + i) +
                     "\",\"Mon Apr 06 22:19:" + std::to_string(10 + i % 50) + " PDT 2009\",\"NO_QUERY\",\"person" +
                     std::to_string(i) + "\",\"my bus is late again, number " + std::to_string(i) + "\"\n";
        const CsvPreview shown = previewCsv(TableFile(bytes).path());
        QCOMPARE(mapped(shown), QString("Sentiment140: column 2 / column 6 / - / column 3 / column 5 / -"));
        QVERIFY(shown.labelCandidates == std::vector<int>{0});
        QCOMPARE(shown.rowsRead, std::int64_t(40));
    }

    void offersWhatACollectorRatedAndTakesNoneOfIt() {
        const CsvPreview shown =
            exported("Query Id,Query Name,Date,Snippet,Url,Sentiment,Page Type,Language,Author,Full Text,Category");
        QCOMPARE(shown.mapping.label, -1);
        QVERIFY(!shown.labelCandidates.empty());
        QCOMPARE(shown.labelCandidates.front(), 5);
        QVERIFY(shown.labelReason.find("Brandwatch") != std::string::npos);
    }

    void offersNoCountsAsLabels() {
        const CsvPreview shown = exported("Date,URL,Hit Sentence,Influencer,Reach,Desktop Reach,Likes,"
                                          "Retweets,Twitter Followers,Engagement,Sentiment,Key Phrases");
        QCOMPARE(shown.collector, "Meltwater"s);
        std::vector<std::string> offered;
        for (const int column : shown.labelCandidates)
            offered.push_back(shown.columns[static_cast<std::size_t>(column)]);
        QCOMPARE(joined(offered, "|"), "Sentiment|Key Phrases"s);
    }

    void takesRowNumbersWhereMostRowsHaveNoId_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("rest");
        QTest::newRow("Meltwater") << "Tweet Id,Hit Sentence,Influencer"
                                   << "somebody";
        QTest::newRow("Brandwatch") << "Tweet Id,Full Text,Query Id,Query Name"
                                    << "1,trams";
        QTest::newRow("somebody's own table") << "tweet_id,text,label"
                                              << "yes";
    }
    void takesRowNumbersWhereMostRowsHaveNoId() {
        QFETCH(QString, header);
        QFETCH(QString, rest);
        for (const int every : {1, 2, 5, 40, 1000}) {
            const CsvPreview shown = mixed(header.toStdString(), rest.toStdString(), every);
            QCOMPARE(shown.rowsRead, std::int64_t(80));
            QCOMPARE(shown.mapping.text, 1);
            QCOMPARE(shown.mapping.id, every == 1 ? 0 : -1);
            const auto alarm = std::find_if(shown.alarms.begin(), shown.alarms.end(),
                                            [](const Alarm &one) { return one.kind == "missing-ids"; });
            QCOMPARE(alarm == shown.alarms.end(), every == 1);
            if (every == 1)
                continue;
            const int missing = 80 - (every == 1000 ? 0 : 80 / every);
            QCOMPARE(alarm->rows, std::int64_t(missing));
            QCOMPARE(alarm->firstLine, std::int64_t(2));
            const std::string name = shown.columns[0];
            QCOMPARE(alarm->sentence, "The column of ids, \"" + name + "\", is empty in " + std::to_string(missing) +
                                          " of the first 80 rows, so the row numbers are the ids. Choose \"" + name +
                                          "\" as the id to read only the rows that have one.");
            ColumnChoice chosen;
            chosen.id = name;
            const CsvPreview own = mixed(header.toStdString(), rest.toStdString(), every, chosen);
            QCOMPARE(own.mapping.id, 0);
            QVERIFY(std::none_of(own.alarms.begin(), own.alarms.end(),
                                 [](const Alarm &one) { return one.kind == "missing-ids"; }));
        }
    }

    void takesTheNextKnownIdWhereTheFirstIsEmpty() {
        std::string bytes = "Tweet Id,Resource Id,Full Text,Query Id,Query Name\n", own = "tweet_id,id,text\n";
        for (int row = 0; row < 40; ++row) {
            const std::string number = std::to_string(row);
            bytes += (row % 4 == 0 ? cell("id", row) : ""s) + "," + std::to_string(5000 + row) +
                     ",people talk about bus fares again " + number + ",1,trams\n";
            own += "," + number + ",people talk about bus fares again " + number + "\n";
        }
        QCOMPARE(mapped(previewCsv(TableFile(bytes).path())),
                 QString("Brandwatch: Resource Id / Full Text / - / - / - / -"));
        const CsvPreview shown = previewCsv(TableFile(own).path());
        QCOMPARE(mapped(shown), QString(": id / text / - / - / - / -"));
        QVERIFY(shown.alarms.empty());
    }

    void oneRowWithoutAnIdLosesNoIds() {
        std::string bytes = "id,text\n";
        for (int row = 1; row <= 10; ++row)
            bytes += cell("id", row) + ",people talk about bus fares again\n";
        QCOMPARE(previewCsv(TableFile(bytes + " ,no id\n").path()).mapping.id, 0);
        const std::string blank = ",\n,\n,\n,\n,\n,\n";  // as a spreadsheet leaves them below a table
        QCOMPARE(previewCsv(TableFile(bytes + blank).path()).mapping.id, 0);
    }
};

QTEST_APPLESS_MAIN(KnownExportTest)
#include "known_export_test.moc"
