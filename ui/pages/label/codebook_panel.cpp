// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/codebook_panel.h"

#include <QEvent>
#include <QLabel>

#include "ui/support/settings.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

CodebookPanel::CodebookPanel(QWidget *parent) : QScrollArea(parent), m_text(new QLabel(this)) {
    setObjectName(QStringLiteral("codebookPanel"));
    setAccessibleName(tr("Codebook"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setMinimumWidth(168);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_text->setObjectName(QStringLiteral("codebookPanelText"));
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_text->setTextFormat(Qt::RichText);
    m_text->setContentsMargins(0, 0, kSpace8, 0);
    setWidget(m_text);
    setVisible(settingText(Setting::CodebookPanel) == QLatin1String("shown"));
}

void CodebookPanel::setCodebook(const Codebook &codebook) {
    m_codebook = codebook;
    fill();
}

void CodebookPanel::toggle() {
    const bool isShown = !isVisible();
    setVisible(isShown);
    storeSetting(Setting::CodebookPanel, isShown ? QStringLiteral("shown") : QStringLiteral("hidden"));
}

void CodebookPanel::changeEvent(QEvent *event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fill();
}

void CodebookPanel::fill() {
    const ThemeTokens &t = tokensOf(palette());
    QString html = QStringLiteral("<p style='margin-bottom:8px'><b>%1</b> <span style='color:%2'>H</span></p>")
                       .arg(tr("Codebook"), t.muted.name());
    for (const Category &category : m_codebook.active()) {
        html += QStringLiteral(
                    "<p style='margin-top:12px;margin-bottom:2px'><span style='color:%1'>\u25a0</span> <b>%2</b> <span "
                    "style='color:%3'>%4</span></p>")
                    .arg(t.category(category.colour).name(), fromUtf8(category.name).toHtmlEscaped(), t.muted.name(),
                         fromUtf8(category.key));
        if (!category.definition.empty())
            html += QStringLiteral("<p style='margin-top:0;margin-bottom:2px'>%1</p>")
                        .arg(fromUtf8(category.definition).toHtmlEscaped());
        if (!category.include.empty())
            html += QStringLiteral("<p style='margin-top:0;margin-bottom:2px'>+ %1</p>")
                        .arg(fromUtf8(category.include).toHtmlEscaped());
        if (!category.exclude.empty())
            html += QStringLiteral("<p style='margin-top:0;margin-bottom:2px'>\u2212 %1</p>")
                        .arg(fromUtf8(category.exclude).toHtmlEscaped());
    }
    m_text->setText(html);
}

}  // namespace warbler::ui
