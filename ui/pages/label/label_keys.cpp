// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/label_keys.h"

#include <algorithm>

#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

#include "ui/support/held_keys.h"
#include "ui/support/mnemonics.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {
constexpr quint32 kFirstDigitScanCode = 10, kLastDigitScanCode = 19;  // top row of a keyboard under X11 and Wayland

// Undo and redo of the Edit menu, which are held as easily.
bool isOfEditMenu(const QKeySequence &keys) {
    return keys == QKeySequence(Qt::CTRL | Qt::Key_Z) || keys == QKeySequence(Qt::CTRL | Qt::Key_Y) ||
           keys == QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z);
}
}  // namespace

LabelKeys::LabelKeys(QWidget *page) : QObject(page), m_page(page) {
    new HeldKeys([this](const QKeyEvent &event) { return actsOncePerPress(event); }, this);
    watch(page);
}

QAction *LabelKeys::add(const char *name, const QString &text, const QList<QKeySequence> &keys,
                        std::function<void()> act) {
    auto *action = new QAction(text, m_page);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    // Space never presses a button while a tweet waits for its label, wherever the focus is.
    action->setShortcutContext(keys.contains(QKeySequence(Qt::Key_Space)) ? Qt::WindowShortcut
                                                                          : Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    connect(action, &QAction::triggered, this, std::move(act));
    m_page->addAction(action);
    m_actions.push_back(action);
    return action;
}

QAction *LabelKeys::action(const char *name) const {
    for (QAction *action : m_actions)
        if (action->objectName() == QLatin1String(name))
            return action;
    return nullptr;
}

void LabelKeys::setCategories(const std::vector<Category> &categories) {
    qDeleteAll(m_categoryActions);
    m_categoryActions.clear();
    m_codes.clear();
    for (const Category &category : categories) {
        if (category.key.empty())
            continue;
        m_codes.emplace_back(category.key, category.id);
        auto *action = new QAction(withPlainAmpersands(fromUtf8(category.name)), m_page);
        action->setObjectName(QStringLiteral("actionLabel_") + fromUtf8(category.value));
        action->setShortcut(QKeySequence(fromUtf8(category.key)));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setAutoRepeat(false);
        connect(action, &QAction::triggered, this, [this, code = category.id] { Q_EMIT categoryPressed(code); });
        m_page->addAction(action);
        m_categoryActions.push_back(action);
    }
}

void LabelKeys::watch(QWidget *list) { list->installEventFilter(this); }

bool LabelKeys::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::KeyPress && pressDigit(*static_cast<QKeyEvent *>(event)))
        return true;
    return QObject::eventFilter(watched, event);
}

bool LabelKeys::pressDigit(const QKeyEvent &event) {
    const quint32 code = event.nativeScanCode();
    if (code < kFirstDigitScanCode || code > kLastDigitScanCode || event.isAutoRepeat() ||
        (event.modifiers() & ~Qt::ShiftModifier) != Qt::NoModifier)
        return false;
    const std::string key(1, static_cast<char>('0' + (code - kFirstDigitScanCode + 1) % 10));
    const auto found =
        std::find_if(m_codes.begin(), m_codes.end(), [&key](const auto &entry) { return entry.first == key; });
    if (found == m_codes.end())
        return false;
    Q_EMIT categoryPressed(found->second);
    return true;
}

bool LabelKeys::actsOncePerPress(const QKeyEvent &event) const {
    if (!m_page->isVisible() || qobject_cast<QLineEdit *>(QApplication::focusWidget()) ||
        qobject_cast<QAbstractSpinBox *>(QApplication::focusWidget()))
        return false;
    const quint32 code = event.nativeScanCode();
    if (code >= kFirstDigitScanCode && code <= kLastDigitScanCode)
        return true;
    const QKeySequence keys(
        QKeyCombination(event.modifiers() & ~Qt::KeypadModifier, static_cast<Qt::Key>(event.key())));
    const auto isOurs = [&](const QAction *action) {
        return !action->autoRepeat() && action->shortcuts().contains(keys);
    };
    return isOfEditMenu(keys) || std::any_of(m_actions.begin(), m_actions.end(), isOurs) ||
           std::any_of(m_categoryActions.begin(), m_categoryActions.end(), isOurs);
}

}  // namespace warbler::ui
