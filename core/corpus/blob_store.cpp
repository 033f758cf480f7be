// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/blob_store.h"

#include <vector>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/corpus/damage.h"

namespace warbler {

namespace {

// Written and synced in a few milliseconds.
constexpr std::size_t kPartBytes = std::size_t(512) * 1024;

}  // namespace

std::int64_t storeBlobBytes(Database &database, std::string_view bytes) {
    const std::string hash = sha256Hex(bytes);
    std::int64_t blob = 0, position = 0;
    do {
        WriteTransaction transaction(database, Urgency::Bulk);
        Connection &connection = transaction.connection();
        if (blob == 0) {
            connection.query("INSERT INTO blob(size, sha256) VALUES(?1, ?2)")
                .bind(1, static_cast<std::int64_t>(bytes.size()))
                .bind(2, hash)
                .run();
            blob = connection.lastRow();
        }
        const std::size_t at = static_cast<std::size_t>(position) * kPartBytes;
        connection.query("INSERT INTO blob_part VALUES(?1, ?2, ?3)")
            .bind(1, blob)
            .bind(2, position)
            .bindBlob(3, bytes.substr(at, kPartBytes))
            .run();
        transaction.commit();
        ++position;
    } while (static_cast<std::size_t>(position) * kPartBytes < bytes.size());
    return blob;
}

std::string blobBytes(Connection &connection, std::int64_t blob) {
    std::string bytes;
    Query parts = connection.query("SELECT bytes FROM blob_part WHERE blob = ?1 ORDER BY position");
    parts.bind(1, blob);
    while (parts.next())
        bytes += parts.text(0);
    Query stored = connection.query("SELECT size, sha256 FROM blob WHERE id = ?1");
    stored.bind(1, blob);
    if (!stored.next() || stored.integer(0) != static_cast<std::int64_t>(bytes.size()) ||
        stored.text(1) != sha256Hex(bytes))
        throw Error(ErrorCode::ProjectDamaged, "stored bytes " + std::to_string(blob) + " of the project are damaged",
                    kDamageHint);
    return bytes;
}

void removeBlob(Database &database, std::int64_t blob) {
    if (blob == 0)
        return;
    for (bool isMore = true; isMore;) {
        WriteTransaction transaction(database, Urgency::Bulk);
        Connection &connection = transaction.connection();
        connection
            .query("DELETE FROM blob_part WHERE blob = ?1 AND position = (SELECT max(position) FROM blob_part WHERE "
                   "blob = ?1)")
            .bind(1, blob)
            .run();
        Query left = connection.query("SELECT 1 FROM blob_part WHERE blob = ?1 LIMIT 1");
        isMore = left.bind(1, blob).next();
        left.reset();
        if (!isMore)
            connection.query("DELETE FROM blob WHERE id = ?1").bind(1, blob).run();
        transaction.commit();
    }
}

void removeStrayBlobs(Database &database) {
    std::vector<std::int64_t> strays;
    {
        Query rows = database.reader().query("SELECT id FROM blob WHERE id NOT IN (SELECT blob FROM checkpoint) AND id "
                                             "NOT IN (SELECT blob FROM run_blob)");
        while (rows.next())
            strays.push_back(rows.integer(0));
    }
    for (std::int64_t stray : strays)
        removeBlob(database, stray);
}

}  // namespace warbler
