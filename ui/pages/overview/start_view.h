// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace warbler::ui {

// What stands on the overview without a project: import tweets, open the demo or a file of before.
class StartView : public QWidget {
    Q_OBJECT
public:
    explicit StartView(QWidget *parent = nullptr);
    void readRecentFiles();
    void takeFocus();

Q_SIGNALS:
    void actionRequested(const QString &objectName);
    void fileRequested(const QString &path);

private:
    QPushButton *m_import;
    QWidget *m_recent;
};

}  // namespace warbler::ui
