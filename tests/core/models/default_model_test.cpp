// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdlib>

#include <QTest>

#include "core/models/model_folder.h"
#include "core/models/model_lookup.h"

using namespace warbler;

// The encoder that set-up installs. Never skips: without it Warbler has no model of its own.
class DefaultModelTest : public QObject {
    Q_OBJECT
private slots:
    void theInstalledEncoderIsFoundAndWhole();
};

void DefaultModelTest::theInstalledEncoderIsFoundAndWhole() {
    QVERIFY2(!defaultModelPath().empty(), "WARBLER_DEFAULT_MODEL names no model folder: run packaging/setup.sh");
    const ModelFolder model = openModelFolder(findModel("default"));
    QCOMPARE(model.name, std::string("default"));
    QCOMPARE(model.config.type, ModelType::Bert);
    QCOMPARE(model.config.parameters(), std::int64_t(22713216));
    QCOMPARE(model.config.hidden, std::int64_t(384));
    QVERIFY(model.warnings.empty());
    QCOMPARE(model.missing, (std::vector<std::string>{"classifier.weight", "classifier.bias"}));
    for (const char *name :
         {"embeddings.word_embeddings.weight", "encoder.layer.5.output.LayerNorm.bias", "pooler.dense.weight"})
        for (const float value : model.read(name).toFloats())
            QVERIFY(std::isfinite(value));
}

QTEST_APPLESS_MAIN(DefaultModelTest)
#include "default_model_test.moc"
