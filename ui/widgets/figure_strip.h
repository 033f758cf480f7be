// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFrame>
#include <QStringList>

class QLabel;

namespace warbler::ui {

// A row of figures: name small, value large, what it is to be compared with in muted text. Space stands before the
// value.
class FigureStrip : public QFrame {
    Q_OBJECT
public:
    FigureStrip(const QString &objectName, const QStringList &names, QWidget *parent = nullptr);
    void setFigure(int index, const QString &value, const QString &note = {});
    void setName(int index, const QString &name);
    void clear();
    QString value(int index) const;
    QString note(int index) const;

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Figure {
        QLabel *name, *value, *note;
    };
    void restyle();
    std::vector<Figure> m_figures;
};

}  // namespace warbler::ui
