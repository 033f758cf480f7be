// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QWidget>

#include "core/tables/csv/csv_preview.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace warbler::ui {

// Other encodings that a file may have, each with lines of it; hidden where none is in doubt.
class EncodingOffers : public QWidget {
    Q_OBJECT
public:
    explicit EncodingOffers(QWidget *parent = nullptr);
    void show(const CsvPreview &preview);
    void hideCandidates();

Q_SIGNALS:
    void encodingChosen(const std::string &name);

private:
    void fillCandidates(const DialectGuess &guess);
    void readVisible();

    std::string m_remedy;  // encoding that undoes a wrong one of before
    QPushButton *m_undoMojibake;
    QLabel *m_title;
    QListWidget *m_candidates;
};

}  // namespace warbler::ui
