// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QString>
#include <QWidget>

class QAction;

namespace warbler::ui {

class Session;

enum class PageId { Overview, Tweets, Codebook, Label, Train, Results, Predict, Models };

// A line under the page's title: icon, sentence, at most one button, close.
struct Notice {
    enum class Kind { Info, Ok, Warning, Problem };
    Kind kind = Kind::Info;
    QString sentence;
    QString button;             // empty: none
    std::function<void()> act;  // of the button
    QString cause =
        {};  // what it is about: the notice goes when that is settled; empty: it stays until closed or replaced
};
// A problem of whatever is being caught; only inside a catch.
Notice caughtNotice(const QString &cause = {});

// What the rail shows beside a page's name: nothing, a tick (done), a dot (something to do).
enum class RailMark { None, Done, Todo };

// One page of the window. The frame shows title, state sentence and the next step's filled button above it; pages never
// know each other or the frame, they ask by signal. refresh() comes when the page is shown, and when the project of
// a shown page is opened or closed; a hidden page does no work.
class Page : public QWidget {
    Q_OBJECT
public:
    Page(PageId id, Session &session, QWidget *parent = nullptr) : QWidget(parent), m_id(id), m_session(session) {}
    PageId id() const { return m_id; }

    virtual QString title() const = 0;
    virtual QString stateSentence() const { return {}; }  // "312 of 1,000 labelled. 40 left in the test sample."
    virtual QAction *nextAction() { return nullptr; }     // the one filled button of the page
    virtual RailMark railMark() const { return RailMark::None; }
    virtual void refresh() {}
    // Puts the keyboard where work on this page begins.
    virtual void takeFocus() {}
    // Actions with shortcuts of this page; the frame lists them in its menus. Object names "action...".
    virtual std::vector<QAction *> menuActions() const { return {}; }
    // What Undo and Redo of the Edit menu do while this page is shown; null: what they do on the Label page.
    virtual QAction *undoAction() const { return nullptr; }
    virtual QAction *redoAction() const { return nullptr; }
    // Enables exactly the actions that can act now. Called on every change of the project, its codebook, tweets, runs
    // and jobs, also of a hidden page, since its actions stand in the menus; so it must be quick.
    virtual void readActions() {}

Q_SIGNALS:
    void stateChanged();  // title line, next action or rail mark are to be read again
    void pageRequested(warbler::ui::PageId page);
    void actionRequested(const QString &objectName);  // an action of the frame: "actionImportTweets", "actionOpenDemo"
    void fileRequested(const QString &path);          // to be opened as from the File menu
    void noticeRaised(const warbler::ui::Notice &notice);
    void noticeCleared();
    void noticeSettled(const QString &cause);  // what a notice told of is no more

protected:
    Session &session() const { return m_session; }

private:
    PageId m_id;
    Session &m_session;
};

}  // namespace warbler::ui
