// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "tests/support/refusal.h"

using namespace warbler;

class Sha256Test : public QObject {
    Q_OBJECT
private slots:
    void equalsThePublishedVectors();
    void doesNotDependOnThePieces();
    void addsNumbersWithTheLowestByteFirst();
    void hashesFiles();
};

// FIPS 180-4 examples and the long test of NIST's SHAVS.
void Sha256Test::equalsThePublishedVectors() {
    QCOMPARE(sha256Hex(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256Hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    QCOMPARE(sha256Hex(std::string(1000000, 'a')),
             std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

void Sha256Test::doesNotDependOnThePieces() {
    std::string text;
    for (int i = 0; i < 300; ++i)
        text += static_cast<char>(i * 7);
    for (std::size_t length = 0; length <= text.size(); ++length) {
        const std::string whole = sha256Hex(std::string_view(text).substr(0, length));
        for (const std::size_t piece : {std::size_t(1), std::size_t(63), std::size_t(64), std::size_t(65)}) {
            Sha256 hash;
            for (std::size_t at = 0; at < length; at += piece)
                hash.update(std::string_view(text).substr(at, std::min(piece, length - at)));
            QCOMPARE(hex(hash.finish()), whole);
        }
    }
}

void Sha256Test::addsNumbersWithTheLowestByteFirst() {
    Sha256 hash;
    hash.updateU64(0x0807060504030201ULL);
    QCOMPARE(hex(hash.finish()), sha256Hex("\x01\x02\x03\x04\x05\x06\x07\x08"));
}

void Sha256Test::hashesFiles() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a").toStdString();
    saveFile(path, std::string(1000000, 'a'));
    QCOMPARE(sha256HexOfFile(path), std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    QCOMPARE(test::refusalOf([&] { sha256HexOfFile(path + "x"); }).code(), ErrorCode::MissingFile);
}

QTEST_APPLESS_MAIN(Sha256Test)
#include "sha256_test.moc"
