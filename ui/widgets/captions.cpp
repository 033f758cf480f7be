// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/captions.h"

#include <QEvent>
#include <QLabel>

#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

class MutedLabel : public QLabel {
public:
    using QLabel::QLabel;
    void restyle() {
        if (m_isStyling)
            return;
        m_isStyling = true;
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, tokensOf(palette()).muted);
        setPalette(quiet);
        m_isStyling = false;
    }

protected:
    void changeEvent(QEvent *event) override {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::PaletteChange)
            restyle();
    }

private:
    bool m_isStyling = false;
};

}  // namespace

QLabel *mutedLabel(const QString &text, QWidget *parent) {
    auto *label = new MutedLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(scaledFont(label->font(), TextSize::Small));
    label->restyle();
    return label;
}

QLabel *headingLabel(const QString &text, QWidget *parent) {
    auto *label = new QLabel(text, parent);
    QFont bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    return label;
}

}  // namespace warbler::ui
