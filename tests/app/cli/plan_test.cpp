// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// What `tune --dry-run` shows of one tweet is what `tokenize` makes of its prompt, and the label behind it is what is
// learnt.
class PlanTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    static QString model(const char *name) {
        return source(QStringLiteral("tests/data/models/") + QLatin1String(name));
    }

    // The second tweet is the long one.
    nlohmann::json exampleOf(const QStringList &settings) const {
        QByteArray csv = "id,text,label\n";
        for (int i = 0; i < 40; ++i)
            csv += QByteArray::number(500 + i) + ",the heron " +
                   (i == 1 ? QByteArray("sees a crow and ").repeated(12) + "leaves at last" : QByteArray("flies")) +
                   (i % 2 == 0 ? ",yes\n" : ",no\n");
        const QString file = m_folder.filePath(QStringLiteral("tweets.csv"));
        write(file, csv);
        const Finished plan =
            runProgram(QStringList{QStringLiteral("tune"), file, QStringLiteral("--dry-run"), QStringLiteral("--json"),
                                   QStringLiteral("--split"), QStringLiteral("notebook"), QStringLiteral("--positive"),
                                   QStringLiteral("yes")} +
                       settings);
        return plan.exitCode == 0 ? plan.json()["example"] : nlohmann::json(plan.err.toStdString());
    }
    static std::vector<int> idsOf(const nlohmann::json &tokens) {
        std::vector<int> ids;
        for (const nlohmann::json &token : tokens)
            ids.push_back(token["id"].get<int>());
        return ids;
    }
    std::vector<int> tokenized(const char *name, const QByteArray &text) const {
        const Finished tokens =
            runProgram({QStringLiteral("tokenize"), model(name), QStringLiteral("-"), QStringLiteral("--jsonl")},
                       QByteArray::fromStdString(nlohmann::json(text.toStdString()).dump()) + '\n');
        return nlohmann::json::parse(tokens.out.toStdString()).get<std::vector<int>>();
    }
    static QStringList decoder(const QString &maxTokens) {
        return {QStringLiteral("--preset"), QStringLiteral("notebook-corrected"),
                QStringLiteral("--model"),  model("tiny_bloom"),
                QStringLiteral("--set"),    QStringLiteral("max_tokens=") + maxTokens,
                QStringLiteral("--set"),    QStringLiteral("template=Tweet: {text}\\nLabel:")};
    }

private Q_SLOTS:
    void aDecoderLearnsTheLabelAlone() {
        const nlohmann::json example = exampleOf(decoder(QStringLiteral("400")));
        QVERIFY2(example.is_object(), example.dump().c_str());
        QVERIFY(example["cut"] == "");
        QVERIFY(!example["initial_text"].get<std::string>().empty());
        const bool isYes = (std::stoi(example["tweet"].get<std::string>()) - 500) % 2 == 0;
        const QByteArray tweet =
            example["tweet"] == "501"
                ? QByteArray("the heron ") + QByteArray("sees a crow and ").repeated(12) + "leaves at last"
                : QByteArray("the heron flies");
        QCOMPARE(idsOf(example["tokens"]),
                 tokenized("tiny_bloom", "Tweet: " + tweet + "\nLabel:" + (isYes ? " yes" : " no")));
        const std::size_t text = tokenized("tiny_bloom", "Tweet: " + tweet + "\nLabel:").size();
        for (std::size_t i = 0; i < example["tokens"].size(); ++i)
            QCOMPARE(example["tokens"][i]["in_loss"].get<bool>(), i >= text);
        std::string spelled;
        for (const nlohmann::json &token : example["tokens"])
            spelled += token["text"].get<std::string>();
        QCOMPARE(spelled, "Tweet: " + tweet.toStdString() + "\nLabel:" + (isYes ? " yes" : " no"));
    }

    // A tweet that is cut is shown before others, and what is cut is the end of the tweet, not of the template.
    void aCutTweetIsShownFirst() {
        const nlohmann::json example = exampleOf(decoder(QStringLiteral("60")));
        QVERIFY2(example.is_object(), example.dump().c_str());
        QVERIFY(example["tweet"] == "501");
        const std::string cut = example["cut"];
        QVERIFY2(cut.ends_with("leaves at last"), cut.c_str());
        std::string spelled;
        for (const nlohmann::json &token : example["tokens"])
            spelled += token["text"].get<std::string>();
        QVERIFY2(spelled.starts_with("Tweet: the heron sees") && spelled.ends_with("\nLabel: no"), spelled.c_str());
        QVERIFY(spelled.find("leaves") == std::string::npos);
    }

    void withAHeadNoTokenCounts() {
        const nlohmann::json example = exampleOf({QStringLiteral("--model"), model("tiny_encoder")});
        QVERIFY2(example.is_object(), example.dump().c_str());
        for (const nlohmann::json &token : example["tokens"])
            QVERIFY(token["in_loss"] == false);
        QCOMPARE(example["tokens"].front()["text"].get<std::string>(), std::string("[CLS]"));
        QCOMPARE(example["tokens"].back()["text"].get<std::string>(), std::string("[SEP]"));
    }

    // Where the whole row is learnt, all but its first token count.
    void aRowLearntWholeCountsFromItsSecondToken() {
        const nlohmann::json example = exampleOf(
            decoder(QStringLiteral("400")) + QStringList{QStringLiteral("--set"), QStringLiteral("loss_on_text=true")});
        QVERIFY2(example.is_object(), example.dump().c_str());
        for (std::size_t i = 0; i < example["tokens"].size(); ++i)
            QCOMPARE(example["tokens"][i]["in_loss"].get<bool>(), i > 0);
    }

    void ofAHardPromptTheTweetToJudgeIsShown() {
        const nlohmann::json example = exampleOf(
            decoder(QStringLiteral("400")) + QStringList{QStringLiteral("--set"), QStringLiteral("method=hard_prompt"),
                                                         QStringLiteral("--set"), QStringLiteral("shots=2")});
        QVERIFY2(example.is_object(), example.dump().c_str());
        QVERIFY(example["initial_text"].get<std::string>().find("Tweet: the heron") != std::string::npos);
        for (const nlohmann::json &token : example["tokens"])
            QVERIFY(token["in_loss"] == false);
    }
};

QTEST_APPLESS_MAIN(PlanTest)
#include "plan_test.moc"
