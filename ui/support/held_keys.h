// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QHash>
#include <QObject>

class QKeyEvent;

namespace warbler::ui {

// Lets a key act once per press, however long it is held. Qt's own mark of a repeated key is not enough: under X11 the
// release and the press of a repeat come one by one, and where the second is late, it passes for a new press. Both
// carry the same time, which no finger can do. Watches the whole program; GUI thread.
class HeldKeys : public QObject {
    Q_OBJECT
public:
    // isWatched: does this key act once per press, here and now? Repeats of other keys pass.
    HeldKeys(std::function<bool(const QKeyEvent &)> isWatched, QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Press {
        quint64 at = 0;  // ms, as the event says
        bool isRepeat = false;
    };
    bool isRepeat(const QKeyEvent &event);
    std::function<bool(const QKeyEvent &)> m_isWatched;
    QHash<quint32, Press> m_presses;     // keys that are down, by scan code
    QHash<quint32, quint64> m_released;  // when a key went up last
};

}  // namespace warbler::ui
