// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/models/python_json.h"
#include "tests/golden/golden.h"

using namespace warbler;

class PythonJsonTest : public QObject {
    Q_OBJECT
private slots:
    void writesWhatPythonWrites();
};

void PythonJsonTest::writesWhatPythonWrites() {
    for (const nlohmann::json &wanted : golden("adapters.json").at("python_texts")) {
        const auto text = wanted.get<std::string>();
        QCOMPARE(pythonJson(nlohmann::json::parse(text)), text);
    }
}

QTEST_APPLESS_MAIN(PythonJsonTest)
#include "python_json_test.moc"
