// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/learn/setting_text.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;

class SettingTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aValueIsShownAsItIsTyped() {
        TuningConfig config;
        config.promptTemplate = "{text}\nLabel:";
        config.learningRate = 0.03;
        QCOMPARE(settingText(config, "template"), std::string("{text}\nLabel:"));
        QCOMPARE(settingText(config, "learning_rate"), std::string("0.03"));
        QCOMPARE(settingText(config, "epochs"), std::string("8"));
        QCOMPARE(settingText(config, "shuffle"), std::string("true"));
        QCOMPARE(settingText(config, "method"), std::string("prompt_tuning"));
    }

    void onlyWholeNumbersAreWhole() {
        QVERIFY(isWholeNumber("epochs") && isWholeNumber("seed"));
        QVERIFY(!isWholeNumber("learning_rate") && !isWholeNumber("template") && !isWholeNumber("shuffle"));
        QCOMPARE(refusalOf([] { isWholeNumber("epoch"); }).code(), ErrorCode::BadConfig);
    }

    void aTextStaysWhereAnythingElseIsRead() {
        TuningConfig config;
        setFieldToText(config, "template", "\"{text}\"");
        QCOMPARE(config.promptTemplate, std::string("\"{text}\""));
        setFieldAsTyped(config, "epochs", "3");
        setFieldAsTyped(config, "init", "random");
        setFieldAsTyped(config, "learning_rate", "1e-3");
        QCOMPARE(config.epochs, std::int64_t(3));
        QVERIFY(config.init == PromptInit::Random);
        QCOMPARE(config.learningRate, 1e-3);
        const Error error = refusalOf([&config] { setFieldAsTyped(config, "epochs", "many"); });
        QVERIFY2(error.detail().find("epochs") != std::string::npos, error.detail().c_str());
    }

    void aTrialsSettingsTakeThePlaceOfItsOwn() {
        const TuningConfig config =
            withSettings(TuningConfig(), {{"epochs", "4"}, {"of_tomorrow", "1"}, {"rank", "x"}, {"init", "text"}});
        QCOMPARE(config.epochs, std::int64_t(4));
        QCOMPARE(config.rank, TuningConfig().rank);
        QVERIFY(config.init == PromptInit::Text);
    }
};

QTEST_APPLESS_MAIN(SettingTextTest)
#include "setting_text_test.moc"
