// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/zip_table.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/utf8.h"

namespace warbler {

namespace {
constexpr std::uint64_t kMostEntries = 10'000;
constexpr std::uint64_t kLargestDirectory = std::uint64_t(16) << 20;
constexpr std::uint64_t kEndBytes = 22, kLocatorBytes = 20, kEnd64Bytes = 56, kCentralBytes = 46, kLocalBytes = 30;
constexpr std::uint32_t kEndSign = 0x06054b50, kLocatorSign = 0x07064b50, kEnd64Sign = 0x06064b50,
                        kCentralSign = 0x02014b50, kLocalSign = 0x04034b50;

std::uint64_t number(std::string_view bytes, std::size_t at, int width) {
    std::uint64_t value = 0;
    for (int i = width - 1; i >= 0; --i)
        value = (value << 8) | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

struct Directory {
    std::uint64_t entries = 0, offset = 0, size = 0;
    std::uint64_t end = 0;  // where the records that follow begin
};

// The zip64 record must say the same as every field of the short record that is not filled with ones.
Directory readZip64(const WeightsFile &file, const Directory &small, std::uint64_t endAt) {
    const std::string locator = file.text(endAt - kLocatorBytes, kLocatorBytes);
    const std::uint64_t recordAt = number(locator, 8, 8);
    if (number(locator, 4, 4) != 0 || number(locator, 16, 4) != 1)
        file.refuse("the zip archive is split over several files");
    if (recordAt > endAt - kLocatorBytes || endAt - kLocatorBytes - recordAt < kEnd64Bytes)
        file.refuse("the zip64 record lies outside the file");
    const std::string record = file.text(recordAt, kEnd64Bytes);
    if (number(record, 0, 4) != kEnd64Sign)
        file.refuse("the zip64 record is missing");
    if (number(record, 16, 4) != 0 || number(record, 20, 4) != 0 || number(record, 24, 8) != number(record, 32, 8))
        file.refuse("the zip archive is split over several files");
    const Directory large{number(record, 32, 8), number(record, 48, 8), number(record, 40, 8), recordAt};
    const auto agrees = [](std::uint64_t little, std::uint64_t big, std::uint64_t ones) {
        return little == ones || little == big;
    };
    if (!agrees(small.entries, large.entries, 0xFFFF) || !agrees(small.size, large.size, 0xFFFFFFFF) ||
        !agrees(small.offset, large.offset, 0xFFFFFFFF))
        file.refuse("the zip64 record contradicts the short one");
    return large;
}

Directory findDirectory(const WeightsFile &file) {
    if (file.size() < kEndBytes)
        file.refuse("the file is no zip archive");
    const std::uint64_t tailBytes = std::min<std::uint64_t>(file.size(), kEndBytes + 0xFFFF);
    const std::uint64_t tailStart = file.size() - tailBytes;
    const std::string tail = file.text(tailStart, tailBytes);
    for (std::uint64_t at = tailBytes - kEndBytes + 1; at-- > 0;) {
        if (number(tail, at, 4) != kEndSign || at + kEndBytes + number(tail, at + 20, 2) != tailBytes)
            continue;
        const Directory small{number(tail, at + 10, 2), number(tail, at + 16, 4), number(tail, at + 12, 4),
                              tailStart + at};
        if (number(tail, at + 4, 2) != 0 || number(tail, at + 6, 2) != 0 || number(tail, at + 8, 2) != small.entries)
            file.refuse("the zip archive is split over several files");
        const std::uint64_t endAt = tailStart + at;
        const bool hasLocator =
            endAt >= kLocatorBytes && number(file.text(endAt - kLocatorBytes, 4), 0, 4) == kLocatorSign;
        return hasLocator ? readZip64(file, small, endAt) : small;
    }
    file.refuse("the zip archive's end is missing: it is truncated, or no zip archive");
}

void checkName(const WeightsFile &file, const std::string &name) {
    const std::string shown = "zip entry \"" + excerpt(name) + "\": ";
    if (name.empty() || !isValidUtf8(name) || name.find('\0') != std::string::npos)
        file.refuse(shown + "the name is not plain text");
    if (name.front() == '/' || name.find('\\') != std::string::npos || name.find(':') != std::string::npos)
        file.refuse(shown + "the name is absolute");
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        if (name.compare(at, end - at, "..") == 0)
            file.refuse(shown + "the name leads out of the archive");
        at = end + 1;
    }
}

// Values that did not fit into 32 bits stand in the extra field with tag 1, in this order.
void readExtra64(const WeightsFile &file, std::string_view extra, const std::string &name,
                 std::initializer_list<std::uint64_t *> values) {
    bool isNeeded = false;
    for (const std::uint64_t *value : values)
        isNeeded = isNeeded || *value == 0xFFFFFFFF;
    if (!isNeeded)
        return;
    while (extra.size() >= 4) {
        const std::uint64_t tag = number(extra, 0, 2);
        const std::uint64_t size = number(extra, 2, 2);
        if (size > extra.size() - 4)
            break;
        std::string_view body = extra.substr(4, size);
        extra.remove_prefix(4 + size);
        if (tag != 1)
            continue;
        for (std::uint64_t *value : values) {
            if (*value != 0xFFFFFFFF)
                continue;
            if (body.size() < 8)
                file.refuse("zip entry \"" + excerpt(name) + "\": its zip64 sizes are missing");
            *value = number(body, 0, 8);
            body.remove_prefix(8);
        }
        return;
    }
    file.refuse("zip entry \"" + excerpt(name) + "\": its zip64 sizes are missing");
}

struct Range {
    std::uint64_t begin, end;
};

ZipEntry checkLocal(const WeightsFile &file, const std::string &name, std::uint64_t localAt, std::uint64_t size,
                    std::uint64_t limit) {
    const std::string shown = "zip entry \"" + excerpt(name) + "\": ";
    if (localAt > limit || limit - localAt < kLocalBytes)
        file.refuse(shown + "it lies outside the archive");
    const std::string header = file.text(localAt, kLocalBytes);
    if (number(header, 0, 4) != kLocalSign)
        file.refuse(shown + "its own header is missing");
    if (number(header, 8, 2) != 0)
        file.refuse(shown + "it is compressed");
    const std::uint64_t nameBytes = number(header, 26, 2);
    const std::uint64_t data = localAt + kLocalBytes + nameBytes + number(header, 28, 2);
    if (data > limit || size > limit - data)
        file.refuse(shown + "it lies outside the archive");
    if (nameBytes != name.size() || file.text(localAt + kLocalBytes, nameBytes) != name)
        file.refuse(shown + "its own header names another entry");
    return {data, size};
}
}  // namespace

std::map<std::string, ZipEntry> readZipTable(const WeightsFile &file) {
    const Directory directory = findDirectory(file);
    if (directory.entries > kMostEntries)
        file.refuse("the zip archive has more than 10,000 entries");
    if (directory.size > kLargestDirectory)
        file.refuse("the zip archive's directory is larger than 16 MiB");
    if (directory.offset > directory.end || directory.size > directory.end - directory.offset)
        file.refuse("the zip archive's directory lies outside the file");
    const std::string bytes = file.text(directory.offset, directory.size);
    std::map<std::string, ZipEntry> table;
    std::vector<Range> ranges;
    std::string_view left = bytes;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        if (left.size() < kCentralBytes || number(left, 0, 4) != kCentralSign)
            file.refuse("the zip archive's directory is damaged");
        const std::uint64_t nameBytes = number(left, 28, 2);
        const std::uint64_t extraBytes = number(left, 30, 2);
        const std::uint64_t all = kCentralBytes + nameBytes + extraBytes + number(left, 32, 2);
        if (all > left.size())
            file.refuse("the zip archive's directory is damaged");
        const std::string name(left.substr(kCentralBytes, nameBytes));
        checkName(file, name);
        const std::string shown = "zip entry \"" + excerpt(name) + "\": ";
        if ((number(left, 8, 2) & 1U) != 0)
            file.refuse(shown + "it is encrypted");
        if (number(left, 10, 2) != 0)
            file.refuse(shown + "it is compressed");
        std::uint64_t packed = number(left, 20, 4);
        std::uint64_t size = number(left, 24, 4);
        std::uint64_t localAt = number(left, 42, 4);
        readExtra64(file, left.substr(kCentralBytes + nameBytes, extraBytes), name, {&size, &packed, &localAt});
        if (size != packed)
            file.refuse(shown + "its two sizes differ");
        const ZipEntry entry = checkLocal(file, name, localAt, size, directory.offset);
        if (!table.emplace(name, entry).second)
            file.refuse(shown + "the name stands in the archive twice");
        ranges.push_back({localAt, entry.offset + size});
        left.remove_prefix(all);
    }
    if (!left.empty())
        file.refuse("the zip archive's directory is damaged");
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.begin < b.begin; });
    for (std::size_t i = 1; i < ranges.size(); ++i)
        if (ranges[i].begin < ranges[i - 1].end)
            file.refuse("two entries of the zip archive overlap");
    return table;
}

}  // namespace warbler
