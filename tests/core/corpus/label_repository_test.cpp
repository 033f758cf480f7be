// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/corpus/codebook_repository.h"
#include "tests/core/corpus/corpus_fixture.h"

using namespace warbler;
using namespace warbler::test;

class LabelRepositoryTest : public QObject {
    Q_OBJECT

private:
    static TweetRow rowOf(Project &project, std::int64_t key) {
        const TweetKey keys[] = {TweetKey{key}};
        return TweetRepository(project).rows(keys).at(0);
    }

private Q_SLOTS:
    void storesALabelWithUuidTimeAndHash() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(3));
        LabelRepository labels(*project);
        const LabelEvent stored = labels.append(labelEvent(TweetKey{2}, codeOf(*project, "yes")));
        QCOMPARE(stored.uuid.size(), std::size_t(32));
        QCOMPARE(stored.hash, chainedHash("", stored));
        QVERIFY(stored.atMs > 0);
        QVERIFY(labels.current(TweetKey{2}, "anna") == stored);
        QVERIFY(labels.history(TweetKey{2}) == std::vector<LabelEvent>{stored});
        const LabelEvent next = labels.append(labelEvent(TweetKey{1}, codeOf(*project, "no")));
        QCOMPARE(next.hash, chainedHash(stored.hash, next));
        QVERIFY(rowOf(*project, 2).state == LabelState::Labelled);
        QVERIFY(rowOf(*project, 3).state == LabelState::Unlabelled);
        QVERIFY(project->check().empty());
    }

    void takesBackAndPutsBackAcrossQuitting() {
        TestCorpus corpus;
        auto project = corpus.make({{"0411", "one", ""}, {"0412", "two", ""}});
        const CodeId yes = codeOf(*project, "yes"), no = codeOf(*project, "no");
        LabelRepository(*project).append(labelEvent(TweetKey{1}, no));
        LabelRepository(*project).append(labelEvent(TweetKey{2}, no));
        LabelRepository(*project).append(labelEvent(TweetKey{2}, yes));
        project->close();
        project = Project::open(corpus.path());
        LabelRepository labels(*project);
        QCOMPARE(labels.nextUndo("anna")->sentence, std::string("Undo label \"yes\" on 0412"));
        QVERIFY(!labels.nextRedo("anna"));
        // Before berta's first act stands the import, which later labels rest on.
        QCOMPARE(labels.nextUndo("berta")->sentence, std::string("Undo import of tweets.csv (2 tweets)"));
        QVERIFY_EXCEPTION_THROWN(labels.undo("berta"), Error);
        QCOMPARE(labels.undo("anna")->tweet.row, 2);
        QCOMPARE(labels.current(TweetKey{2}, "anna")->code.row, no.row);
        QCOMPARE(labels.undo("anna")->sentence, std::string("Undo label \"no\" on 0412"));
        QVERIFY(!labels.current(TweetKey{2}, "anna"));
        QVERIFY(rowOf(*project, 2).state == LabelState::Unlabelled);
        QCOMPARE(labels.nextRedo("anna")->sentence, std::string("Redo label \"no\" on 0412"));
        labels.redo("anna");
        labels.redo("anna");
        QVERIFY(!labels.redo("anna"));
        QCOMPARE(labels.current(TweetKey{2}, "anna")->code.row, yes.row);
        // Once more back and forth: the second undo of a redone step.
        labels.undo("anna");
        QCOMPARE(labels.current(TweetKey{2}, "anna")->code.row, no.row);
        labels.redo("anna");
        QCOMPARE(rowOf(*project, 2).code.row, yes.row);
        labels.undo("anna");
        labels.append(labelEvent(TweetKey{1}, yes));
        QVERIFY(!labels.nextRedo("anna"));  // a new act ends what could be redone
        QCOMPARE(labels.history(TweetKey{2}).size(), std::size_t(9));
        QVERIFY(project->check().empty());
    }

    void countsTheLabelsThatWereGivenFast() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(6, 1));
        LabelRepository labels(*project);
        const CodeId yes = codeOf(*project, "yes");
        const auto act = [&](std::int64_t tweet, int msShown, LabelAction action = LabelAction::Label) {
            LabelEvent event =
                labelEvent(TweetKey{tweet}, action == LabelAction::Label ? yes : CodeId{}, "anna", action);
            event.msShown = msShown;
            labels.append(event);
        };
        act(2, kFastMs - 1);
        act(3, kFastMs);
        act(4, 0);  // not measured
        act(5, 1, LabelAction::Skip);
        QCOMPARE(labels.counts().fast, 1);
        act(6, 1);
        QCOMPARE(labels.counts().fast, 2);
        labels.undo("anna");
        QCOMPARE(labels.counts().fast, 1);
        act(2, 5000);  // the coder came back to it
        QCOMPARE(labels.counts().fast, 0);
        QVERIFY(project->check().empty());
    }

    void clearsSkipsAndMarks() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(4));
        LabelRepository labels(*project);
        const CodeId yes = codeOf(*project, "yes");
        labels.append(labelEvent(TweetKey{1}, yes));
        labels.append(labelEvent(TweetKey{1}, {}, "anna", LabelAction::Clear));
        labels.append(labelEvent(TweetKey{2}, {}, "anna", LabelAction::Skip));
        labels.append(labelEvent(TweetKey{3}, {}, "anna", LabelAction::NotCodable));
        labels.append(labelEvent(TweetKey{4}, yes));
        labels.append(labelEvent(TweetKey{4}, {}, "anna", LabelAction::Unsure));
        labels.append(labelEvent(TweetKey{4}, {}, "anna", LabelAction::Flag));
        const LabelCounts counts = labels.counts();
        QCOMPARE(counts.tweets, 4);
        QCOMPARE(counts.labelled, 1);
        QCOMPARE(counts.skipped, 1);
        QCOMPARE(counts.notCodable, 1);
        QCOMPARE(counts.unsure, 1);
        QCOMPARE(counts.flagged, 1);
        QCOMPARE(counts.perCode.at(yes.row), 1);
        QCOMPARE(counts.perDay.size(), std::size_t(1));
        QCOMPARE(counts.perDay.front().second, 2);  // what stands: a label and a "not codable"
        labels.append(labelEvent(TweetKey{1}, yes));
        QCOMPARE(labels.counts().perDay.front().second, 3);
        labels.undo("anna");
        QCOMPARE(labels.counts().perDay.front().second, 2);
        QVERIFY(counts.coders == std::vector<std::string>{"anna"});
        QVERIFY(rowOf(*project, 4).isUnsure && rowOf(*project, 4).isFlagged);
        using State = TweetFilter::State;
        TweetRepository tweets(*project);
        for (const auto &[state, key] : std::vector<std::pair<State, int>>{{State::Unlabelled, 1},
                                                                           {State::Skipped, 2},
                                                                           {State::NotCodable, 3},
                                                                           {State::Labelled, 4},
                                                                           {State::Unsure, 4},
                                                                           {State::Flagged, 4}}) {
            TweetFilter filter;
            filter.state = state;
            QVERIFY(tweets.keys(filter) == std::vector<TweetKey>{TweetKey{key}});
            QCOMPARE(tweets.count(filter), 1);
        }
        labels.append(labelEvent(TweetKey{4}, {}, "anna", LabelAction::Unsure));
        QVERIFY(!rowOf(*project, 4).isUnsure);
    }

    void aCodersLabelStandsOverTheImportedOneUntilItIsCleared() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(3, 2));
        const CodeId yes = codeOf(*project, "yes"), no = codeOf(*project, "no");
        LabelRepository labels(*project);
        QCOMPARE(labels.gold().size(), std::size_t(2));
        QCOMPARE(labels.gold().at(0).code.row, no.row);
        QCOMPARE(rowOf(*project, 1).coder, std::string(kImportedCoder));
        QVERIFY(labels.history(TweetKey{1}).at(0).source == LabelSource::Imported);
        labels.append(labelEvent(TweetKey{1}, yes));
        QCOMPARE(labels.gold().at(0).code.row, yes.row);
        QCOMPARE(rowOf(*project, 1).coder, std::string("anna"));
        labels.append(labelEvent(TweetKey{1}, {}, "anna", LabelAction::Clear));
        QCOMPARE(labels.gold().at(0).code.row, no.row);
        labels.append(labelEvent(TweetKey{1}, yes, "anna"));
        labels.append(labelEvent(TweetKey{1}, no, "berta"));
        QVERIFY(rowOf(*project, 1).state == LabelState::Disputed);
        QCOMPARE(labels.gold().size(), std::size_t(1));
        CodebookRepository(*project).archiveCategory(yes);
        QCOMPARE(labels.gold().size(), std::size_t(0));
        QVERIFY(project->check().empty());
    }

    void aBulkStepIsOneUndo() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(200));
        LabelRepository labels(*project);
        std::vector<LabelEvent> events;
        for (int key = 1; key <= 150; ++key)
            events.push_back(labelEvent(TweetKey{key}, codeOf(*project, "yes")));
        labels.appendAll(events, "labels of 150 tweets");
        QCOMPARE(labels.counts().labelled, 150);
        QCOMPARE(labels.nextUndo("anna")->sentence, std::string("Undo labels of 150 tweets"));
        labels.undo("anna");
        QCOMPARE(labels.counts().labelled, 0);
        labels.redo("anna");
        QCOMPARE(labels.counts().labelled, 150);
    }

    void refusesLabelsThatLeadNowhere() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(1));
        LabelRepository labels(*project);
        QVERIFY_EXCEPTION_THROWN(labels.append(labelEvent(TweetKey{2}, codeOf(*project, "yes"))), Error);
        QVERIFY_EXCEPTION_THROWN(labels.append(labelEvent(TweetKey{1}, CodeId{77})), Error);
        QVERIFY_EXCEPTION_THROWN(labels.append(labelEvent(TweetKey{1}, codeOf(*project, "yes"), "")), Error);
        QVERIFY(labels.history(TweetKey{1}).empty());
        QVERIFY(project->check().empty());
    }
};

QTEST_APPLESS_MAIN(LabelRepositoryTest)
#include "label_repository_test.moc"
