// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// Checkpoint files byte by byte, right ones and wrong ones; nothing here uses Warbler's own writers.
namespace warbler::test {

std::string littleEndian(std::uint64_t value, int bytes);

// Length, header, data as a safetensors file has them.
std::string safetensorsFile(const std::string &header, const std::string &data);

// One entry of a zip archive; what is wrong with it is said by the fields that have other than their first value.
struct ZipPart {
    std::string name, data;
    std::string localName = {};  // other than the directory's
    int method = 0, flags = 0;
    std::int64_t sizeShift = 0;    // added to the directory's uncompressed size
    std::int64_t packedShift = 0;  // added to the directory's compressed size
    std::int64_t offsetShift = 0;  // added to the directory's offset
    bool isStreamed = false;       // bit 3: sizes 0 in its own header
    bool is64 = false;             // sizes in the zip64 field
    bool hasOwnHeader = true;
};
struct ZipShape {
    bool has64 = false;                                             // zip64 record and locator
    std::int64_t entriesShift = 0, offsetShift = 0, sizeShift = 0;  // of the closing record
    std::int64_t record64Shift = 0;                                 // of the zip64 record's place
    std::int64_t entries64Shift = 0;
    int disk = 0;
    std::string behind = {};  // after the closing record
};
std::string zipFile(const std::vector<ZipPart> &parts, const ZipShape &shape = {});

// Pickle instructions.
std::string pickleText(const std::string &text);  // BINUNICODE
std::string pickleGlobal(const std::string &module, const std::string &name);
std::string pickleInteger(std::int64_t value);  // LONG1
std::string pickleStorage(const std::string &type, const std::string &key, std::int64_t elements);
// A call of _rebuild_tensor_v2 on the storage.
std::string pickleTensor(const std::string &storage, std::int64_t offset, const std::vector<std::int64_t> &shape,
                         const std::vector<std::int64_t> &strides);
// PROTO 2, the table of one tensor "w", STOP.
std::string pickleTable(const std::string &value);

// torch.save's archive of that pickle, with a storage "0" of the given bytes.
std::string torchArchive(const std::string &pickle, const std::string &storage = std::string(16, '\0'));
// [2, 2] floats in storage "0": a table that is right.
std::string goodTensor();

}  // namespace warbler::test
