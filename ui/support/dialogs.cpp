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

Prepared &preparedAnswers() {
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

QString rememberFolderOf(const QString &path) {
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
    if (!preparedAnswers().files.isEmpty())
        return preparedAnswers().files.dequeue();
    if (preparedAnswers().isTurnedBack)
        return {};
    return rememberFolderOf(QFileDialog::getOpenFileName(parent, title, startFolder(), filter));
}

QString saveFile(QWidget *parent, const QString &title, const QString &filter, const QString &suggested) {
    if (!preparedAnswers().files.isEmpty())
        return preparedAnswers().files.dequeue();
    if (preparedAnswers().isTurnedBack)
        return {};
    return rememberFolderOf(QFileDialog::getSaveFileName(parent, title, inFolder(suggested), filter));
}

QString chooseFolder(QWidget *parent, const QString &title, const QString &suggested) {
    if (!preparedAnswers().files.isEmpty())
        return preparedAnswers().files.dequeue();
    if (preparedAnswers().isTurnedBack)
        return {};
    return rememberFolderOf(QFileDialog::getExistingDirectory(parent, title, inFolder(suggested)));
}

int ask(QWidget *parent, const QString &objectName, const QString &sentence, const QString &detail,
        const QStringList &answers) {
    preparedAnswers().lastQuestion = sentence + QLatin1Char('\n') + detail;
    if (!preparedAnswers().answers.isEmpty())
        return preparedAnswers().answers.dequeue();
    if (preparedAnswers().isTurnedBack)
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
    preparedAnswers().lastQuestion = sentence;
    if (!preparedAnswers().texts.isEmpty())
        return preparedAnswers().texts.dequeue();
    if (preparedAnswers().isTurnedBack)
        return {};
    QInputDialog dialog(parent);
    dialog.setObjectName(objectName);
    dialog.setInputMode(QInputDialog::TextInput);
    dialog.setLabelText(sentence);
    dialog.setTextValue(start);
    return dialog.exec() == QDialog::Accepted ? dialog.textValue() : QString();
}

void setNextFile(const QString &path) { preparedAnswers().files.enqueue(path); }

void setNextAnswer(int answer) { preparedAnswers().answers.enqueue(answer); }

void setNextText(const QString &text) { preparedAnswers().texts.enqueue(text); }

void turnBackUnanswered() { preparedAnswers().isTurnedBack = true; }

QString lastQuestion() { return preparedAnswers().lastQuestion; }

}  // namespace warbler::ui::dialogs
