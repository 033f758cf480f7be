// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "core/codebook/codebook.h"

class QLabel;

namespace warbler::ui {

// What each category means, to be read beside the tweet. Whether it is shown is remembered.
class CodebookPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit CodebookPanel(QWidget *parent = nullptr);
    void setCodebook(const Codebook &codebook);
    void toggle();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    Codebook m_codebook;
    QLabel *m_text;
};

}  // namespace warbler::ui
