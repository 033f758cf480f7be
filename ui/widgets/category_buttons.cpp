// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/category_buttons.h"

#include <QPainter>
#include <QStyle>
#include <QTimer>

#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_mark.h"

namespace warbler::ui {

namespace {
constexpr double kFaded = 0.45;  // of a button that cannot be pressed
constexpr int kMark = 14, kCap = 22, kBar = 4, kTintMs = 120, kWidest = 320;
}  // namespace

CategoryButton::CategoryButton(QWidget *parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void CategoryButton::setCategory(const Category &category) {
    m_category = category;
    const QString name = fromUtf8(category.name);
    setText(name);
    setObjectName(QStringLiteral("categoryButton_") + fromUtf8(category.value));
    setAccessibleName(category.key.empty() ? name : tr("%1, key %2").arg(name, fromUtf8(category.key)));
    setToolTip(fromUtf8(category.definition));
    updateGeometry();
    update();
}

void CategoryButton::setChosen(bool chosen) {
    m_isChosen = chosen;
    setAccessibleDescription(chosen ? tr("The label of this tweet") : QString());
    update();
}

void CategoryButton::light() {
    if (style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0)
        return;  // the system asks for no animation
    m_isLit = true;
    update();
    QTimer::singleShot(kTintMs, this, [this] {
        m_isLit = false;
        update();
    });
}

QSize CategoryButton::sizeHint() const {
    const int cap = m_category.key.empty() ? 0 : kCap + kSpace8;
    return QSize(
        std::min(kWidest, kBar + kSpace12 + cap + kMark + kSpace8 + fontMetrics().horizontalAdvance(text()) + kSpace16),
        fontMetrics().height() + 2 * kSpace12);
}

void CategoryButton::paintEvent(QPaintEvent *) {
    const ThemeTokens &t = tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled())
        painter.setOpacity(kFaded);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    const QColor colour = t.category(m_category.colour);
    painter.setPen(QPen(hasFocus() ? t.accent : m_isChosen ? colour : t.border, hasFocus() || m_isChosen ? 2 : 1));
    painter.setBrush(m_isLit || isDown() || m_isChosen ? mixColours(colour, t.surface, 0.14)
                     : underMouse()                    ? t.window
                                                       : t.surface);
    painter.drawRoundedRect(box, kRadius, kRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(box.left() + 3, box.top() + 5, kBar, box.height() - 10), 2, 2);
    double left = box.left() + kBar + kSpace12;
    if (!m_category.key.empty()) {
        const QRectF cap(left, box.center().y() - kCap / 2.0, kCap, kCap);
        painter.setPen(QPen(t.border, 1));
        painter.setBrush(t.surface);
        painter.drawRoundedRect(cap, 3, 3);
        painter.setPen(t.text);
        painter.drawText(cap, Qt::AlignCenter, fromUtf8(m_category.key));
        left += kCap + kSpace8;
    }
    paintCategoryMark(painter, QRectF(left, box.center().y() - kMark / 2.0, kMark, kMark), m_category.colour, t);
    left += kMark + kSpace8;
    painter.setPen(t.text);
    const int room = static_cast<int>(box.right() - left) - kSpace8;
    painter.drawText(QRectF(left, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(text(), Qt::ElideRight, room));
}

CategoryButtons::CategoryButtons(QWidget *parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CategoryButtons::setCategories(const std::vector<Category> &categories) {
    while (m_buttons.size() > categories.size()) {
        delete m_buttons.back();
        m_buttons.pop_back();
    }
    while (m_buttons.size() < categories.size()) {
        auto *button = new CategoryButton(this);
        connect(button, &QAbstractButton::clicked, this, [this, button] { Q_EMIT chosen(button->category().id); });
        button->show();
        m_buttons.push_back(button);
    }
    for (std::size_t i = 0; i < categories.size(); ++i)
        m_buttons[i]->setCategory(categories[i]);
    layOut(width(), Act::Place);
    updateGeometry();
}

void CategoryButtons::setChosen(CodeId code) {
    for (CategoryButton *button : m_buttons)
        button->setChosen(code.row != 0 && button->category().id == code);
}

void CategoryButtons::light(CodeId code) {
    for (CategoryButton *button : m_buttons)
        if (button->category().id == code)
            button->light();
}

int CategoryButtons::layOut(int width, Act act) const {
    int x = 0, y = 0, rowHeight = 0;
    for (CategoryButton *button : m_buttons) {
        const QSize size = button->sizeHint().boundedTo(QSize(std::max(80, width), 1000));
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += rowHeight + kSpace8;
            rowHeight = 0;
        }
        if (act == Act::Place)
            button->setGeometry(
                QStyle::visualRect(layoutDirection(), QRect(0, 0, width, 1), QRect(x, y, size.width(), size.height())));
        x += size.width() + kSpace8;
        rowHeight = std::max(rowHeight, size.height());
    }
    return y + rowHeight;
}

int CategoryButtons::heightForWidth(int width) const { return layOut(width, Act::Measure); }

QSize CategoryButtons::sizeHint() const { return QSize(400, layOut(std::max(width(), 400), Act::Measure)); }

void CategoryButtons::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    layOut(width(), Act::Place);
}

}  // namespace warbler::ui
