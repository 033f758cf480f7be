// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/judgement_journal.h"

#include <bit>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/base/descriptor_write.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"

namespace warbler {

namespace {

using Json = nlohmann::json;
constexpr std::size_t kCheckDigits = 16;  // in front of each line, of the SHA-256 of what follows

// The bits, since JSON has no infinity.
Json bitsOf(const std::vector<float> &values) {
    Json bits = Json::array();
    for (const float value : values)
        bits.push_back(std::bit_cast<std::uint32_t>(value));
    return bits;
}

std::vector<float> floatsOf(const Json &bits) {
    std::vector<float> values;
    for (const Json &one : bits)
        values.push_back(std::bit_cast<float>(one.get<std::uint32_t>()));
    return values;
}

std::vector<float> listOf(const std::optional<float> &value) {
    return value ? std::vector<float>{*value} : std::vector<float>();
}

std::optional<float> optionalOf(const Json &bits) {
    const std::vector<float> values = floatsOf(bits);
    return values.empty() ? std::nullopt : std::optional<float>(values.front());
}

Json toJson(const Judgement &judgement) {
    return {judgement.category,
            bitsOf(judgement.logProbabilities),
            bitsOf(listOf(judgement.number)),
            bitsOf(listOf(judgement.labelMass)),
            bitsOf(judgement.logits),
            bitsOf(judgement.firstLogProbabilities),
            judgement.wasCut};
}

Judgement fromJson(const Json &json) {
    Judgement judgement;
    judgement.category = json.at(0);
    judgement.logProbabilities = floatsOf(json.at(1));
    judgement.number = optionalOf(json.at(2));
    judgement.labelMass = optionalOf(json.at(3));
    judgement.logits = floatsOf(json.at(4));
    judgement.firstLogProbabilities = floatsOf(json.at(5));
    judgement.wasCut = json.at(6);
    return judgement;
}

std::string checkOf(std::string_view payload) { return sha256Hex(payload).substr(0, kCheckDigits); }

}  // namespace

JudgementJournal::JudgementJournal(std::string path, const std::string &identity) : m_path(std::move(path)) {
    m_descriptor = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
        throwWriteError(errno, m_path, 0);
    try {
        lock();
        readBack(identity);
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

JudgementJournal::~JudgementJournal() { ::close(m_descriptor); }

void JudgementJournal::lock() const {
    struct flock wanted {};
    wanted.l_type = F_WRLCK;
    wanted.l_whence = SEEK_SET;
    if (::fcntl(m_descriptor, F_OFD_SETLK, &wanted) == 0 || (errno != EAGAIN && errno != EACCES))
        return;  // a file system without locks: the shard can be written all the same
    throw Error(ErrorCode::ProjectInUse, m_path + " is being written by another program",
                "Wait until it has ended; the same shard need not be run twice.");
}

void JudgementJournal::readBack(const std::string &identity) {
    const std::string content = readFile(m_path);
    std::size_t whole = 0;
    bool isFirst = true;
    for (std::size_t end = content.find('\n'); end != std::string::npos; end = content.find('\n', whole)) {
        const std::string_view line = std::string_view(content).substr(whole, end - whole);
        if (line.size() <= kCheckDigits || checkOf(line.substr(kCheckDigits + 1)) != line.substr(0, kCheckDigits))
            break;
        const std::string_view payload = line.substr(kCheckDigits + 1);
        if (isFirst && payload != identity)
            throw Error(ErrorCode::ResumeMismatch,
                        m_path + " was begun with other data, another model or other settings",
                        "Remove it to start this shard again, or write to another folder.");
        if (!isFirst) {
            const Json chunk = Json::parse(payload);
            m_chunks.emplace_back();
            for (const Json &one : chunk)
                m_chunks.back().push_back(fromJson(one));
        }
        isFirst = false;
        whole = end + 1;
    }
    if (::ftruncate(m_descriptor, static_cast<off_t>(whole)) != 0)
        throwWriteError(errno, m_path, 0);
    if (isFirst)
        writeLine(identity);
}

void JudgementJournal::writeLine(const std::string &payload) {
    writeWhole(m_descriptor, checkOf(payload) + " " + payload + "\n", m_path);
    if (::fsync(m_descriptor) != 0)
        throwWriteError(errno, m_path, payload.size());
}

void JudgementJournal::append(std::vector<Judgement> chunk) {
    Json payload = Json::array();
    for (const Judgement &judgement : chunk)
        payload.push_back(toJson(judgement));
    writeLine(payload.dump());
    m_chunks.push_back(std::move(chunk));
}

void JudgementJournal::remove() { ::unlink(m_path.c_str()); }

}  // namespace warbler
