// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/label_progress.h"

#include "core/jobs/job_thread.h"
#include "ui/support/session.h"
#include "ui/support/text.h"

namespace warbler::ui {

LabelProgress::LabelProgress(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

void LabelProgress::read() {
    if (m_counting)
        m_counting->requestStop();
    m_counting = m_session.read<LabelCounts>(
        JobKind::Search, this,
        [project = m_session.sharedProject()](std::stop_token) { return LabelRepository(*project).counts(); },
        [this](LabelCounts counts) {
            m_counts = std::move(counts);
            Q_EMIT changed();
        });
}

void LabelProgress::forget() { m_counts = {}; }

QString LabelProgress::sentence() const {
    return m_counts.tweets == 0
               ? QString()
               : tr("%1 of %2 labelled.").arg(countText(m_counts.labelled), countText(m_counts.tweets));
}

RailMark LabelProgress::railMark() const {
    if (m_counts.tweets == 0)
        return RailMark::None;
    return m_counts.labelled + m_counts.notCodable >= m_counts.tweets ? RailMark::Done
           : m_counts.labelled == 0                                   ? RailMark::Todo
                                                                      : RailMark::None;
}

std::int64_t LabelProgress::tweetsIn(TweetFilter::State state, std::int64_t otherwise) const {
    if (m_counts.tweets == 0)
        return otherwise;
    switch (state) {
    case TweetFilter::State::Any:
        return m_counts.tweets;
    case TweetFilter::State::Unlabelled:
        return m_counts.unlabelledCount();
    case TweetFilter::State::Labelled:
        return m_counts.labelled;
    case TweetFilter::State::Skipped:
        return m_counts.skipped;
    case TweetFilter::State::NotCodable:
        return m_counts.notCodable;
    case TweetFilter::State::Unsure:
        return m_counts.unsure;
    case TweetFilter::State::Flagged:
        return m_counts.flagged;
    }
    return otherwise;
}

QStringList LabelProgress::marks() const {
    QStringList parts;
    if (m_counts.skipped > 0)
        parts << tr("%1 skipped").arg(countText(m_counts.skipped));
    if (m_counts.unsure > 0)
        parts << tr("%1 unsure").arg(countText(m_counts.unsure));
    if (m_counts.fast > 0)
        parts << tr("%1 fast").arg(countText(m_counts.fast));
    return parts;
}

}  // namespace warbler::ui
