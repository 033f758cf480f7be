// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/shard_manifest.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "tests/support/refusal.h"

using namespace warbler;

namespace {

ShardManifest sound() {
    ShardManifest manifest;
    manifest.shard = {3, 16};
    manifest.firstRow = 200;
    manifest.rows = 100;
    manifest.totalRows = 1600;
    manifest.distinctIds = 1599;
    manifest.idColumn = 0;
    manifest.columns = {{"id", CellKind::Id}, {"text", CellKind::Text}, {"w_p_yes", CellKind::Number}};
    manifest.data = manifest.model = manifest.tokenizer = manifest.adapter = manifest.config = "0f";
    manifest.program = "Warbler";
    manifest.classified = 99;
    manifest.notClassified = 1;
    manifest.idsSha256 = manifest.sha256 = "ab";
    return manifest;
}

}  // namespace

class ShardManifestTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string put(const std::string &text) const {
        const std::string path = m_folder.filePath(QStringLiteral("part.json")).toStdString();
        saveFile(path, text);
        return path;
    }

private slots:
    void aShardIsNamedAndReadFromText();
    void sharesAreContiguousAndDifferByOneAtMost();
    void aManifestComesBackAsItWas();
    void everyFieldThatIsMissingOrOfAnotherKindIsNamed();
    void aStrangerIsToldByWhatDiffersFirst();
};

void ShardManifestTest::aShardIsNamedAndReadFromText() {
    const Shard shard = shardFromText("3/16");
    QCOMPARE(shard.index, 3);
    QCOMPARE(shard.count, 16);
    QCOMPARE(shard.name(), std::string("part-00003-of-00016"));
    for (const char *text : {"", "3", "0/4", "5/4", "3/0", "-1/4", "3/16x", " 3/16", "3/100000", "1e0/4"})
        QVERIFY2(test::refusalOf([&] { shardFromText(text); }).code() == ErrorCode::Usage, text);
}

void ShardManifestTest::sharesAreContiguousAndDifferByOneAtMost() {
    for (const int count : {1, 2, 3, 7, 16})
        for (std::int64_t chunks = 0; chunks < 40; ++chunks) {
            std::int64_t at = 0;
            for (int index = 1; index <= count; ++index) {
                const auto [first, end] = Shard{index, count}.share(chunks);
                QCOMPARE(first, at);
                QVERIFY(end - first == chunks / count || end - first == chunks / count + 1);
                at = end;
            }
            QCOMPARE(at, chunks);
        }
}

void ShardManifestTest::aManifestComesBackAsItWas() {
    const ShardManifest manifest = sound(), back = readShardManifest(put(manifest.toText()));
    QCOMPARE(back.toText(), manifest.toText());
    QCOMPARE(back.identity(), manifest.identity());
    QCOMPARE(back.differenceTo(manifest), std::string());
    QCOMPARE(test::refusalOf([&] { readShardManifest(put("") + ".gone"); }).code(), ErrorCode::MissingFile);
}

void ShardManifestTest::everyFieldThatIsMissingOrOfAnotherKindIsNamed() {
    const auto whole = nlohmann::ordered_json::parse(sound().toText());
    int refused = 0;
    for (const auto &[key, value] : whole.items()) {
        auto without = whole, other = whole;
        without.erase(key);
        other[key] = value.is_string() ? nlohmann::ordered_json(7) : nlohmann::ordered_json("seven");
        for (const auto &broken : {without, other}) {
            const Error error = test::refusalOf([&] { readShardManifest(put(broken.dump())); });
            QVERIFY2(error.code() == ErrorCode::BadData && !error.hint().empty(), key.c_str());
            ++refused;
        }
    }
    QVERIFY(refused >= 30);
    for (const char *text : {"", "{", "[]", "null", "{}"})
        QVERIFY(test::refusalOf([&] { readShardManifest(put(text)); }).code() == ErrorCode::BadData);
}

void ShardManifestTest::aStrangerIsToldByWhatDiffersFirst() {
    const ShardManifest manifest = sound();
    ShardManifest other = manifest;
    other.shard.index = 4;
    other.firstRow = 300;
    QCOMPARE(manifest.differenceTo(other), std::string());  // another share of the same job
    other.adapter = "1e";
    QVERIFY(QString::fromStdString(manifest.differenceTo(other)).contains(QStringLiteral("adapter")));
    other.data = "2d";
    QVERIFY(QString::fromStdString(manifest.differenceTo(other)).contains(QStringLiteral("data")));
}

QTEST_APPLESS_MAIN(ShardManifestTest)
#include "shard_manifest_test.moc"
