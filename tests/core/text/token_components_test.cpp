// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "core/text/tokenizers/pipeline_from_file.h"
#include "tests/core/text/token_goldens.h"
#include "tests/golden/golden.h"

using namespace warbler;

// Every component of the reference library, by itself.
class TokenComponentsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void eachGivesTheReferencesIds_data();
    void eachGivesTheReferencesIds();
    void noneOfTheLibraryIsLeftOut_data();
    void noneOfTheLibraryIsLeftOut();

private:
    nlohmann::json m_golden;
    std::vector<std::string> m_texts;
};

void TokenComponentsTest::initTestCase() {
    m_golden = golden("token_components.json");
    const auto texts = golden("tokens_strings.json").get<std::vector<std::string>>();
    for (std::size_t i = 0; i < texts.size(); i += m_golden["every"].get<std::size_t>())
        m_texts.push_back(texts[i]);
}

void TokenComponentsTest::eachGivesTheReferencesIds_data() {
    QTest::addColumn<std::string>("name");
    const nlohmann::json cases = golden("token_components.json")["cases"];
    for (const auto &entry : cases.items())
        QTest::newRow(entry.key().c_str()) << entry.key();
}

void TokenComponentsTest::eachGivesTheReferencesIds() {
    QFETCH(std::string, name);
    nlohmann::json file = m_golden["cases"][name]["tokenizer"];
    if (file["model"].is_null())
        file["model"] = m_golden["model"];
    const auto tokenizer = makePipelineTokenizer(parseTokenizerJson(file.dump(), "tokenizer.json"));
    QCOMPARE(differences(*tokenizer, m_texts, m_golden["cases"][name]["strings"], SpecialText::Plain), 0);
}

void TokenComponentsTest::noneOfTheLibraryIsLeftOut_data() {
    QTest::addColumn<std::string>("component");
    const nlohmann::json components = golden("token_components.json")["components"];
    for (const auto &kind : components.items())
        for (const std::string name : kind.value())
            QTest::newRow((kind.key() + "." + name).c_str()) << kind.key() + "." + name;
}

// BPE, Unigram and WordPiece stand in the toys of the token goldens.
void TokenComponentsTest::noneOfTheLibraryIsLeftOut() {
    QFETCH(std::string, component);
    int cases = component == "models.BPE" || component == "models.Unigram" || component == "models.WordPiece" ? 1 : 0;
    for (const auto &entry : m_golden["cases"].items())
        cases += entry.key() == component || entry.key().starts_with(component + " ") ? 1 : 0;
    QVERIFY2(cases > 0, component.c_str());
}

QTEST_APPLESS_MAIN(TokenComponentsTest)
#include "token_components_test.moc"
