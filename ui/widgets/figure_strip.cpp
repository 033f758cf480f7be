// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_strip.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

FigureStrip::FigureStrip(const QString &objectName, const QStringList &names, QWidget *parent) : QFrame(parent) {
    setObjectName(objectName);
    setProperty("card", true);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(kSpace16, kSpace8, kSpace16, kSpace8);
    grid->setHorizontalSpacing(kSpace16);
    grid->setVerticalSpacing(0);
    for (int i = 0; i < names.size(); ++i) {
        Figure figure{mutedLabel(names[i], this), new QLabel(this), mutedLabel({}, this)};
        figure.value->setTextFormat(Qt::PlainText);
        figure.note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        grid->addWidget(figure.name, 0, i);
        grid->addWidget(figure.value, 1, i);
        grid->addWidget(figure.note, 2, i);
        grid->setColumnStretch(i, 1);
        m_figures.push_back(figure);
    }
    restyle();
    clear();
}

void FigureStrip::restyle() {
    for (const Figure &figure : m_figures)
        figure.value->setFont(scaledFont(font(), TextSize::Figure));
}

void FigureStrip::changeEvent(QEvent *event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        restyle();
}

void FigureStrip::setFigure(int index, const QString &value, const QString &note) {
    const Figure &figure = m_figures[static_cast<std::size_t>(index)];
    figure.value->setText(value.isEmpty() ? QStringLiteral("\u2014") : value);
    figure.note->setText(note.isEmpty() ? QStringLiteral(" ") : note);
    figure.note->setToolTip(note);
    figure.value->setAccessibleName(QStringLiteral("%1: %2. %3").arg(figure.name->text(), value, note));
}

void FigureStrip::setName(int index, const QString &name) {
    m_figures[static_cast<std::size_t>(index)].name->setText(name);
}

void FigureStrip::clear() {
    for (int i = 0; i < static_cast<int>(m_figures.size()); ++i)
        setFigure(i, {});
}

QString FigureStrip::value(int index) const { return m_figures[static_cast<std::size_t>(index)].value->text(); }

QString FigureStrip::note(int index) const { return m_figures[static_cast<std::size_t>(index)].note->text(); }

}  // namespace warbler::ui
