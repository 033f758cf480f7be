// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/checkpoint.h"

#include <cstring>

#include "core/base/error.h"
#include "core/base/sha256.h"

namespace warbler {

namespace {
constexpr char kMagic[] = "WRBLCKP1";
constexpr std::size_t kMagicSize = 8, kTrailer = 32;

[[noreturn]] void bad(const std::string &why) {
    throw Error(ErrorCode::BadCheckpoint, "the checkpoint " + why,
                "Start again with --resume never, or let the older checkpoint be used.");
}
}  // namespace

std::string Checkpoint::bytes() const {
    nlohmann::json header;
    header["state"] = state;
    header["tensors"] = nlohmann::json::array();
    std::string body;
    for (const auto &named : tensors) {
        header["tensors"].push_back({{"name", named.first},
                                     {"dtype", named.second.dtype == DType::F64 ? "F64" : "F32"},
                                     {"shape", named.second.shape},
                                     {"bytes", named.second.bytes.size()}});
        body.append(reinterpret_cast<const char *>(named.second.bytes.data()), named.second.bytes.size());
    }
    const std::string text = header.dump();
    std::string all(kMagic, kMagicSize);
    for (int shift = 0; shift < 64; shift += 8)
        all += char((std::uint64_t(text.size()) >> shift) & 0xff);
    all += text;
    all += body;
    Sha256 hash;
    hash.update(all);
    const Sha256::Digest digest = hash.finish();
    all.append(reinterpret_cast<const char *>(digest.data()), digest.size());
    return all;
}

Checkpoint Checkpoint::fromBytes(const std::string &bytes) {
    if (bytes.size() < kMagicSize + 8 + kTrailer || bytes.compare(0, kMagicSize, kMagic, kMagicSize) != 0)
        bad("was not written by this version of Warbler");
    Sha256 hash;
    hash.update(bytes.data(), bytes.size() - kTrailer);
    const Sha256::Digest digest = hash.finish();
    if (std::memcmp(digest.data(), bytes.data() + bytes.size() - kTrailer, kTrailer) != 0)
        bad("is damaged: its SHA-256 does not fit");
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
        length = length << 8 | std::uint8_t(bytes[kMagicSize + std::size_t(i)]);
    std::size_t at = kMagicSize + 8;
    const std::size_t end = bytes.size() - kTrailer;
    if (length > end - at)
        bad("has a header that is too long");
    const nlohmann::json header = nlohmann::json::parse(bytes.begin() + std::ptrdiff_t(at),
                                                        bytes.begin() + std::ptrdiff_t(at + length), nullptr, false);
    if (header.is_discarded() || !header.contains("state") || !header.contains("tensors"))
        bad("has an unreadable header");
    at += length;
    Checkpoint checkpoint;
    checkpoint.state = header["state"];
    for (const nlohmann::json &entry : header["tensors"]) {
        HostTensor tensor;
        tensor.dtype = entry.at("dtype") == "F64" ? DType::F64 : DType::F32;
        tensor.shape = entry.at("shape").get<std::vector<std::int64_t>>();
        const std::uint64_t size = entry.at("bytes").get<std::uint64_t>();
        if (size > end - at || std::int64_t(size) != tensor.count() * std::int64_t(itemSize(tensor.dtype)))
            bad("has a tensor of the wrong size");
        tensor.bytes.assign(bytes.begin() + std::ptrdiff_t(at), bytes.begin() + std::ptrdiff_t(at + size));
        at += size;
        checkpoint.tensors[entry.at("name").get<std::string>()] = std::move(tensor);
    }
    return checkpoint;
}

}  // namespace warbler
