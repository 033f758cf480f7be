// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/file_builders.h"

namespace warbler::test {

std::string littleEndian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += i < 8 ? static_cast<char>(value >> (8 * i)) : '\0';
    return text;
}

std::string safetensorsFile(const std::string &header, const std::string &data) {
    return littleEndian(header.size(), 8) + header + data;
}

namespace {
std::uint64_t shifted(std::uint64_t value, std::int64_t by) { return value + static_cast<std::uint64_t>(by); }

std::string localHeader(const ZipPart &part) {
    const std::string &name = part.localName.empty() ? part.name : part.localName;
    const std::uint64_t size = part.isStreamed ? 0 : part.is64 ? 0xFFFFFFFF : part.data.size();
    const std::string extra = part.is64 && !part.isStreamed
                                  ? littleEndian(1, 2) + littleEndian(16, 2) + littleEndian(part.data.size(), 8) +
                                        littleEndian(part.data.size(), 8)
                                  : "";
    return "PK\x03\x04" + littleEndian(45, 2) +
           littleEndian(static_cast<unsigned>(part.flags) | (part.isStreamed ? 8U : 0U), 2) +
           littleEndian(static_cast<unsigned>(part.method), 2) + littleEndian(0, 8) + littleEndian(size, 4) +
           littleEndian(size, 4) + littleEndian(name.size(), 2) + littleEndian(extra.size(), 2) + name + extra;
}

std::string centralHeader(const ZipPart &part, std::uint64_t offset) {
    const std::uint64_t packed = shifted(part.data.size(), part.packedShift);
    const std::uint64_t size = shifted(part.data.size(), part.sizeShift);
    const std::uint64_t place = shifted(offset, part.offsetShift);
    const std::string extra = part.is64 ? littleEndian(1, 2) + littleEndian(24, 2) + littleEndian(size, 8) +
                                              littleEndian(packed, 8) + littleEndian(place, 8)
                                        : "";
    const auto small = [&](std::uint64_t value) { return littleEndian(part.is64 ? 0xFFFFFFFF : value, 4); };
    return "PK\x01\x02" + littleEndian(45, 2) + littleEndian(45, 2) +
           littleEndian(static_cast<unsigned>(part.flags) | (part.isStreamed ? 8U : 0U), 2) +
           littleEndian(static_cast<unsigned>(part.method), 2) + littleEndian(0, 8) + small(packed) + small(size) +
           littleEndian(part.name.size(), 2) + littleEndian(extra.size(), 2) + littleEndian(0, 10) + small(place) +
           part.name + extra;
}
}  // namespace

std::string zipFile(const std::vector<ZipPart> &parts, const ZipShape &shape) {
    std::string file;
    std::string directory;
    for (const ZipPart &part : parts) {
        directory += centralHeader(part, file.size());
        file += (part.hasOwnHeader ? localHeader(part) : std::string(localHeader(part).size(), 'x')) + part.data;
    }
    const std::uint64_t entries = shifted(parts.size(), shape.entriesShift);
    const std::uint64_t offset = shifted(file.size(), shape.offsetShift);
    const std::uint64_t size = shifted(directory.size(), shape.sizeShift);
    file += directory;
    if (shape.has64) {
        const std::uint64_t record = shifted(file.size(), shape.record64Shift);
        const std::uint64_t all = shifted(entries, shape.entries64Shift);
        file += "PK\x06\x06" + littleEndian(44, 8) + littleEndian(45, 2) + littleEndian(45, 2) + littleEndian(0, 8) +
                littleEndian(all, 8) + littleEndian(all, 8) + littleEndian(size, 8) + littleEndian(offset, 8);
        file += "PK\x06\x07" + littleEndian(0, 4) + littleEndian(record, 8) + littleEndian(1, 4);
    }
    const std::uint64_t disk = static_cast<std::uint64_t>(shape.disk);
    return file + "PK\x05\x06" + littleEndian(disk, 2) + littleEndian(disk, 2) + littleEndian(entries, 2) +
           littleEndian(entries, 2) + littleEndian(size, 4) + littleEndian(offset, 4) + littleEndian(0, 2) +
           shape.behind;
}

std::string pickleText(const std::string &text) { return "X" + littleEndian(text.size(), 4) + text; }

std::string pickleGlobal(const std::string &module, const std::string &name) {
    return "c" + module + "\n" + name + "\n";
}

std::string pickleInteger(std::int64_t value) {
    return "\x8a\x08" + littleEndian(static_cast<std::uint64_t>(value), 8);
}

std::string pickleStorage(const std::string &type, const std::string &key, std::int64_t elements) {
    return "(" + pickleText("storage") + pickleGlobal("torch", type) + pickleText(key) + pickleText("cpu") +
           pickleInteger(elements) + "tQ";
}

std::string pickleTensor(const std::string &storage, std::int64_t offset, const std::vector<std::int64_t> &shape,
                         const std::vector<std::int64_t> &strides) {
    std::string text = pickleGlobal("torch._utils", "_rebuild_tensor_v2") + "(" + storage + pickleInteger(offset);
    for (const auto *list : {&shape, &strides}) {
        text += "(";
        for (const std::int64_t size : *list)
            text += pickleInteger(size);
        text += "t";
    }
    return text + "\x89" + pickleGlobal("collections", "OrderedDict") + ")RtR";
}

std::string pickleTable(const std::string &value) { return "\x80\x02}" + pickleText("w") + value + "s."; }

std::string torchArchive(const std::string &pickle, const std::string &storage) {
    return zipFile({{"archive/data.pkl", pickle}, {"archive/data/0", storage}, {"archive/version", "3\n"}});
}

std::string goodTensor() { return pickleTensor(pickleStorage("FloatStorage", "0", 4), 0, {2, 2}, {2, 1}); }

}  // namespace warbler::test
