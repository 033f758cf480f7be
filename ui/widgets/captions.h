// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QString;
class QWidget;

namespace warbler::ui {

// A label in small muted text that follows the theme.
QLabel *mutedLabel(const QString &text, QWidget *parent);
// A heading inside a page.
QLabel *headingLabel(const QString &text, QWidget *parent);

}  // namespace warbler::ui
