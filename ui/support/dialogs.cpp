// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/dialogs.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QQueue>
#include <QStandardPaths>

#include "ui/support/settings.h"

namespace warbler::ui::dialogs {

namespace {

struct Prepared {
    QQueue<QString> files, texts;
    QQueue<int> answers;
    bool isTurnedBack = false;
    QString lastQuestion;
};

Prepared &prepared() {
    static Prepared answers;
    return answers;
}

QString startFolder() {
    const QString folder = settingText(Setting::LastFolder);
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    // A folder that is not there would stand in the dialog as the name of a file.
    return !folder.isEmpty() && QDir(folder).exists() ? folder
           : QDir(documents).exists()                 ? documents
                                                      : QDir::homePath();
}

QString remembered(const QString &path) {
    if (!path.isEmpty()) {
        const QFileInfo file(path);
        storeSetting(Setting::LastFolder, file.isDir() ? file.absoluteFilePath() : file.absolutePath());
    }
    return path;
}

QString inFolder(const QString &suggested) {
    return QFileInfo(suggested).isAbsolute() ? suggested : QDir(startFolder()).filePath(suggested);
}

}  // namespace

QString openFile(QWidget *parent, const QString &title, const QString &filter) {
    if (!prepared().files.isEmpty())
        return prepared().files.dequeue();
    if (prepared().isTurnedBack)
        return {};
    return remembered(QFileDialog::getOpenFileName(parent, title, startFolder(), filter));
}

QString saveFile(QWidget *parent, const QString &title, const QString &filter, const QString &suggested) {
    if (!prepared().files.isEmpty())
        return prepared().files.dequeue();
    if (prepared().isTurnedBack)
        return {};
    return remembered(QFileDialog::getSaveFileName(parent, title, inFolder(suggested), filter));
}

QString chooseFolder(QWidget *parent, const QString &title, const QString &suggested) {
    if (!prepared().files.isEmpty())
        return prepared().files.dequeue();
    if (prepared().isTurnedBack)
        return {};
    return remembered(QFileDialog::getExistingDirectory(parent, title, inFolder(suggested)));
}

int ask(QWidget *parent, const QString &objectName, const QString &sentence, const QString &detail,
        const QStringList &answers) {
    prepared().lastQuestion = sentence + QLatin1Char('\n') + detail;
    if (!prepared().answers.isEmpty())
        return prepared().answers.dequeue();
    if (prepared().isTurnedBack)
        return 0;
    QMessageBox box(parent);
    box.setObjectName(objectName);
    box.setIcon(QMessageBox::NoIcon);
    box.setText(sentence);
    box.setInformativeText(detail);
    QList<QPushButton *> buttons;
    for (int i = 0; i < answers.size(); ++i)
        buttons << box.addButton(answers[i], i == 0 ? QMessageBox::RejectRole : QMessageBox::AcceptRole);
    box.setDefaultButton(buttons.first());
    box.setEscapeButton(buttons.first());
    box.exec();
    return static_cast<int>(std::max<qsizetype>(0, buttons.indexOf(static_cast<QPushButton *>(box.clickedButton()))));
}

QString askText(QWidget *parent, const QString &objectName, const QString &sentence, const QString &start) {
    prepared().lastQuestion = sentence;
    if (!prepared().texts.isEmpty())
        return prepared().texts.dequeue();
    if (prepared().isTurnedBack)
        return {};
    QInputDialog dialog(parent);
    dialog.setObjectName(objectName);
    dialog.setInputMode(QInputDialog::TextInput);
    dialog.setLabelText(sentence);
    dialog.setTextValue(start);
    return dialog.exec() == QDialog::Accepted ? dialog.textValue() : QString();
}

void setNextFile(const QString &path) { prepared().files.enqueue(path); }

void setNextAnswer(int answer) { prepared().answers.enqueue(answer); }

void setNextText(const QString &text) { prepared().texts.enqueue(text); }

void turnBackUnanswered() { prepared().isTurnedBack = true; }

QString lastQuestion() { return prepared().lastQuestion; }

}  // namespace warbler::ui::dialogs
