// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/tweet_columns.h"

#include "core/base/error.h"
#include "core/corpus/random_order.h"

namespace warbler {

std::string packFields(const std::vector<std::string> &fields, const ColumnMapping &mapping)
{
    std::string packed;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const int column = static_cast<int>(i);
        if (column == mapping.id || column == mapping.created || column == mapping.text)
            continue;
        std::size_t size = fields[i].size();
        for (; size >= 128; size >>= 7)
            packed += static_cast<char>((size & 127) | 128);
        packed += static_cast<char>(size);
        packed += fields[i];
    }
    return packed;
}

std::vector<std::string> unpackFields(std::string_view packed, std::size_t columns, const ColumnMapping &mapping, const std::string &id,
                                      const std::string &created, const std::string &text)
{
    std::vector<std::string> fields(columns);
    std::size_t at = 0;
    for (std::size_t i = 0; i < columns; ++i) {
        const int column = static_cast<int>(i);
        if (column == mapping.id || column == mapping.created || column == mapping.text) {
            fields[i] = column == mapping.text ? text : column == mapping.id ? id : created;
            continue;
        }
        std::size_t size = 0;
        for (unsigned shift = 0; at < packed.size() && shift < 63; shift += 7) {
            const auto byte = static_cast<unsigned char>(packed[at++]);
            size |= static_cast<std::size_t>(byte & 127) << shift;
            if ((byte & 128) == 0)
                break;
        }
        if (size > packed.size() - at)
            throw Error(ErrorCode::ProjectDamaged, "the fields of tweet " + id + " end early", "Restore a backup of this project.");
        fields[i] = packed.substr(at, size);
        at += size;
    }
    return fields;
}

void bindGroup(Query &query, int parameter, const std::string &group)
{
    const std::string bytes = bytesFromHex(group);
    if (bytes.empty())
        query.bind(parameter, group);
    else
        query.bindBlob(parameter, bytes);
}

std::string groupText(const Query &row, int column)
{
    return row.isBlob(column) ? hexFromBytes(row.text(column)) : row.text(column);
}

}  // namespace warbler
