// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/decision_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/support/text.h"

namespace warbler::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DecisionText)
};

QString wordOf(const CoderState &state, const Codebook &codebook) {
    QString word;
    if (state.decision == LabelAction::Label) {
        const Category *category = codebook.find(state.code);
        word = category ? fromUtf8(category->name) : Words::tr("an archived category");
    } else if (state.decision == LabelAction::Skip) {
        word = Words::tr("skipped for now");
    } else if (state.decision == LabelAction::NotCodable) {
        word = Words::tr("not codable");
    } else {
        word = Words::tr("no label");
    }
    if (state.isUnsure)
        word += Words::tr(", unsure");
    if (state.isFlagged)
        word += Words::tr(", flagged");
    return word;
}

}  // namespace

DecisionText decisionText(const std::vector<CoderState> &states, const Codebook &codebook, const std::string &coder) {
    DecisionText text;
    QStringList decisions;
    for (const CoderState &state : states) {
        if (state.decision == LabelAction::Clear && !state.isUnsure && !state.isFlagged)
            continue;
        const QString word = wordOf(state, codebook);
        decisions << (state.coder == kImportedCoder ? Words::tr("%1 (imported)").arg(word)
                                                    : Words::tr("%1 (%2)").arg(word, fromUtf8(state.coder)));
        text.hasOwn = text.hasOwn || state.coder == coder;
        if (state.decision == LabelAction::Label && (text.chosen.row == 0 || state.coder == coder))
            text.chosen = state.code;
    }
    text.sentence = decisions.isEmpty()
                        ? codebook.active().empty()
                              ? Words::tr("There is no category yet. Add the first one on the Codebook page.")
                              : Words::tr("Not labelled yet.")
                        : Words::tr("Label: %1. Another key changes it.").arg(decisions.join(QStringLiteral(", ")));
    return text;
}

}  // namespace warbler::ui
