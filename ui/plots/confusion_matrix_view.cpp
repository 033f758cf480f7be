// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/confusion_matrix_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>

#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

// One cell, painted by itself so that it follows the theme.
class Cell : public QAbstractButton {
public:
    Cell(std::int64_t count, double share, bool isRight, QWidget *parent)
        : QAbstractButton(parent), m_count(count), m_share(share), m_isRight(isRight) {
        setMinimumSize(84, 64);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
    }
    QSize sizeHint() const override { return {120, 84}; }

protected:
    void paintEvent(QPaintEvent *) override {
        const ThemeTokens &tokens = tokensOf(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
        const double share = 0.5 * m_share + (underMouse() ? 0.06 : 0);
        painter.setBrush(mixColours(tokens.accent, tokens.surface, std::min(0.5, share)));
        painter.setPen(m_isRight ? QPen(tokens.text, 1.6) : QPen(tokens.hairline, 1));
        painter.drawRoundedRect(box, kRadius, kRadius);
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(tokens.accent, 2, Qt::DotLine));
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), kRadius, kRadius);
        }
        painter.setPen(tokens.text);
        const QFont large = scaledFont(font(), TextSize::Figure), small = scaledFont(font(), TextSize::Small);
        const double largeHeight = QFontMetricsF(large).height(), smallHeight = QFontMetricsF(small).height();
        const double top = box.center().y() - (largeHeight + smallHeight) / 2;
        painter.setFont(large);
        painter.drawText(QRectF(box.left(), top, box.width(), largeHeight), Qt::AlignCenter,
                         QLocale().toString(static_cast<qlonglong>(m_count)));
        painter.setFont(small);
        painter.drawText(QRectF(box.left(), top + largeHeight, box.width(), smallHeight), Qt::AlignCenter,
                         QStringLiteral("%1 %").arg(100 * m_share, 0, 'f', 0));
    }

private:
    std::int64_t m_count;
    double m_share;
    bool m_isRight;
};

QLabel *heading(const QString &text, Qt::Alignment alignment, QWidget *parent) {
    auto *label = new QLabel(text, parent);
    label->setAlignment(alignment);
    label->setWordWrap(true);
    label->setFont(scaledFont(label->font(), TextSize::Small));
    label->setMaximumWidth(140);
    return label;
}

}  // namespace

ConfusionMatrixView::ConfusionMatrixView(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kSpace4);
}

void ConfusionMatrixView::setMatrix(const ConfusionMatrix &matrix, const QStringList &names) {
    m_matrix = matrix;
    m_names = names;
    build();
}

void ConfusionMatrixView::clear() { setMatrix(ConfusionMatrix(1), {}); }

std::int64_t ConfusionMatrixView::count(int truth, int predicted) const {
    return predicted < 0 ? m_matrix.other(truth) : m_matrix.at(truth, predicted);
}

void ConfusionMatrixView::build() {
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    setAccessibleName(tr("Confusion matrix"));
    setAccessibleDescription(summary());
    const auto n = static_cast<int>(m_names.size());
    if (n == 0)
        return;
    const bool hasOther = m_matrix.otherTotal() > 0;
    m_grid->addWidget(heading(tr("true \u2193   predicted \u2192"), Qt::AlignLeft | Qt::AlignBottom, this), 0, 0);
    for (int predicted = 0; predicted < n + (hasOther ? 1 : 0); ++predicted)
        m_grid->addWidget(
            heading(predicted < n ? m_names[predicted] : tr("other"), Qt::AlignHCenter | Qt::AlignBottom, this), 0,
            predicted + 1);
    for (int truth = 0; truth < n; ++truth) {
        m_grid->addWidget(heading(m_names[truth], Qt::AlignRight | Qt::AlignVCenter, this), truth + 1, 0);
        m_grid->setRowStretch(truth + 1, 1);
        for (int column = 0; column < n + (hasOther ? 1 : 0); ++column) {
            const int predicted = column < n ? column : -1;
            const std::int64_t tweets = count(truth, predicted), total = m_matrix.trueTotal(truth);
            const double share = total > 0 ? static_cast<double>(tweets) / static_cast<double>(total) : 0;
            auto *cell = new Cell(tweets, share, predicted == truth, this);
            cell->setObjectName(QStringLiteral("matrixCell_%1_%2").arg(truth).arg(predicted));
            cell->setAccessibleName(
                tr("True %1, predicted %2: %n tweets, %3 % of the row", nullptr, static_cast<int>(tweets))
                    .arg(m_names[truth], predicted < 0 ? tr("other") : m_names[predicted])
                    .arg(100 * share, 0, 'f', 0));
            cell->setToolTip(tr("Show these %Ln tweets", nullptr, static_cast<int>(tweets)));
            connect(cell, &QAbstractButton::clicked, this,
                    [this, truth, predicted] { Q_EMIT cellActivated(truth, predicted); });
            m_grid->addWidget(cell, truth + 1, column + 1);
            m_grid->setColumnStretch(column + 1, 1);
        }
    }
}

QString ConfusionMatrixView::summary() const {
    if (m_names.isEmpty() || m_matrix.total() == 0)
        return tr("No tweets were judged yet.");
    std::int64_t right = 0;
    for (int i = 0; i < m_matrix.categories(); ++i)
        right += m_matrix.at(i, i);
    return tr("%1 of %2 tweets are predicted as they were labelled.").arg(right).arg(m_matrix.total());
}

PlotTable ConfusionMatrixView::table() const {
    PlotTable values{{tr("true")}, {}};
    values.columns += m_names;
    values.columns += tr("other");
    for (int truth = 0; truth < m_names.size(); ++truth) {
        QStringList row{m_names[truth]};
        for (int predicted = 0; predicted < m_names.size(); ++predicted)
            row += QString::number(m_matrix.at(truth, predicted));
        row += QString::number(m_matrix.other(truth));
        values.rows.push_back(row);
    }
    return values;
}

void ConfusionMatrixView::contextMenuEvent(QContextMenuEvent *event) {
    QMenu menu(this);
    menu.addAction(tr("&Copy"), this, [this] { QApplication::clipboard()->setText(plotTableText(table())); });
    menu.addAction(tr("Show as &table"), this,
                   [this] { showPlotTable(this, tr("Confusion matrix"), summary(), table()); });
    menu.exec(event->globalPos());
}

}  // namespace warbler::ui
