// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/torch_bin.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/models/pickle.h"
#include "core/models/weights_file.h"
#include "core/models/zip_table.h"

namespace warbler {

namespace {
constexpr std::uint64_t kLargestPickle = std::uint64_t(32) << 20;
constexpr std::string_view kStreamMagic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.",
                                        15);  // PROTO 2, LONG1 0x1950a86a20f9469cfc6c, STOP
constexpr std::int64_t kStreamVersion = 1001;

struct StorageBytes {
    std::uint64_t offset = 0, size = 0;
};
using FindStorage = std::function<StorageBytes(const Pickle::Value &storage)>;

std::uint64_t budgetFor(const WeightsFile &file, std::size_t held) {
    constexpr std::uint64_t kAllowance = std::uint64_t(40) << 20;
    return file.size() + kAllowance - std::min<std::uint64_t>(held, kAllowance);
}

TensorEntry tensorEntry(const WeightsFile &file, const Pickle &pickle, const Pickle::Value &tensor,
                        const std::string &place, const FindStorage &find) {
    __extension__ typedef unsigned __int128 Wide;
    const Pickle::Value &storage = pickle[tensor.items[0]];
    const StorageBytes bytes = find(storage);
    const std::uint64_t item = itemSize(storage.dtype);
    if (static_cast<Wide>(storage.number) * item != bytes.size)
        file.refuse(place + ": its storage \"" + excerpt(storage.text, 30) + "\" of " + groupedText(storage.number) +
                    " elements has " + groupedText(static_cast<long long>(bytes.size)) + " bytes");
    TensorEntry entry;
    entry.file = file.path();
    entry.dtype = storage.dtype;
    for (const Pickle::Handle size : pickle[tensor.items[1]].items)
        entry.shape.push_back(pickle[size].number);
    for (const Pickle::Handle stride : pickle[tensor.items[2]].items)
        entry.strides.push_back(pickle[stride].number);
    const auto elements = static_cast<Wide>(storage.number);
    const bool isEmpty = std::find(entry.shape.begin(), entry.shape.end(), 0) != entry.shape.end();
    Wide count = isEmpty ? 0 : 1;
    Wide last = static_cast<Wide>(tensor.number);
    if (!isEmpty)
        for (std::size_t i = 0; i < entry.shape.size(); ++i) {
            count *= static_cast<Wide>(entry.shape[i]);
            last += static_cast<Wide>(entry.shape[i] - 1) * static_cast<Wide>(entry.strides[i]);
            if (count > elements || last >= elements)
                break;  // before anything overflows
        }
    if (count > elements)
        file.refuse(place + ": shape " + shapeText(entry.shape) + " has more elements than its storage");
    if (isEmpty ? last > elements : last >= elements)
        file.refuse(place + ": offset and strides lead out of its storage");
    entry.offset = bytes.offset + static_cast<std::uint64_t>(tensor.number) * item;
    return entry;
}

std::map<std::string, TensorEntry> tableOf(const WeightsFile &file, const Pickle &pickle, const FindStorage &find) {
    if (pickle.root().kind != Pickle::Kind::Dict)
        file.refuse("the file holds no table of named tensors");
    std::map<std::string, TensorEntry> table;
    const auto &items = pickle.root().items;
    for (std::size_t i = 0; i < items.size(); i += 2) {
        const Pickle::Value &name = pickle[items[i]];
        if (name.kind != Pickle::Kind::Text || !isValidUtf8(name.text))
            file.refuse("a tensor's name is not a text");
        const std::string place = "tensor \"" + excerpt(name.text) + "\"";
        if (pickle[items[i + 1]].kind != Pickle::Kind::Tensor)
            file.refuse(place + " is no tensor");
        if (!table.emplace(std::string(name.text), tensorEntry(file, pickle, pickle[items[i + 1]], place, find)).second)
            file.refuse(place + " stands in the file twice");
    }
    return table;
}

std::map<std::string, TensorEntry> readArchive(const WeightsFile &file) {
    const std::map<std::string, ZipEntry> archive = readZipTable(file);
    std::optional<std::string> folder;
    for (const auto &[name, entry] : archive) {
        const std::size_t slash = name.find('/');
        const std::string inner = slash == std::string::npos ? name : name.substr(slash + 1);
        if (inner.rfind("code/", 0) == 0 || inner == "constants.pkl")
            file.refuse("the file is a TorchScript program, which is code; refused");
        if (slash == std::string::npos || inner != "data.pkl")
            continue;
        if (folder)
            file.refuse("the archive holds more than one data.pkl");
        folder = name.substr(0, slash);
    }
    if (!folder)
        file.refuse("the archive holds no data.pkl: it was not written by torch.save");
    if (const auto order = archive.find(*folder + "/byteorder");
        order != archive.end() && order->second.size <= 16 &&
        file.text(order->second.offset, order->second.size) != "little")
        file.refuse("the numbers are stored with the highest byte first, which is not supported");
    const ZipEntry &data = archive.at(*folder + "/data.pkl");
    if (data.size > kLargestPickle)
        file.refuse("data.pkl is larger than 32 MiB");
    const std::string bytes = file.text(data.offset, data.size);
    const Pickle pickle(file, bytes, budgetFor(file, bytes.size()));
    if (pickle.bytesRead() != bytes.size())
        file.refuse("bytes follow the end of data.pkl's pickle");
    return tableOf(file, pickle, [&](const Pickle::Value &storage) {
        const auto found = archive.find(*folder + "/data/" + std::string(storage.text));
        if (found == archive.end())
            file.refuse("the storage \"" + excerpt(storage.text, 30) + "\" is missing in the archive");
        return StorageBytes{found->second.offset, found->second.size};
    });
}

// Before torch 1.6: five pickles (magic, version, facts about the machine, tensors, storage keys), then the storages,
// each with its number of elements before it.
std::map<std::string, TensorEntry> readStream(const WeightsFile &file) {
    const std::string bytes = file.text(0, std::min(file.size(), kLargestPickle));
    std::string_view left = bytes;
    left.remove_prefix(kStreamMagic.size());
    const auto next = [&] {
        Pickle pickle(file, left, budgetFor(file, bytes.size()));
        left.remove_prefix(pickle.bytesRead());
        return pickle;
    };
    if (const Pickle version = next();
        version.root().kind != Pickle::Kind::Integer || version.root().number != kStreamVersion)
        file.refuse("the file's version is not " + std::to_string(kStreamVersion));
    const Pickle machine = next();
    const auto &facts = machine.root().items;
    for (std::size_t i = 0; machine.root().kind == Pickle::Kind::Dict && i < facts.size(); i += 2)
        if (machine[facts[i]].text == "little_endian" && machine[facts[i + 1]].number != 1)
            file.refuse("the numbers are stored with the highest byte first, which is not supported");
    const Pickle tensors = next();
    const Pickle keys = next();
    if (keys.root().kind != Pickle::Kind::List)
        file.refuse("the list of storages is missing");

    std::map<std::string_view, DType> dtypes;
    for (const Pickle::Handle handle : tensors.root().items)
        if (tensors[handle].kind == Pickle::Kind::Tensor)
            dtypes.emplace(tensors[tensors[handle].items[0]].text, tensors[tensors[handle].items[0]].dtype);
    std::map<std::string_view, StorageBytes> storages;
    std::uint64_t at = bytes.size() - left.size();
    for (const Pickle::Handle handle : keys.root().items) {
        const std::string_view key = keys[handle].text;
        const auto dtype = dtypes.find(key);
        if (dtype == dtypes.end())
            file.refuse("the storage \"" + excerpt(key, 30) + "\" belongs to no tensor");
        if (file.size() - at < 8)
            file.refuse("the storages are truncated");
        std::uint64_t count = 0;
        const std::string head = file.text(at, 8);
        for (std::size_t i = 8; i-- > 0;)
            count = (count << 8) | static_cast<unsigned char>(head[i]);
        at += 8;
        if (count > (file.size() - at) / itemSize(dtype->second))
            file.refuse("the storages are truncated");
        const StorageBytes storage{at, count * itemSize(dtype->second)};
        if (!storages.emplace(key, storage).second)
            file.refuse("the storage \"" + excerpt(key, 30) + "\" stands in the file twice");
        at += storage.size;
    }
    if (at != file.size())
        file.refuse("bytes follow the last storage");
    return tableOf(file, tensors, [&](const Pickle::Value &storage) {
        const auto found = storages.find(storage.text);
        if (found == storages.end())
            file.refuse("the storage \"" + excerpt(storage.text, 30) + "\" is missing in the file");
        return found->second;
    });
}
}  // namespace

std::map<std::string, TensorEntry> readTorchBinTable(const std::string &path) {
    const WeightsFile file(path);
    const std::string start = file.text(0, std::min<std::uint64_t>(file.size(), kStreamMagic.size()));
    if (start == kStreamMagic)
        return readStream(file);
    if (start.rfind("PK", 0) == 0)
        return readArchive(file);
    file.refuse("the file is neither a zip archive nor a stream written by torch.save");
}

}  // namespace warbler
