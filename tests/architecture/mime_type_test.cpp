// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A desktop that has packaging/linux/warbler.xml beside freedesktop.org's types knows a project by its name and by its
// bytes.

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QProcess>
#include <QTest>

namespace {

constexpr int kApplicationIdOffset = 68;

QString installedName() { return QStringLiteral("application/vnd.warbler.project+sqlite3"); }

QByteArray sqliteHeader(const QByteArray &applicationId) {
    QByteArray header(100, '\0');
    header.replace(0, 15, "SQLite format 3");
    header.replace(kApplicationIdOffset, applicationId.size(), applicationId);
    return header;
}

}  // namespace

class MimeTypeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const QDir data(qEnvironmentVariable("XDG_DATA_HOME"));
        QVERIFY(data.mkpath(QStringLiteral("mime/packages")));
        const QStringList sources = {qEnvironmentVariable("WARBLER_TEST_SOURCE") +
                                         QStringLiteral("/packaging/linux/warbler.xml"),
                                     QStringLiteral("/usr/share/mime/packages/freedesktop.org.xml")};
        for (const QString &source : sources)
            QVERIFY2(
                QFile::copy(source, data.filePath(QStringLiteral("mime/packages/") + QFileInfo(source).fileName())),
                qPrintable(source));
        QCOMPARE(QProcess::execute(QStringLiteral("update-mime-database"), {data.filePath(QStringLiteral("mime"))}), 0);
        // One folder of types only: Qt 6.4 lets the last folder's bytes win, whatever their priority.
        qputenv("XDG_DATA_DIRS", data.filePath(QStringLiteral("none")).toUtf8());
    }

    void aProjectIsKnownByItsName() {
        const QMimeType type =
            QMimeDatabase().mimeTypeForFile(QStringLiteral("gates.warbler"), QMimeDatabase::MatchExtension);
        QCOMPARE(type.name(), installedName());
        QVERIFY(type.inherits(QStringLiteral("application/vnd.sqlite3")));
    }

    void aProjectIsKnownByItsBytes() {
        QCOMPARE(QMimeDatabase().mimeTypeForData(sqliteHeader("WRB1")).name(), installedName());
    }

    void anotherDatabaseIsNoProject() {
        QCOMPARE(QMimeDatabase().mimeTypeForData(sqliteHeader(QByteArray(4, '\0'))).name(),
                 QStringLiteral("application/vnd.sqlite3"));
    }
};

QTEST_APPLESS_MAIN(MimeTypeTest)
#include "mime_type_test.moc"
