// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <QTest>

#include "core/models/model_folder.h"

using namespace warbler;

// DATA tiny-bloom and tiny-bert, as they were published: pickled weights, names with and without the leading part.
class PublishedModelsTest : public QObject {
    Q_OBJECT
private slots:
    void tinyBloomOpens();
    void tinyBertOpens();
};

namespace {
std::string dataFolder(const char *below) {
    const char *data = std::getenv("WARBLER_TEST_DATA");
    return std::string(data != nullptr ? data : "") + "/models/" + below;
}

void readAll(const ModelFolder &model) {
    for (const auto &[name, entry] : model.tensors) {
        const HostTensor tensor = model.read(name);
        QCOMPARE(tensor.shape, entry.shape);
        if (!isFloating(tensor.dtype))
            continue;
        for (const float value : tensor.toFloats())
            QVERIFY(value > -10 && value < 10);
    }
}
}  // namespace

void PublishedModelsTest::tinyBloomOpens() {
    const ModelFolder model = openModelFolder(dataFolder("tiny-bloom"));
    QCOMPARE(model.config.type, ModelType::Bloom);
    QCOMPARE(model.tensors.size(), std::size_t(66));
    QCOMPARE(model.missing, std::vector<std::string>{"score.weight"});
    QVERIFY(model.warnings.empty());
    QCOMPARE(model.config.labels, std::int64_t(3));
    QVERIFY(model.read("lm_head.weight") == model.read("word_embeddings.weight"));
    QCOMPARE(model.tensors.at("lm_head.weight").offset,
             model.tensors.at("word_embeddings.weight").offset);  // 66 tensors, 65 storages
    QCOMPARE(model.config.parameters(), std::int64_t(1024 * 32 + 2 * 32 + 5 * (12 * 32 * 32 + 13 * 32) + 2 * 32));
    readAll(model);
}

void PublishedModelsTest::tinyBertOpens() {
    const ModelFolder model = openModelFolder(dataFolder("tiny-bert"));
    QCOMPARE(model.config.type, ModelType::Bert);
    QCOMPARE(model.tensors.size(), std::size_t(89));  // 90 in the file; position_ids is no weight
    QVERIFY(model.missing.empty() && model.warnings.empty());
    QCOMPARE(model.config.typeVocabulary, std::int64_t(16));
    QCOMPARE(model.config.intermediate, std::int64_t(37));
    readAll(model);
}

int main(int argc, char **argv) {
    for (const char *name : {"tiny-bloom/config.json", "tiny-bert/config.json"})
        if (!std::ifstream(dataFolder(name))) {
            std::printf("SKIP: %s is not there (WARBLER_TEST_DATA)\n", dataFolder(name).c_str());
            return 77;
        }
    PublishedModelsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "published_models_test.moc"
