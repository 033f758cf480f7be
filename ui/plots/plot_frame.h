// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QString>
#include <QStringList>
#include <QWidget>

class QCustomPlot;
class QLabel;
class QMenu;
class QToolButton;

namespace warbler::ui {

struct ThemeTokens;

// A plot's data as text, for Show as table, CSV and the clipboard.
struct PlotTable {
    QStringList columns;
    std::vector<QStringList> rows;  // numbers in the C locale
};

QString plotFigure(double value);               // ".861": as in a paper, no leading zero
QString plotNumber(double value);               // reads back equal, C locale
QString plotTableText(const PlotTable &table);  // tab-separated, with the column names
// A dialog of its own that goes when it is closed.
void showPlotTable(QWidget *parent, const QString &title, const QString &summary, const PlotTable &table);

// One plot with everything each plot offers: colours that follow the theme, hover values, copy, PNG, SVG, CSV, a table
// and a sentence for screen readers. Repaints once per change of data. GUI thread only.
class PlotFrame : public QWidget {
    Q_OBJECT
public:
    explicit PlotFrame(QWidget *parent = nullptr);
    ~PlotFrame() override;

    virtual QString title() const = 0;    // stands on saved pictures
    virtual QString summary() const = 0;  // one sentence: what a reader without the picture must know
    virtual PlotTable table() const = 0;

    // White ground and a title, at 300 dots an inch whatever the screen's size, so that it is legible in print. False
    // if the file could not be written.
    bool savePng(const QString &path);
    bool saveSvg(const QString &path);
    bool savePdf(const QString &path);
    bool saveCsv(const QString &path);
    int paints() const { return m_paints; }  // finished repaints, for tests
    QSize sizeHint() const override;

protected:
    QCustomPlot *plot() const { return m_plot; }
    // Colours and pens of everything drawn; called at the start and on each change of theme.
    virtual void applyColours(const ThemeTokens &tokens) = 0;
    // Value text of the data point nearest to a position; empty: none near.
    virtual QString hoverText(const QPoint &position) const = 0;
    // After a change of data: one repaint, and the sentence is told to the screen reader.
    void dataChanged();
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    // Size of a saved picture in points of the screen; drawn once more for it.
    virtual QSize savedSize() const { return {640, 400}; }
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeMenu();
    void enableMenu();
    void tell(const QString &sentence, const QString &detail);
    // What the wheel over the plot does: with Ctrl it zooms, where the plot can be zoomed; else the page scrolls.
    bool takeWheel(const QWheelEvent &event);
    void placeSaveButton();
    void applyTheme();
    void repaintSoon();  // a hidden plot has no picture; it is drawn when it is shown
    QString askPath(const QString &filter, const QString &suffix);
    bool mayWrite(const QString &path);  // not the open project; else says so
    void drawOnWhite(const std::function<void()> &draw);

    QCustomPlot *m_plot;
    QLabel *m_hover;
    QMenu *m_menu;
    QToolButton *m_save;  // shown while the mouse is over the plot or the plot has the focus
    int m_paints = 0;
    bool m_isApplyingTheme = false;
};

}  // namespace warbler::ui
