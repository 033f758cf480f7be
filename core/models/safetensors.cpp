// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/models/weights_file.h"

namespace warbler {

namespace {
using Json = nlohmann::json;
constexpr std::uint64_t kLargestHeader = 100'000'000;
constexpr std::uint64_t kMostKeys = 1'000'000;
constexpr std::size_t kLongestText = 65536;
constexpr int kDeepest = 4;
constexpr std::uint64_t kAllowance = std::uint64_t(40) << 20;  // memory for the table beyond the file's own size

std::optional<DType> dtypeNamed(std::string_view name) {
    for (const DType dtype : {DType::F64, DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32, DType::I16,
                              DType::I8, DType::U8, DType::Bool})
        if (name == dtypeName(dtype))
            return dtype;
    return std::nullopt;
}

// One pass without a parser, so that nothing hostile reaches it: depth, number of keys (returned), length of texts.
std::uint64_t scanHeader(const WeightsFile &file, std::string_view header) {
    int depth = 0;
    std::uint64_t keys = 0;
    bool inText = false;
    std::size_t textStart = 0;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const char c = header[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
            if (i - textStart > kLongestText)
                file.refuse("a text in the header is longer than 65,536 bytes");
        } else if (c == '"') {
            inText = true;
            textStart = i;
        } else if (c == '{' || c == '[') {
            if (++depth > kDeepest)
                file.refuse("the header is nested deeper than 4 levels");
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ':' && depth == 1 && ++keys > kMostKeys) {
            file.refuse("the header has more than 1,000,000 keys");
        }
    }
    return keys;
}

// Builds the table from the header's events: the only structure accepted is {name: {dtype, shape, data_offsets}}.
class HeaderReader : public nlohmann::json_sax<Json> {
public:
    struct Parsed {
        TensorEntry entry;
        std::uint64_t begin = 0, end = 0;
    };

    HeaderReader(const WeightsFile &file, std::string_view header, std::uint64_t keys)
        : m_file(file), m_header(header), m_budget(file.size() - header.size() + kAllowance) {
        if (keys > m_budget / kEntryCost)
            refuseCount();
    }
    std::map<std::string, Parsed> &tensors() { return m_tensors; }

    bool null() override { wrongValue("null"); }
    bool boolean(bool) override { wrongValue("true or false"); }
    bool number_integer(number_integer_t value) override {
        m_file.refuse(place() + ": the negative number " + std::to_string(value) + " is not allowed");
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (m_level != Level::List)
            wrongValue("a number");
        if (value > static_cast<std::uint64_t>(INT64_MAX))
            m_file.refuse(place() + ": the number " + std::to_string(value) + " is too large");
        if (m_numbers.size() >= 64)
            m_file.refuse(place() + ": more than 64 numbers in \"" + m_field + "\"");
        m_numbers.push_back(value);
        return true;
    }
    bool number_float(number_float_t, const string_t &text) override {
        m_file.refuse(place() + ": " + excerpt(text, 30) + " is not a whole number");
    }
    bool string(string_t &text) override {
        if (m_level == Level::Metadata)
            return true;
        if (m_level != Level::Tensor || m_field != "dtype")
            wrongValue("a text");
        const auto dtype = dtypeNamed(text);
        if (!dtype)
            m_file.refuse(place() + ": the data type \"" + excerpt(text, 30) + "\" is not known");
        m_current.entry.dtype = *dtype;
        return true;
    }
    bool binary(binary_t &) override { wrongValue("binary data"); }
    bool start_object(std::size_t) override {
        switch (m_level) {
        case Level::Start:
            m_level = Level::Root;
            return true;
        case Level::Root:
            m_level = m_name == "__metadata__" ? Level::Metadata : Level::Tensor;
            m_fields.clear();
            m_current = {};
            return true;
        default:
            wrongValue("an object");
        }
    }
    bool key(string_t &text) override {
        if (m_level == Level::Root) {
            m_name = text;
            const bool isNew =
                m_name == "__metadata__" ? !std::exchange(m_hasMetadata, true) : m_tensors.count(m_name) == 0;
            if (!isNew)
                m_file.refuse("the key \"" + excerpt(m_name) + "\" stands in the header twice");
            return true;
        }
        if (m_level == Level::Metadata) {
            if (!m_metadataKeys.insert(text).second)
                m_file.refuse("the key \"" + excerpt(text) + "\" stands in the metadata twice");
            spend(text.size() + 96);
            return true;
        }
        if (text != "dtype" && text != "shape" && text != "data_offsets")
            m_file.refuse(place() + ": the field \"" + excerpt(text, 30) + "\" is not known");
        if (!m_fields.insert(text).second)
            m_file.refuse(place() + ": the key \"" + text + "\" stands there twice");
        m_field = text;
        return true;
    }
    bool end_object() override {
        if (m_level == Level::Tensor) {
            if (m_fields.size() != 3)
                m_file.refuse(place() + ": dtype, shape or data_offsets is missing");
            finishTensor();
        }
        m_level = m_level == Level::Root ? Level::Start : Level::Root;
        return true;
    }
    bool start_array(std::size_t) override {
        if (m_level != Level::Tensor || m_field == "dtype")
            wrongValue("a list");
        m_level = Level::List;
        m_numbers.clear();
        return true;
    }
    bool end_array() override {
        m_level = Level::Tensor;
        if (m_field == "shape") {
            m_current.entry.shape.assign(m_numbers.begin(), m_numbers.end());
        } else {
            if (m_numbers.size() != 2)
                m_file.refuse(place() + ": data_offsets has " + std::to_string(m_numbers.size()) + " numbers, not 2");
            m_current.begin = m_numbers[0];
            m_current.end = m_numbers[1];
        }
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const Json::exception &error) override {
        const std::string_view read = m_header.substr(0, position);
        for (const char *start : {"N", "na", "-I", "I"})  // what Python writes and JSON lacks
            if (m_level == Level::List && endsWith(read, start))
                m_file.refuse(place() + ": NaN or infinity is not a whole number");
        if (dynamic_cast<const Json::out_of_range *>(&error) != nullptr)
            m_file.refuse(place() + ": a number is too large");
        m_file.refuse("the header is not valid JSON at byte " + std::to_string(position));
    }

private:
    static constexpr std::uint64_t kEntryCost = sizeof(Parsed) + 128;  // in the table, its texts and shape apart
    static bool endsWith(std::string_view text, std::string_view part) {
        return text.size() >= part.size() && text.substr(text.size() - part.size()) == part;
    }

    enum class Level { Start, Root, Metadata, Tensor, List };

    std::string place() const { return "tensor \"" + excerpt(m_name) + "\""; }
    [[noreturn]] void wrongValue(const char *what) const {
        m_file.refuse((m_level == Level::Start ? std::string("the header") : place()) + ": " + what +
                      " stands where it does not belong");
    }
    [[noreturn]] void refuseCount() const {
        m_file.refuse("the header names more tensors than the file's size allows");
    }
    void spend(std::uint64_t bytes) {
        if (bytes > m_budget)
            refuseCount();
        m_budget -= bytes;
    }
    void finishTensor() {
        TensorEntry &entry = m_current.entry;
        __extension__ typedef unsigned __int128
            Wide;  // strictly checked: 64 sizes below 2^63 overflow any product of 64 bits
        Wide bytes = itemSize(entry.dtype);
        for (const std::int64_t size : entry.shape) {
            bytes *= static_cast<Wide>(size);
            if (bytes > static_cast<Wide>(INT64_MAX))
                m_file.refuse(place() + ": the product of its shape " + shapeText(entry.shape) + " is too large");
        }
        if (m_current.begin > m_current.end)
            m_file.refuse(place() + ": it ends before it begins");
        if (bytes != static_cast<Wide>(m_current.end - m_current.begin))
            m_file.refuse(place() + ": shape " + shapeText(entry.shape) + " of " + dtypeName(entry.dtype) + " needs " +
                          groupedText(static_cast<long long>(bytes)) + " bytes, its range has " +
                          groupedText(static_cast<long long>(m_current.end - m_current.begin)));
        entry.file = m_file.path();
        entry.strides.assign(entry.shape.size(), 1);
        for (std::size_t i = entry.shape.size(); i-- > 1;)
            entry.strides[i - 1] = entry.strides[i] * std::max<std::int64_t>(entry.shape[i], 1);
        spend(kEntryCost + 2 * (m_name.size() + entry.file.size()) + 32 * entry.shape.size());
        m_tensors.emplace(m_name, std::move(m_current));
    }

    const WeightsFile &m_file;
    std::string_view m_header;
    std::uint64_t m_budget;
    Level m_level = Level::Start;
    std::string m_name, m_field;
    std::set<std::string> m_fields, m_metadataKeys;
    std::vector<std::uint64_t> m_numbers;
    bool m_hasMetadata = false;
    Parsed m_current;
    std::map<std::string, Parsed> m_tensors;
};

// The tensors must cover the data from its first to its last byte, each byte once.
void checkCoverage(const WeightsFile &file, const std::map<std::string, HeaderReader::Parsed> &tensors,
                   std::uint64_t dataBytes) {
    std::vector<std::pair<const HeaderReader::Parsed *, const std::string *>> order;
    order.reserve(tensors.size());
    for (const auto &[name, tensor] : tensors)
        order.emplace_back(&tensor, &name);
    std::sort(order.begin(), order.end(), [](const auto &a, const auto &b) {
        return std::pair(a.first->begin, a.first->end) < std::pair(b.first->begin, b.first->end);
    });
    std::uint64_t covered = 0;
    for (const auto &[tensor, name] : order) {
        const std::string place = "tensor \"" + excerpt(*name) + "\"";
        if (tensor->end > dataBytes)
            file.refuse(place + " ends at byte " + groupedText(static_cast<long long>(tensor->end)) +
                        " of the data, but the file has only " + groupedText(static_cast<long long>(dataBytes)) +
                        ": it is truncated");
        if (tensor->begin < covered)
            file.refuse(place + " overlaps the tensor before it");
        if (tensor->begin > covered)
            file.refuse(place + " leaves a gap to the tensor before it");
        covered = tensor->end;
    }
    if (covered != dataBytes)
        file.refuse(groupedText(static_cast<long long>(dataBytes - covered)) + " bytes follow the last tensor");
}

std::uint64_t littleEndian64(const std::string &bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;)
        value = (value << 8) | static_cast<unsigned char>(bytes[i]);
    return value;
}
}  // namespace

std::uint64_t TensorFacts::bytes() const {
    std::uint64_t product = itemSize(dtype);
    for (const std::int64_t size : shape)
        product *= static_cast<std::uint64_t>(size);
    return product;
}

std::map<std::string, TensorEntry> readSafetensorsTable(const std::string &path) {
    const WeightsFile file(path);
    if (file.size() < 8)
        file.refuse("the file has " + std::to_string(file.size()) + " bytes, too few for a safetensors file");
    const std::uint64_t headerBytes = littleEndian64(file.text(0, 8));
    if (headerBytes == 0)
        file.refuse("the header's length is 0");
    if (headerBytes > file.size() - 8)
        file.refuse("the header's length is " + std::to_string(headerBytes) +
                    " bytes, more than the file has: it is truncated, or no safetensors file");
    if (headerBytes > kLargestHeader)
        file.refuse("the header is larger than 100 MB");
    if (file.text(8, 1) != "{")
        file.refuse("the header does not begin with \"{\"");
    const std::string header = file.text(8, headerBytes);
    if (!isValidUtf8(header))
        file.refuse("the header is not UTF-8 text");
    HeaderReader reader(file, header, scanHeader(file, header));
    Json::sax_parse(header.begin(), header.end(), &reader);
    const std::uint64_t dataStart = 8 + headerBytes;
    checkCoverage(file, reader.tensors(), file.size() - dataStart);
    std::map<std::string, TensorEntry> table;
    while (!reader.tensors().empty()) {  // moved one by one: the table is never held twice
        auto node = reader.tensors().extract(reader.tensors().begin());
        node.mapped().entry.offset = dataStart + node.mapped().begin;
        table.emplace_hint(table.end(), std::move(node.key()), std::move(node.mapped().entry));
    }
    return table;
}

TensorMap readSafetensors(const std::string &path) {
    TensorMap tensors;
    for (const auto &[name, entry] : readSafetensorsTable(path))
        tensors.emplace(name, readTensor(entry));
    return tensors;
}

// The reference library lays tensors out by falling rank of this list, then by name, so that wide items are aligned.
SafetensorsWriter::SafetensorsWriter(const std::string &path, const std::map<std::string, TensorFacts> &tensors)
    : m_file(path) {
    constexpr std::array<DType, 10> rank = {DType::Bool, DType::U8,  DType::I8,  DType::I16, DType::F16,
                                            DType::BF16, DType::I32, DType::F32, DType::F64, DType::I64};
    const auto rankOf = [&](DType dtype) { return std::find(rank.begin(), rank.end(), dtype) - rank.begin(); };
    m_order.assign(tensors.begin(), tensors.end());
    std::stable_sort(m_order.begin(), m_order.end(),
                     [&](const auto &a, const auto &b) { return rankOf(a.second.dtype) > rankOf(b.second.dtype); });
    std::string header = R"({"__metadata__":{"format":"pt"})";
    std::uint64_t offset = 0;
    for (const auto &[name, facts] : m_order) {
        const std::uint64_t end = offset + facts.bytes();
        header += "," + Json(name).dump() + R"(:{"dtype":")" + dtypeName(facts.dtype) + R"(","shape":)" +
                  Json(facts.shape).dump() + R"(,"data_offsets":[)" + std::to_string(offset) + "," +
                  std::to_string(end) + "]}";
        offset = end;
    }
    header += "}";
    header.append((8 - header.size() % 8) % 8, ' ');
    std::string length;
    for (std::size_t i = 0; i < 8; ++i)
        length += static_cast<char>(static_cast<std::uint64_t>(header.size()) >> (8 * i));
    m_file.write(length);
    m_file.write(header);
}

void SafetensorsWriter::add(const HostTensor &tensor) {
    const auto &[name, facts] = m_order.at(m_next++);
    if (tensor.dtype != facts.dtype || tensor.shape != facts.shape || tensor.bytes.size() != facts.bytes())
        throw Error(ErrorCode::Internal,
                    "tensor \"" + name + "\" has other bytes than its shape " + shapeText(facts.shape));
    m_file.write(std::string_view(reinterpret_cast<const char *>(tensor.bytes.data()), tensor.bytes.size()));
}

void SafetensorsWriter::commit() {
    if (!isComplete())
        throw Error(ErrorCode::Internal, "the tensor \"" + next() + "\" was not written");
    m_file.commit();
}

void writeSafetensors(const std::string &path, const TensorMap &tensors) {
    std::map<std::string, TensorFacts> facts;
    for (const auto &[name, tensor] : tensors)
        facts[name] = {tensor.dtype, tensor.shape};
    SafetensorsWriter writer(path, facts);
    while (!writer.isComplete())
        writer.add(tensors.at(writer.next()));
    writer.commit();
}

}  // namespace warbler
