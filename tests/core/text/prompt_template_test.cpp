// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/prompt_template.h"
#include "core/text/tokenizers/load_tokenizer.h"
#include "tests/golden/golden.h"

using namespace warbler;

class PromptTemplateTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void wantsTheSlotExactlyOnce();
    void cutsTheTweetAndNeverTheTemplate();
    void aTemplateThatDoesNotFitIsRefused();
    void specialTokensCountInTheTemplateOnly();
    void aLabelIsWhatItAddsToTheText();
    void aLabelThatMeltsIntoTheTextStandsAlone();

private:
    std::shared_ptr<const Tokenizer> toy(const char *name);
    QTemporaryDir m_folder;
};

void PromptTemplateTest::initTestCase() { QVERIFY(m_folder.isValid()); }

std::shared_ptr<const Tokenizer> PromptTemplateTest::toy(const char *name) {
    const std::string file = m_folder.filePath(QString(name) + ".json").toStdString();
    std::ofstream(file) << golden("tokens_toys.json")["toys"][name]["tokenizer"].get<std::string>();
    return loadTokenizer(file);
}

void PromptTemplateTest::wantsTheSlotExactlyOnce() {
    QVERIFY_EXCEPTION_THROWN(PromptTemplate("Tweet: "), Error);
    QVERIFY_EXCEPTION_THROWN(PromptTemplate("{text} {text}"), Error);
    QCOMPARE(PromptTemplate("Tweet: {text}\nLabel:").render("{text}"), std::string("Tweet: {text}\nLabel:"));
}

void PromptTemplateTest::cutsTheTweetAndNeverTheTemplate() {
    const PromptTemplate pattern("content : {text} Label : ");
    const std::vector<std::string> texts = golden("tokens_strings.json").get<std::vector<std::string>>();
    for (const char *name : {"gpt2", "llama", "cased", "unigram"}) {
        const auto tokenizer = toy(name);
        const std::vector<TokenId> bare = pattern.encode(*tokenizer, "", 1000).ids;
        const auto limit = static_cast<std::int64_t>(bare.size()) + 12;
        std::size_t cuts = 0;
        for (std::size_t i = 0; i < texts.size(); i += 7) {
            const PromptTemplate::Encoded encoded = pattern.encode(*tokenizer, texts[i], limit);
            QVERIFY(static_cast<std::int64_t>(encoded.ids.size()) <= limit);
            cuts += encoded.wasCut ? 1 : 0;
            // Whatever was cut, the text is one that the template makes of a beginning of the tweet.
            bool isBeginning = false;
            for (std::size_t at = 0; !isBeginning; nextCodePoint(texts[i], at)) {
                isBeginning =
                    pattern.encode(*tokenizer, std::string_view(texts[i]).substr(0, at), 1000).ids == encoded.ids;
                if (at >= texts[i].size())
                    break;
            }
            QVERIFY(isBeginning);
        }
        QVERIFY(cuts > 20);
    }
}

void PromptTemplateTest::aTemplateThatDoesNotFitIsRefused() {
    const PromptTemplate pattern("content : {text} Label : ");
    const auto tokenizer = toy("gpt2");
    const auto bare = static_cast<std::int64_t>(pattern.encode(*tokenizer, "", 1000).ids.size());
    QCOMPARE(pattern.encode(*tokenizer, "", bare).wasCut, false);
    try {
        pattern.encode(*tokenizer, "some text", bare - 1);
        QFAIL("not refused");
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::BadConfig);
        QVERIFY(error.detail().find("alone has " + std::to_string(bare) + " tokens") != std::string::npos);
    }
}

void PromptTemplateTest::specialTokensCountInTheTemplateOnly() {
    const auto count = [](const std::vector<TokenId> &ids, TokenId id) {
        return std::count(ids.begin(), ids.end(), id);
    };
    for (const char *name : {"gemma", "half_bytes"}) {
        const auto tokenizer = toy(name);
        const TokenId end = *tokenizer->idOf("</s>");
        const auto around = count(tokenizer->encode(""), end);
        const PromptTemplate pattern("a </s> {text} b </s>");
        QCOMPARE(count(pattern.encode(*tokenizer, "x </s> y", 1000).ids, end), around + 2);
        QCOMPARE(count(pattern.encode(*tokenizer, "x </s> y", 1000, SpecialText::Match).ids, end), around + 3);
    }
    // <s> is looked for in the normalised text there.
    const auto tokenizer = toy("llama");
    const PromptTemplate pattern("<s> {text} <s>");
    QCOMPARE(count(pattern.encode(*tokenizer, "x <s> y", 1000).ids, 1), 1 + 2);
    QCOMPARE(count(pattern.encode(*tokenizer, "x <s> y", 1000, SpecialText::Match).ids, 1), 1 + 3);
}

void PromptTemplateTest::aLabelIsWhatItAddsToTheText() {
    const auto tokenizer = toy("gpt2");
    const PromptTemplate pattern("{text} Label :");
    const PromptTemplate::LabelIds label = pattern.encodeLabel(*tokenizer, "hi there", " yes");
    QVERIFY(label.wasJoined);
    std::vector<TokenId> whole = tokenizer->encode("hi there Label :");
    whole.insert(whole.end(), label.ids.begin(), label.ids.end());
    QCOMPARE(whole, tokenizer->encode("hi there Label : yes"));
    // Special tokens at the end stand behind the label, not before it.
    const auto bert = toy("cased");
    QVERIFY(pattern.encodeLabel(*bert, "hi", " yes").wasJoined);
}

void PromptTemplateTest::aLabelThatMeltsIntoTheTextStandsAlone() {
    const auto tokenizer = toy("gpt2");
    const PromptTemplate pattern("{text} T");
    const PromptTemplate::LabelIds label = pattern.encodeLabel(*tokenizer, "a", "ram");
    QCOMPARE(label.wasJoined, false);
    QCOMPARE(label.ids, tokenizer->encode("ram", SpecialTokens::Omit));
}

QTEST_APPLESS_MAIN(PromptTemplateTest)
#include "prompt_template_test.moc"
