// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/label_event.h"

#include <QTest>

#include <set>

using namespace warbler;

class LabelEventTest : public QObject {
    Q_OBJECT

private slots:
    void theLatestDecisionOfACoderStands();
    void undoTakesBackTheEventItNamesAndUndoOfUndoPutsItBack();
    void marksStandBesideALabelAndFallWithClear();
    void oneCodersLabelIsGold();
    void twoCodersMustAgree();
    void importedLabelsCountUntilAPersonDecides();
    void anImportBehindALabelIsASecondOpinion();
    void notCodableIsADecisionAndSkipIsNone();
    void everyFieldEntersTheChain();
    void namesGoThereAndBack();
};

namespace {

class Log {
public:
    std::string add(const std::string &coder, LabelAction action, long long code = 0, const std::string &undone = {}) {
        LabelEvent event;
        event.uuid = "event" + std::to_string(m_events.size());
        event.tweet = {7};
        event.coder = coder;
        event.action = action;
        event.code = {code};
        event.undone = undone;
        event.source = coder == kImportedCoder ? LabelSource::Imported : LabelSource::Manual;
        event.atMs = 1000 - static_cast<long long>(m_events.size());  // a clock set back must not matter
        m_events.push_back(event);
        return event.uuid;
    }
    std::vector<CoderState> states() const { return coderStates(m_events); }
    CoderState only() const { return states().at(0); }
    GoldDecision decision() const { return gold(states()); }

private:
    std::vector<LabelEvent> m_events;
};

using Action = LabelAction;
using State = GoldDecision::State;

}  // namespace

void LabelEventTest::theLatestDecisionOfACoderStands() {
    Log log;
    QCOMPARE(log.decision().state, State::Unlabelled);
    log.add("ann", Action::Label, 1);
    const std::string second = log.add("ann", Action::Label, 2);
    QCOMPARE(log.only().code, CodeId{2});
    QCOMPARE(log.only().uuid, second);
    log.add("ann", Action::Clear);
    QCOMPARE(log.only().decision, Action::Clear);
    QCOMPARE(log.only().code, CodeId{});
    QCOMPARE(log.decision().state, State::Unlabelled);
}

void LabelEventTest::undoTakesBackTheEventItNamesAndUndoOfUndoPutsItBack() {
    Log log;
    log.add("ann", Action::Label, 1);
    const std::string second = log.add("ann", Action::Label, 2);
    const std::string undo = log.add("ann", Action::Undo, 0, second);
    QCOMPARE(log.only().code, CodeId{1});
    const std::string redo = log.add("ann", Action::Undo, 0, undo);
    QCOMPARE(log.only().code, CodeId{2});
    log.add("ann", Action::Undo, 0, redo);
    QCOMPARE(log.only().code, CodeId{1});
    log.add("ann", Action::Undo, 0, "unknown");
    QCOMPARE(log.only().code, CodeId{1});
}

void LabelEventTest::marksStandBesideALabelAndFallWithClear() {
    Log log;
    log.add("ann", Action::Unsure);
    log.add("ann", Action::Flag);
    log.add("ann", Action::Label, 1);
    QVERIFY(log.only().isUnsure && log.only().isFlagged);
    log.add("ann", Action::Unsure);
    QVERIFY(!log.only().isUnsure && log.only().isFlagged);
    log.add("ann", Action::Clear);
    QVERIFY(!log.only().isFlagged);
}

void LabelEventTest::oneCodersLabelIsGold() {
    Log log;
    log.add("ann", Action::Label, 3);
    log.add("ben", Action::Skip);
    QCOMPARE(log.decision().state, State::Labelled);
    QCOMPARE(log.decision().code, CodeId{3});
    QCOMPARE(log.decision().coder, std::string("ann"));
}

void LabelEventTest::twoCodersMustAgree() {
    Log log;
    log.add("ann", Action::Label, 3);
    log.add("ben", Action::Label, 3);
    QCOMPARE(log.decision().code, CodeId{3});
    QCOMPARE(log.decision().coder, std::string("ben"));
    log.add("cem", Action::Label, 4);
    QCOMPARE(log.decision().state, State::Disputed);
    QCOMPARE(log.decision().code, CodeId{});
    log.add("cem", Action::Label, 3);
    QCOMPARE(log.decision().state, State::Labelled);
}

void LabelEventTest::importedLabelsCountUntilAPersonDecides() {
    Log log;
    log.add(std::string(kImportedCoder), Action::Label, 1);
    QCOMPARE(log.decision().code, CodeId{1});
    QCOMPARE(log.decision().coder, std::string(kImportedCoder));
    log.add("ann", Action::Skip);
    QCOMPARE(log.decision().code, CodeId{1});
    const std::string correction = log.add("ann", Action::Label, 2);
    QCOMPARE(log.decision().code, CodeId{2});
    QCOMPARE(log.decision().coder, std::string("ann"));
    log.add("ben", Action::Label, 1);
    QCOMPARE(log.decision().state, State::Disputed);
    log.add("ben", Action::Clear);
    log.add("ann", Action::Undo, 0, correction);
    QCOMPARE(log.decision().code, CodeId{1});
    log.add(std::string(kImportedCoder), Action::Label, 5);
    QCOMPARE(log.decision().code, CodeId{5});
}

void LabelEventTest::anImportBehindALabelIsASecondOpinion() {
    Log log;
    log.add("ann", Action::Label, 2);
    log.add(std::string(kImportedCoder), Action::Label, 1);
    QCOMPARE(log.decision().state, State::Disputed);
    log.add("ann", Action::Label, 2);
    QCOMPARE(log.decision().code, CodeId{2});
}

void LabelEventTest::notCodableIsADecisionAndSkipIsNone() {
    Log log;
    log.add("ann", Action::Skip);
    QCOMPARE(log.decision().state, State::Skipped);
    log.add("ann", Action::NotCodable);
    QCOMPARE(log.decision().state, State::NotCodable);
    log.add("ben", Action::Label, 1);
    QCOMPARE(log.decision().state, State::Disputed);
}

void LabelEventTest::everyFieldEntersTheChain() {
    LabelEvent base;
    base.uuid = "a";
    base.coder = "bc";
    std::vector<LabelEvent> variants(13, base);
    variants[1].uuid = "b";
    variants[2].tweet = {1};
    variants[3].coder = "b";
    variants[4].code = {1};
    variants[5].action = LabelAction::Skip;
    variants[6].source = LabelSource::Bulk;
    variants[7].atMs = 1;
    variants[8].msShown = 1;
    variants[9].undone = "x";
    variants[10].round = 2;
    variants[11].revision = 1;
    variants[12].order = "list";
    std::set<std::string> hashes = {chainedHash("previous", base)};
    for (const LabelEvent &variant : variants)
        hashes.insert(chainedHash("", variant));
    LabelEvent moved = base;
    moved.uuid = "ab";
    moved.coder = "c";
    hashes.insert(chainedHash("", moved));
    QCOMPARE(hashes.size(), std::size_t(15));
    QCOMPARE(hashes.begin()->size(), std::size_t(64));
    moved = base;
    moved.hash = "not part of itself";
    QCOMPARE(chainedHash("", moved), chainedHash("", base));
}

void LabelEventTest::namesGoThereAndBack() {
    for (int i = 0; i <= static_cast<int>(LabelAction::Undo); ++i)
        QCOMPARE(*actionNamed(actionName(static_cast<LabelAction>(i))), static_cast<LabelAction>(i));
    for (int i = 0; i <= static_cast<int>(LabelSource::Bulk); ++i)
        QCOMPARE(*sourceNamed(sourceName(static_cast<LabelSource>(i))), static_cast<LabelSource>(i));
    QCOMPARE(actionName(LabelAction::NotCodable), std::string_view("not_codable"));
    QVERIFY(!actionNamed("discard").has_value());
    QVERIFY(!sourceNamed("").has_value());
}

QTEST_APPLESS_MAIN(LabelEventTest)
#include "label_event_test.moc"
