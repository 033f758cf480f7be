// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/host_tensor.h"
#include "core/models/weights_file.h"

namespace warbler {

// One pickle of a torch.save file, read by an allow-list of instructions and names. Nothing is
// called and nothing is imported: the two functions torch writes for a tensor only fill in a Value. All else is refused
// by name, Error(BadCheckpoint).
class Pickle {
public:
    enum class Kind : std::uint8_t { None, Boolean, Integer, Text, Tuple, List, Dict, Global, Storage, Tensor };
    using Handle = std::uint32_t;
    struct Value {
        Kind kind = Kind::None;
        std::uint8_t depth = 0;
        DType dtype = DType::F32;   // Storage
        bool isOrdered = false;     // Dict: a collections.OrderedDict
        std::int64_t number = 0;    // Boolean, Integer; Global: which; Storage: elements; Tensor: offset in elements
        std::string_view text;      // Text; Storage: its key. Points into the bytes given.
        std::vector<Handle> items;  // Tuple, List; Dict: key, value, key, value ...; Tensor: storage, shape, strides
    };

    // Reads one pickle from the start of bytes, which must outlive this object. budget: bytes of memory it may take.
    Pickle(const WeightsFile &file, std::string_view bytes, std::uint64_t budget);

    std::size_t bytesRead() const { return m_at; }
    const Value &root() const { return m_values[m_root]; }
    const Value &operator[](Handle handle) const { return m_values[handle]; }

private:
    void run();
    bool execute(unsigned char instruction);  // false: that was the last one
    // One kind of instruction each; false: it is of another kind.
    bool executeFrame(unsigned char instruction);
    bool executeConstant(unsigned char instruction);
    bool executeCollection(unsigned char instruction);
    bool executeMemo(unsigned char instruction);
    bool executeCall(unsigned char instruction);  // false after STOP
    [[noreturn]] void refuseInstruction(unsigned char instruction) const;

    std::string_view take(std::uint64_t bytes);
    std::uint64_t takeNumber(int bytes);  // little-endian
    std::string_view takeLine();

    void push(Value value);
    Handle pop();
    std::vector<Handle> popToMark();
    Handle top() const;
    void pushText(std::string_view text);
    void pushInteger(std::int64_t number);
    void pushTuple(std::vector<Handle> items);
    void add(Handle container, Kind kind, const std::vector<Handle> &items, const char *instruction);
    void remember(std::uint64_t index);
    void recall(std::uint64_t index);
    void spend(std::uint64_t bytes);

    const WeightsFile &m_file;
    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::uint64_t m_budget;
    std::vector<Value> m_values;
    std::vector<Handle> m_stack, m_memo;
    std::vector<std::size_t> m_marks;
    Handle m_root = 0;
};

}  // namespace warbler
