// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "core/models/hub_cache.h"
#include "core/models/model_folder.h"
#include "core/models/model_lookup.h"
#include "tests/core/models/model_folders.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;

class ModelLookupTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void aFolderIsItself();
    void aRepositoryIsFoundInTheCache();
    void aCacheFolderIsItsSnapshot();
    void theDefaultIsTheInstalledEncoder();
    void aMissingModelNamesThePlaces();
    void theListTellsWhatIsIncomplete();
    void theCachesPlaceFollowsTheEnvironment();
    void hostileNamesAreNoRepositories();
    void aReferenceCannotLeadOutOfTheCache();

private:
    std::string at(const std::string &below) const {
        return std::filesystem::canonical(m_folder->path().toStdString()).string() + below;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_default = qgetenv("WARBLER_DEFAULT_MODEL");
};

void ModelLookupTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("HF_HUB_CACHE", QByteArray::fromStdString(at("/hub")));
    test::putBert(at("/hub/models--org--some-model/snapshots/0123abcd"), "bert.");
    test::put(at("/hub/models--org--some-model/refs/main"), "0123abcd\n");
}

void ModelLookupTest::cleanup() {
    qunsetenv("HF_HUB_CACHE");
    qputenv("WARBLER_DEFAULT_MODEL", m_default);
}

void ModelLookupTest::aFolderIsItself() {
    const std::string folder = at("/hub/models--org--some-model/snapshots/0123abcd");
    QCOMPARE(findModel(folder), folder);
    QCOMPARE(findModel(folder + "/"), folder);
}

void ModelLookupTest::aRepositoryIsFoundInTheCache() {
    const std::string found = findModel("org/some-model");
    QCOMPARE(found, at("/hub/models--org--some-model/snapshots/0123abcd"));
    QCOMPARE(openModelFolder(found).name, std::string("org/some-model"));
}

void ModelLookupTest::aCacheFolderIsItsSnapshot() {
    const std::string snapshot = at("/hub/models--org--some-model/snapshots/0123abcd");
    QCOMPARE(findModel(at("/hub/models--org--some-model")), snapshot);
    QCOMPARE(openModelFolder(at("/hub/models--org--some-model")).path, snapshot);
    std::filesystem::remove_all(
        at("/hub/models--org--some-model/refs"));  // no name for the commit, but only one is there
    QCOMPARE(findModel("org/some-model"), snapshot);
    std::filesystem::create_directories(at("/hub/models--org--some-model/snapshots/other"));
    QCOMPARE(refusalOf([] { findModel("org/some-model"); }).code(), ErrorCode::MissingModel);
}

void ModelLookupTest::theDefaultIsTheInstalledEncoder() {
    qputenv("WARBLER_DEFAULT_MODEL", QByteArray::fromStdString(at("/hub/models--org--some-model/snapshots/0123abcd")));
    QCOMPARE(findModel("default"), at("/hub/models--org--some-model/snapshots/0123abcd"));
    QCOMPARE(findModel(kDefaultModelName), findModel("default"));
    QCOMPARE(openModelFolder(findModel("default")).name, std::string("default"));
}

void ModelLookupTest::aMissingModelNamesThePlaces() {
    const Error error = refusalOf([] { findModel("org/other-model"); });
    QCOMPARE(error.code(), ErrorCode::MissingModel);
    QVERIFY2(error.detail().find("org/other-model") != std::string::npos &&
                 error.detail().find(at("/hub")) != std::string::npos,
             error.what());
    QVERIFY(!error.hint().empty());
}

void ModelLookupTest::theListTellsWhatIsIncomplete() {
    test::put(at("/hub/models--org--broken/snapshots/1/config.json"), "{}");
    test::put(at("/hub/models--org--broken/refs/main"), "1");
    std::filesystem::create_directories(at("/hub/models--org--empty/blobs"));
    std::filesystem::create_directories(at("/hub/datasets--org--x/snapshots/1"));
    qputenv("WARBLER_DEFAULT_MODEL", QByteArray::fromStdString(at("/hub/models--org--some-model/snapshots/0123abcd")));
    const std::vector<FoundModel> models = listModels();
    QCOMPARE(models.size(), std::size_t(4));
    QCOMPARE(models[0].name, std::string("default"));
    QVERIFY(models[0].isComplete && models[0].problem.empty());
    QCOMPARE(models[1].name, std::string("org/broken"));
    QVERIFY(!models[1].isComplete && models[1].problem.find("model_type") != std::string::npos);
    QCOMPARE(models[2].name, std::string("org/empty"));
    QVERIFY(!models[2].isComplete && !models[2].problem.empty());
    QCOMPARE(models[3].name, std::string("org/some-model"));
    QVERIFY(models[3].isComplete);
}

void ModelLookupTest::theCachesPlaceFollowsTheEnvironment() {
    QCOMPARE(hubCacheFolder(), at("/hub"));
    qunsetenv("HF_HUB_CACHE");
    qputenv("HF_HOME", "/hf");
    QCOMPARE(hubCacheFolder(), std::string("/hf/hub"));
    qunsetenv("HF_HOME");
    qputenv("XDG_CACHE_HOME", "/xdg");
    QCOMPARE(hubCacheFolder(), std::string("/xdg/huggingface/hub"));
    qunsetenv("XDG_CACHE_HOME");
    qputenv("HOME", "/home/anna");
    QCOMPARE(hubCacheFolder(), std::string("/home/anna/.cache/huggingface/hub"));
}

void ModelLookupTest::hostileNamesAreNoRepositories() {
    for (const char *name : {"", "/", "..", "../x", "a/..", "../..", "a/b/c", "a//b", "a b", "a\\b", "~", "a/", "/a",
                             "a:b", "$(x)", "a\nb", "caf\u00e9", "-/../x", "./."})
        QVERIFY2(!isRepositoryName(name) && !findRepository(name), name);
    QVERIFY(!isSafeFileName(std::string(256, 'a')));
    QVERIFY(isRepositoryName("bert-base-uncased") && isRepositoryName("bigscience/bloomz-560m"));
}

void ModelLookupTest::aReferenceCannotLeadOutOfTheCache() {
    test::putBert(at("/outside"));
    test::put(at("/hub/models--org--bad/refs/main"), "../../../outside");
    std::filesystem::create_directories(at("/hub/models--org--bad/snapshots"));
    QVERIFY(!findRepository("org/bad"));
}

QTEST_APPLESS_MAIN(ModelLookupTest)
#include "model_lookup_test.moc"
