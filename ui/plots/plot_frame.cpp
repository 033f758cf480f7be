// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_frame.h"

#include <cmath>

#include <QAbstractScrollArea>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <qcustomplot.h>

#include "core/base/error.h"
#include "core/base/output_check.h"
#include "ui/support/dialogs.h"
#include "ui/support/theme.h"

namespace warbler::ui {

QString plotFigure(double value) {
    const QString text = QString::number(value, 'f', 3);
    return text.startsWith(QLatin1String("0.")) ? text.mid(1) : text;
}

QString plotNumber(double value) { return std::isinf(value) ? QStringLiteral("inf") : QString::number(value, 'g', 17); }

namespace {
constexpr double kPrintDots = 300,
                 kScreenDots = 96;  // an inch; a saved picture is laid out for the screen and drawn for print
}

PlotFrame::PlotFrame(QWidget *parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_hover(new QLabel(m_plot)), m_menu(new QMenu(this)),
      m_save(new QToolButton(this)) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setFocusPolicy(Qt::TabFocus);
    m_plot->setObjectName(QStringLiteral("plotCanvas"));
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    // QCustomPlot keeps mouse events to itself, so a right click would never come up to the frame.
    m_plot->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_plot, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { m_menu->popup(m_plot->mapToGlobal(at)); });
    m_plot->xAxis2->setVisible(false);
    m_plot->yAxis2->setVisible(false);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->setAutoAddPlottableToLegend(false);
    m_hover->setObjectName(QStringLiteral("hoverLabel"));
    m_hover->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hover->setMargin(kSpace4);
    m_hover->hide();
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_paints; });
    makeMenu();
}

PlotFrame::~PlotFrame() = default;

QSize PlotFrame::sizeHint() const { return {480, 260}; }

void PlotFrame::applyTheme() {
    if (m_isApplyingTheme)
        return;
    m_isApplyingTheme = true;
    const ThemeTokens &tokens = tokensOf(palette());
    m_plot->setBackground(tokens.surface);
    const QFont small = scaledFont(font(), TextSize::Small);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelFont(small);
        axis->setLabelFont(small);
        axis->setTickLabelColor(tokens.muted);
        axis->setLabelColor(tokens.muted);
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->grid()->setPen(QPen(tokens.hairline, 1));
        axis->grid()->setZeroLinePen(QPen(tokens.hairline, 1));
    }
    QPalette hover = m_hover->palette();
    hover.setColor(QPalette::Window, tokens.text);
    hover.setColor(QPalette::WindowText, tokens.surface);
    m_hover->setPalette(hover);
    m_hover->setAutoFillBackground(true);
    m_hover->setFont(small);
    applyColours(tokens);
    m_isApplyingTheme = false;
}

void PlotFrame::dataChanged() {
    applyTheme();
    enableMenu();
    setAccessibleName(title());
    setAccessibleDescription(summary());
    repaintSoon();
}

void PlotFrame::repaintSoon() {
    if (isVisible())
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotFrame::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    repaintSoon();
}

void PlotFrame::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyTheme();
        repaintSoon();
    }
}

bool PlotFrame::eventFilter(QObject *watched, QEvent *event) {
    if (watched == m_plot && event->type() == QEvent::Wheel && takeWheel(*static_cast<QWheelEvent *>(event)))
        return true;
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        const QPoint position = static_cast<QMouseEvent *>(event)->pos();
        const QString text = hoverText(position);
        m_hover->setVisible(!text.isEmpty());
        if (!text.isEmpty()) {
            m_hover->setText(text);
            m_hover->adjustSize();
            const int x = std::min(position.x() + kSpace12, m_plot->width() - m_hover->width());
            const int y = std::max(0, position.y() - m_hover->height() - kSpace8);
            m_hover->move(std::max(0, x), y);
        }
    } else if (watched == m_plot && event->type() == QEvent::Leave) {
        m_hover->hide();
    }
    return QWidget::eventFilter(watched, event);
}

void PlotFrame::makeMenu() {
    m_menu->setObjectName(QStringLiteral("plotMenu"));
    m_menu->addAction(tr("&Copy"), this, [this] {
        QPixmap picture;
        drawOnWhite(
            [&] { picture = m_plot->toPixmap(savedSize().width(), savedSize().height(), kPrintDots / kScreenDots); });
        QApplication::clipboard()->setPixmap(picture);
    });
    const auto add = [this](const QString &text, const QString &filter, const QString &suffix,
                            bool (PlotFrame::*save)(const QString &)) {
        m_menu->addAction(text, this, [this, filter, suffix, save] {
            const QString path = askPath(filter, suffix);
            if (!path.isEmpty() && !(this->*save)(path))
                tell(tr("%1 could not be written.").arg(path), tr("Choose another folder."));
        });
    };
    add(tr("Save as &PNG\u2026"), tr("PNG picture (*.png)"), QStringLiteral(".png"), &PlotFrame::savePng);
    add(tr("Save as &SVG\u2026"), tr("SVG drawing (*.svg)"), QStringLiteral(".svg"), &PlotFrame::saveSvg);
    add(tr("Save as P&DF\u2026"), tr("PDF (*.pdf)"), QStringLiteral(".pdf"), &PlotFrame::savePdf);
    add(tr("Save as CS&V\u2026"), tr("CSV table (*.csv)"), QStringLiteral(".csv"), &PlotFrame::saveCsv);
    m_menu->addAction(tr("Show as &table"), this, [this] { showPlotTable(this, title(), summary(), table()); });
    m_save->setObjectName(QStringLiteral("savePlotButton"));
    m_save->setText(tr("Save\u2026"));
    m_save->setToolTip(tr("Copy or save this plot, or show its table"));
    m_save->setFocusPolicy(Qt::NoFocus);  // the plot has the focus, and its menu key opens the same menu
    m_save->setAutoRaise(true);
    m_save->hide();
    connect(m_save, &QToolButton::clicked, this,
            [this] { m_menu->popup(m_save->mapToGlobal(QPoint(0, m_save->height()))); });
    for (QAction *action : m_menu->actions())
        action->setEnabled(false);
    m_save->setEnabled(false);
}

void PlotFrame::contextMenuEvent(QContextMenuEvent *event) {
    m_menu->popup(event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(rect().center()) : event->globalPos());
}

void PlotFrame::placeSaveButton() {
    m_save->adjustSize();
    m_save->move(layoutDirection() == Qt::RightToLeft ? 0 : width() - m_save->width(), 0);
    m_save->setVisible(hasFocus() || underMouse());
    m_save->raise();
}

void PlotFrame::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    placeSaveButton();
}

void PlotFrame::enterEvent(QEnterEvent *event) {
    QWidget::enterEvent(event);
    placeSaveButton();
}

void PlotFrame::leaveEvent(QEvent *event) {
    QWidget::leaveEvent(event);
    placeSaveButton();
}

void PlotFrame::focusInEvent(QFocusEvent *event) {
    QWidget::focusInEvent(event);
    placeSaveButton();
}

void PlotFrame::focusOutEvent(QFocusEvent *event) {
    QWidget::focusOutEvent(event);
    placeSaveButton();
}

bool PlotFrame::takeWheel(const QWheelEvent &event) {
    if (event.modifiers().testFlag(Qt::ControlModifier))
        return false;  // QCustomPlot zooms, or does nothing where it may not
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        auto *area = qobject_cast<QAbstractScrollArea *>(above);
        if (!area)
            continue;
        const QPointF at = area->viewport()->mapFromGlobal(event.globalPosition());
        QWheelEvent forPage(at, event.globalPosition(), event.pixelDelta(), event.angleDelta(), event.buttons(),
                            event.modifiers(), event.phase(), event.inverted(), event.source());
        QCoreApplication::sendEvent(area->viewport(), &forPage);
        break;
    }
    return true;
}

QString PlotFrame::askPath(const QString &filter, const QString &suffix) {
    QString path = dialogs::saveFile(this, title(), filter, title() + suffix);
    if (!path.isEmpty() && !path.endsWith(suffix))
        path += suffix;
    return mayWrite(path) ? path : QString();
}

bool PlotFrame::mayWrite(const QString &path) {
    if (path.isEmpty())
        return false;
    std::vector<std::string> open;
    for (const QWidget *window : QApplication::topLevelWidgets())
        open.push_back(QFile::encodeName(window->windowFilePath()).toStdString());
    try {
        refuseInputsAsOutputs({QFile::encodeName(path).toStdString()}, open);
        return true;
    } catch (const Error &error) {
        tell(QString::fromStdString(error.detail() + "."), QString::fromStdString(error.hint()));
        return false;
    }
}

void PlotFrame::tell(const QString &sentence, const QString &detail) {
    dialogs::ask(this, QStringLiteral("plotNotSaved"), sentence, detail, {tr("Close")});
}

// A picture of nothing helps nobody: what cannot be saved is not offered.
void PlotFrame::enableMenu() {
    const bool isFilled = !table().rows.empty();
    for (QAction *action : m_menu->actions())
        action->setEnabled(isFilled);
    m_save->setEnabled(isFilled);
}

void PlotFrame::drawOnWhite(const std::function<void()> &draw) {
    const ThemeTokens &tokens = themeTokens(ThemeName::Light);
    const QPalette before = palette();
    setPalette(themePalette(ThemeName::Light));
    m_plot->setBackground(tokens.surface);
    m_plot->plotLayout()->insertRow(0);
    auto *heading = new QCPTextElement(m_plot, title(), scaledFont(font(), TextSize::Title));
    heading->setTextColor(tokens.text);
    m_plot->plotLayout()->addElement(0, 0, heading);
    draw();
    m_plot->plotLayout()->remove(heading);
    m_plot->plotLayout()->simplify();
    setPalette(before);
    applyTheme();
    repaintSoon();
}

bool PlotFrame::savePng(const QString &path) {
    bool isSaved = false;
    drawOnWhite([&] {
        isSaved = m_plot->savePng(path, savedSize().width(), savedSize().height(), kPrintDots / kScreenDots, -1,
                                  int(kPrintDots));
    });
    return isSaved;
}

bool PlotFrame::saveSvg(const QString &path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    drawOnWhite([&] {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setTitle(title());
        generator.setDescription(summary());
        generator.setSize(savedSize());
        generator.setViewBox(QRect(QPoint(), savedSize()));
        QCPPainter painter;
        painter.begin(&generator);
        painter.setMode(QCPPainter::pmVectorized);
        m_plot->toPainter(&painter, savedSize().width(), savedSize().height());
        painter.end();
    });
    return file.commit();
}

bool PlotFrame::savePdf(const QString &path) {
    bool isSaved = false;
    drawOnWhite([&] {
        isSaved = m_plot->savePdf(path, savedSize().width(), savedSize().height(), QCP::epNoCosmetic,
                                  QStringLiteral("Warbler"), title());
    });
    return isSaved;
}

bool PlotFrame::saveCsv(const QString &path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const PlotTable values = table();
    const auto line = [&](const QStringList &cells) {
        QStringList quoted;
        for (QString cell : cells)
            quoted.append(cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"'))
                              ? QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
                                    QLatin1Char('"')
                              : cell);
        file.write((quoted.join(QLatin1Char(',')) + QLatin1Char('\n')).toUtf8());
    };
    line(values.columns);
    for (const QStringList &row : values.rows)
        line(row);
    return file.commit();
}

QString plotTableText(const PlotTable &table) {
    QStringList lines{table.columns.join(QLatin1Char('\t'))};
    for (const QStringList &row : table.rows)
        lines.append(row.join(QLatin1Char('\t')));
    return lines.join(QLatin1Char('\n'));
}

void showPlotTable(QWidget *parent, const QString &title, const QString &summary, const PlotTable &table) {
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("plotTableDialog"));
    dialog->setWindowTitle(title);
    auto *layout = new QVBoxLayout(dialog);
    auto *sentence = new QLabel(summary, dialog);
    sentence->setWordWrap(true);
    layout->addWidget(sentence);
    auto *view = new QTableWidget(static_cast<int>(table.rows.size()), static_cast<int>(table.columns.size()), dialog);
    view->setHorizontalHeaderLabels(table.columns);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setAccessibleName(title);
    for (int r = 0; r < view->rowCount(); ++r)
        for (int column = 0; column < table.rows[static_cast<std::size_t>(r)].size(); ++column)
            view->setItem(r, column, new QTableWidgetItem(table.rows[static_cast<std::size_t>(r)][column]));
    layout->addWidget(view);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    auto *copy = buttons->addButton(QCoreApplication::translate("PlotTable", "Copy"), QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [table] { QApplication::clipboard()->setText(plotTableText(table)); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    layout->addWidget(buttons);
    dialog->resize(560, 420);
    dialog->open();
}

}  // namespace warbler::ui
