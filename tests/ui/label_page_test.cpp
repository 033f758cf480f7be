// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_repository.h"
#include "tests/support/temp_project.h"
#include "ui/pages/label/label_page.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/widgets/category_buttons.h"
#include "ui/widgets/tweet_view.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

class LabelPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;

    LabelPage *page() { return static_cast<LabelPage *>(m_test->window().page(PageId::Label)); }
    QWidget *list() { return m_test->find<QListView>(QStringLiteral("labelList")); }
    std::string coder() { return toUtf8(m_test->session().coder()); }
    LabelRepository labels() { return LabelRepository(m_test->session().project()); }
    void open(int tweets, int labelled) {
        m_test->importGenerated(tweets, labelled);
        m_test->window().showPage(PageId::Label);
        QTRY_VERIFY(page()->currentTweet().row != 0);
    }
    CodeId code(const char *value) {
        return CodebookRepository(m_test->session().project()).load().findValue(value)->id;
    }

private Q_SLOTS:
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

    void oneKeyIsOneCommittedLabelAndTheNextTweet() {
        open(40, 10);
        std::set<std::int64_t> seen;
        for (int i = 0; i < 12; ++i) {
            const TweetKey key = page()->currentTweet();
            QVERIFY2(seen.insert(key.row).second, "a tweet came twice");
            QTest::keyClick(list(), i % 2 == 0 ? Qt::Key_1 : Qt::Key_2);
            QVERIFY(page()->currentTweet() != key);
            const auto stored = labels().current(key, coder());
            QVERIFY(stored);
            QCOMPARE(static_cast<int>(stored->action), static_cast<int>(LabelAction::Label));
            QCOMPARE(stored->coder, coder());
            QVERIFY(stored->order.rfind("random ", 0) == 0);
        }
        QCOMPARE(labels().counts().labelled, std::int64_t(22));
        QVERIFY(m_test->find<QLabel>(QStringLiteral("savedLabel"))->text().startsWith(QStringLiteral("Saved ")));
    }

    void theOrderIsTheSameForTheSameFile() {
        open(40, 10);
        std::vector<std::int64_t> first;
        for (int i = 0; i < 5; ++i) {
            first.push_back(page()->currentTweet().row);
            QTest::keyClick(list(), Qt::Key_Right);
        }
        QVERIFY(!std::is_sorted(first.begin(), first.end()));
        m_test = std::make_unique<TestWindow>();
        open(40, 10);
        for (const std::int64_t row : first) {
            QCOMPARE(page()->currentTweet().row, row);
            QTest::keyClick(list(), Qt::Key_Right);
        }
    }

    void skipComesAgainAndNotCodableDoesNot() {
        open(12, 8);
        const TweetKey skipped = page()->currentTweet();
        QTest::keyClick(list(), Qt::Key_Space);
        const TweetKey uncodable = page()->currentTweet();
        QTest::keyClick(list(), Qt::Key_X);
        QVERIFY(labels().current(uncodable, coder())->action == LabelAction::NotCodable);
        QTest::keyClick(list(), Qt::Key_1);
        QTest::keyClick(list(), Qt::Key_1);
        QCOMPARE(page()->currentTweet().row, skipped.row);
        QTest::keyClick(list(), Qt::Key_2);
        QCOMPARE(labels().counts().labelled, std::int64_t(11));
        QTRY_VERIFY(m_test->find<QLabel>(QStringLiteral("labelEmptySentence"))->isVisible());
    }

    void theCountsFollowTheLabelsAndSkippingAddsNoTweet() {
        open(12, 4);
        auto *count = m_test->find<QLabel>(QStringLiteral("labelFilterCount"));
        auto *where = m_test->find<QLabel>(QStringLiteral("labelWhere"));
        QTRY_COMPARE(count->text(), QStringLiteral("8"));
        QVERIFY2(where->text().contains(QStringLiteral("1 of 8")), qPrintable(where->text()));
        QTest::keyClick(list(), Qt::Key_1);
        QTRY_COMPARE(count->text(), QStringLiteral("7"));
        QTest::keyClick(list(), Qt::Key_Space);
        QTRY_COMPARE(count->text(), QStringLiteral("6"));
        QVERIFY2(where->text().contains(QStringLiteral("3 of 8")), qPrintable(where->text()));
        QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(count->text(), QStringLiteral("8"));
    }

    void anImportIsTakenBackAsAWholeAfterAQuestion() {
        open(12, 4);
        QTest::keyClick(list(), Qt::Key_1);
        QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
        dialogs::setNextAnswer(0);
        QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY2(dialogs::lastQuestion().contains(QStringLiteral("12 tweets, 4 labels")),
                 qPrintable(dialogs::lastQuestion()));
        QCOMPARE(labels().counts().tweets, std::int64_t(12));
        dialogs::setNextAnswer(1);
        QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_test->waitForJobs());
        QCOMPARE(labels().counts().tweets, std::int64_t(0));
        QVERIFY(CodebookRepository(m_test->session().project()).load().categories().empty());
        dialogs::setNextAnswer(1);
        m_test->trigger(QStringLiteral("actionRedoLabel"));
        QVERIFY(m_test->waitForJobs());
        QCOMPARE(labels().counts().labelled, std::int64_t(4));
        QTRY_VERIFY(page()->currentTweet().row != 0);
    }

    void undoTakesBackAndJumpsToTheTweet() {
        open(20, 10);
        const TweetKey first = page()->currentTweet();
        QTest::keyClick(list(), Qt::Key_1);
        const CodeId firstCode = labels().current(first, coder())->code;
        QTest::keyClick(list(), Qt::Key_2);
        QTest::keyClick(list(), Qt::Key_Backspace);
        QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(page()->currentTweet().row, first.row);
        QCOMPARE(labels().counts().labelled, std::int64_t(10));
        QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(labels().counts().labelled, std::int64_t(11));
        QCOMPARE(labels().current(first, coder())->code.row, firstCode.row);
    }

    void labelsFasterThanReadingAreCountedWhereTheStudyIsSeen() {
        open(20, 10);
        QTest::keyClick(list(), Qt::Key_1);
        QTest::keyClick(list(), Qt::Key_1);
        auto *where = m_test->find<QLabel>(QStringLiteral("labelWhere"));
        QTRY_VERIFY2(where->text().contains(QStringLiteral(" fast")), qPrintable(where->text()));
        const std::int64_t fast = labels().counts().fast;
        QVERIFY(fast > 0);
        m_test->window().showPage(PageId::Overview);
        auto *sentence = m_test->find<QLabel>(QStringLiteral("stepSentence3"));
        QTRY_VERIFY2(sentence->text().contains(QStringLiteral("%1 fast").arg(fast)), qPrintable(sentence->text()));
    }

    void aMarkDoesNotBeginTheTimeOfItsTweetAgain() {
        open(20, 10);
        const TweetKey key = page()->currentTweet();
        QElapsedTimer shown;
        shown.start();
        QTRY_VERIFY(shown.elapsed() > kFastMs);
        QTest::keyClick(list(), Qt::Key_U);
        QTest::keyClick(list(), Qt::Key_1);
        QVERIFY(labels().current(key, coder())->msShown > kFastMs);
        QCOMPARE(labels().counts().fast, std::int64_t(0));
    }

    void marksStayBesideTheLabel() {
        open(20, 10);
        const TweetKey key = page()->currentTweet();
        QTest::keyClick(list(), Qt::Key_U);
        QTest::keyClick(list(), Qt::Key_F);
        QCOMPARE(page()->currentTweet().row, key.row);
        QTest::keyClick(list(), Qt::Key_1);
        const LabelCounts counts = labels().counts();
        QCOMPARE(counts.unsure, std::int64_t(1));
        QCOMPARE(counts.flagged, std::int64_t(1));
        QCOMPARE(counts.labelled, std::int64_t(11));
    }

    void importedLabelsAreSeenAndCorrected() {
        open(20, 10);
        auto *filter = m_test->find<QComboBox>(QStringLiteral("labelFilterBox"));
        filter->setCurrentIndex(filter->findData(static_cast<int>(TweetFilter::State::Labelled)));
        Q_EMIT filter->activated(filter->currentIndex());
        QTRY_VERIFY(m_test->find<QLabel>(QStringLiteral("labelOwn"))->text().contains(QStringLiteral("imported")));
        const TweetKey key = page()->currentTweet();
        const bool isYes = labels().current(key, "imported")->code == code("yes");
        page()->label(code(isYes ? "no" : "yes"));
        for (const GoldLabel &gold : labels().gold())
            if (gold.tweet == key)
                QCOMPARE(gold.code.row, code(isYes ? "no" : "yes").row);
        page()->showTweet(key);
        QTest::keyClick(list(), Qt::Key_Delete);
        QVERIFY(!labels().current(key, coder()) || labels().current(key, coder())->action != LabelAction::Label);
    }

    // Scrolling under the mouse, the list marked the row below the tweet that was shown.
    void aClickOnAHalfHiddenRowShowsTheRowThatIsMarked() {
        open(200, 10);
        auto *view = m_test->find<QListView>(QStringLiteral("labelList"));
        for (int i = 0; i < 5; ++i) {
            const QModelIndex last = view->indexAt(QPoint(10, view->viewport()->height() - 2));
            QVERIFY(last.isValid());
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(10, view->viewport()->height() - 2));
            QCOMPARE(view->currentIndex().row(), last.row());
            QCOMPARE(view->selectionModel()->selectedIndexes(), QModelIndexList{view->currentIndex()});
            QTest::keyClick(view, Qt::Key_Right);
            QCOMPARE(view->currentIndex().row(), last.row() + 1);
        }
    }

    void theActsShowTheirKeysWhateverChanges() {
        open(20, 10);
        QTest::keyClick(list(), Qt::Key_1);
        for (const auto &[name, words] : {std::pair("skipButton", "Skip for now  Space"), {"flagButton", "Flag  F"}}) {
            const auto *button = m_test->find<QToolButton>(QString::fromLatin1(name));
            QVERIFY(button);
            QCOMPARE(button->text(), QString::fromLatin1(words));
            QVERIFY(!button->icon().isNull());
        }
    }

    void whoHasNoCategoriesIsLedToTheCodebook() {
        m_test->importCsv(m_test->folder().write(QStringLiteral("raw.csv"), "id,text\n1,a b\n2,b c\n"));
        m_test->window().showPage(PageId::Label);
        QTRY_VERIFY(page()->currentTweet().row != 0);
        auto *own = m_test->find<QLabel>(QStringLiteral("labelOwn"));
        QVERIFY2(own->text().contains(QStringLiteral("no category")), qPrintable(own->text()));
        auto *next = m_test->find<QPushButton>(QStringLiteral("nextStepButton"));
        QTRY_VERIFY(next->isVisible());
        next->click();
        QCOMPARE(static_cast<int>(m_test->window().currentPage()), static_cast<int>(PageId::Codebook));
    }

    void whereEveryTweetIsLabelledAllCanBeLookedAt() {
        m_test->importGenerated(12, 12);
        m_test->window().showPage(PageId::Label);
        auto *all = m_test->find<QPushButton>(QStringLiteral("labelAllTweetsButton"));
        QTRY_VERIFY(all->isVisible());
        all->click();
        QTRY_VERIFY(page()->currentTweet().row != 0);
        QVERIFY(m_test->find<QLabel>(QStringLiteral("labelOwn"))->text().contains(QStringLiteral("imported")));
    }

    void aRefusedLabelKeepsTheTweetAndSaysSo() {
        open(20, 10);
        const TweetKey key = page()->currentTweet();
        page()->label(CodeId{999'999});  // no such category: the project refuses it as it refuses on a full disk
        QCOMPARE(page()->currentTweet().row, key.row);
        QVERIFY(m_test->find<QLabel>(QStringLiteral("noticeSentence"))->isVisible());
        QCOMPARE(labels().counts().labelled, std::int64_t(10));
    }

    void textAndButtonsShowWhatIsStored() {
        open(20, 10);
        const Tweet tweet = TweetRepository(m_test->session().project()).get(page()->currentTweet());
        QCOMPARE(m_test->find<TweetView>(QStringLiteral("tweetView"))->tweet(), fromUtf8(tweet.text));
        const auto buttons = m_test->find<QWidget>(QStringLiteral("categoryButtons"))->findChildren<CategoryButton *>();
        QCOMPARE(buttons.size(), 2);
        for (const CategoryButton *button : buttons)
            QVERIFY(button->accessibleName().contains(QStringLiteral("key")));
    }

    void theCoderCanBeChanged() {
        open(20, 10);
        m_test->session().setCoder(QStringLiteral("anna"));
        const TweetKey key = page()->currentTweet();
        QTest::keyClick(list(), Qt::Key_1);
        QVERIFY(labels().current(key, "anna"));
    }
};

QTEST_MAIN(LabelPageTest)
#include "label_page_test.moc"
