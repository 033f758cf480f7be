// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/pickle.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/models/pickle_calls.h"

namespace warbler {

namespace {
constexpr std::uint64_t kMostMemo = 4'000'000;
constexpr std::size_t kMostStack = 1'000'000;
constexpr std::uint8_t kDeepest = 64;
constexpr Pickle::Handle kNothing = UINT32_MAX;
}  // namespace

Pickle::Pickle(const WeightsFile &file, std::string_view bytes, std::uint64_t budget)
    : m_file(file), m_bytes(bytes), m_budget(budget) {
    run();
}

void Pickle::run() {
    while (execute(static_cast<unsigned char>(take(1)[0]))) {
    }
    if (m_stack.size() != 1 || !m_marks.empty())
        m_file.refuse("the pickle ends with " + std::to_string(m_stack.size()) + " values, not one");
    m_root = m_stack.front();
}

bool Pickle::execute(unsigned char instruction) {
    if (instruction == '.')
        return false;
    if (!executeFrame(instruction) && !executeConstant(instruction) && !executeCollection(instruction) &&
        !executeMemo(instruction) && !executeCall(instruction))
        refuseInstruction(instruction);
    return true;
}

bool Pickle::executeFrame(unsigned char instruction) {
    switch (instruction) {
    case 0x80:  // PROTO
        if (const std::uint64_t version = takeNumber(1); version < 2 || version > 5)
            m_file.refuse("pickle protocol " + std::to_string(version) + " is not supported");
        break;
    case 0x95:  // FRAME
        if (takeNumber(8) > m_bytes.size() - m_at)
            m_file.refuse("a pickle frame is longer than the pickle");
        break;
    case '(':
        m_marks.push_back(m_stack.size());
        if (m_marks.size() > kDeepest)
            m_file.refuse("the pickle is nested deeper than 64 levels");
        break;
    default:
        return false;
    }
    return true;
}

bool Pickle::executeConstant(unsigned char instruction) {
    switch (instruction) {
    case 'N':
        push({});
        break;
    case 0x88:
        push({Kind::Boolean, 0, DType::Bool, false, 1, {}, {}});
        break;
    case 0x89:
        push({Kind::Boolean, 0, DType::Bool, false, 0, {}, {}});
        break;
    case 'J':
        pushInteger(static_cast<std::int32_t>(takeNumber(4)));
        break;
    case 'K':
        pushInteger(static_cast<std::int64_t>(takeNumber(1)));
        break;
    case 'M':
        pushInteger(static_cast<std::int64_t>(takeNumber(2)));
        break;
    case 0x8a: {  // LONG1: two's complement of the given length
        const auto length = static_cast<int>(takeNumber(1));
        if (length > 8)
            m_file.refuse("the pickle holds a whole number of " + std::to_string(length) +
                          " bytes; at most 8 are allowed");
        std::uint64_t number = takeNumber(length);
        if (length > 0 && length < 8 && ((number >> (8 * length - 1)) & 1U) != 0)
            number |= ~std::uint64_t(0) << (8 * length);
        pushInteger(static_cast<std::int64_t>(number));
        break;
    }
    case 'X':
        pushText(take(takeNumber(4)));
        break;
    case 0x8c:
        pushText(take(takeNumber(1)));
        break;
    case '}':
        push({Kind::Dict, 1, DType::F32, false, 0, {}, {}});
        break;
    case ']':
        push({Kind::List, 1, DType::F32, false, 0, {}, {}});
        break;
    default:
        return false;
    }
    return true;
}

bool Pickle::executeCollection(unsigned char instruction) {
    switch (instruction) {
    case ')':
        pushTuple({});
        break;
    case 't':
        pushTuple(popToMark());
        break;
    case 0x85:
    case 0x86:
    case 0x87: {
        std::vector<Handle> items(static_cast<std::size_t>(instruction - 0x84));
        for (std::size_t i = items.size(); i-- > 0;)
            items[i] = pop();
        pushTuple(std::move(items));
        break;
    }
    case 's': {
        const Handle value = pop();
        const Handle key = pop();
        add(top(), Kind::Dict, {key, value}, "SETITEM");
        break;
    }
    case 'u': {
        const std::vector<Handle> items = popToMark();
        if (items.size() % 2 != 0)
            m_file.refuse("the pickle instruction SETITEMS lacks a value");
        add(top(), Kind::Dict, items, "SETITEMS");
        break;
    }
    case 'a': {
        const Handle item = pop();
        add(top(), Kind::List, {item}, "APPEND");
        break;
    }
    case 'e': {
        const std::vector<Handle> items = popToMark();
        add(top(), Kind::List, items, "APPENDS");
        break;
    }
    default:
        return false;
    }
    return true;
}

bool Pickle::executeMemo(unsigned char instruction) {
    switch (instruction) {
    case 'q':
        remember(takeNumber(1));
        break;
    case 'r':
        remember(takeNumber(4));
        break;
    case 0x94:
        remember(m_memo.size());
        break;
    case 'h':
        recall(takeNumber(1));
        break;
    case 'j':
        recall(takeNumber(4));
        break;
    default:
        return false;
    }
    return true;
}

bool Pickle::executeCall(unsigned char instruction) {
    const PickleCalls calls(m_file, m_values);
    switch (instruction) {
    case 'Q':
        push(calls.storage(m_values[pop()]));
        break;
    case 'c': {
        const std::string_view module = takeLine();
        push(calls.global(module, takeLine()));
        break;
    }
    case 0x93: {  // STACK_GLOBAL
        const Value &name = m_values[pop()];
        const Value &module = m_values[pop()];
        if (name.kind != Kind::Text || module.kind != Kind::Text)
            m_file.refuse("the pickle instruction STACK_GLOBAL has no texts before it");
        push(calls.global(module.text, name.text));
        break;
    }
    case 'R': {
        const Value &arguments = m_values[pop()];
        const Value &function = m_values[pop()];
        push(calls.result(function, arguments));
        break;
    }
    case 'b': {
        const Value &state = m_values[pop()];
        calls.checkAttributes(m_values[top()], state);
        break;
    }
    case 'i': {  // INST
        const std::string_view module = takeLine();
        calls.refuse(module, takeLine());
    }
    default:
        return false;
    }
    return true;
}

void Pickle::refuseInstruction(unsigned char instruction) const {
    struct Named {
        unsigned char code;
        const char *name;
    };
    constexpr Named named[] = {{'o', "OBJ"},
                               {0x81, "NEWOBJ"},
                               {0x92, "NEWOBJ_EX"},
                               {0x82, "EXT1"},
                               {0x83, "EXT2"},
                               {0x84, "EXT4"},
                               {'P', "PERSID"},
                               {'0', "POP"},
                               {'1', "POP_MARK"},
                               {'2', "DUP"},
                               {'I', "INT"},
                               {'L', "LONG"},
                               {'F', "FLOAT"},
                               {'S', "STRING"},
                               {'T', "BINSTRING"},
                               {'U', "SHORT_BINSTRING"},
                               {'V', "UNICODE"},
                               {'G', "BINFLOAT"},
                               {'B', "BINBYTES"},
                               {'C', "SHORT_BINBYTES"},
                               {0x8b, "LONG4"},
                               {0x8d, "BINUNICODE8"},
                               {0x8e, "BINBYTES8"},
                               {0x8f, "EMPTY_SET"},
                               {0x90, "ADDITEMS"},
                               {0x91, "FROZENSET"},
                               {0x96, "BYTEARRAY8"},
                               {0x97, "NEXT_BUFFER"},
                               {0x98, "READONLY_BUFFER"},
                               {'p', "PUT"},
                               {'g', "GET"},
                               {'d', "DICT"},
                               {'l', "LIST"}};
    for (const Named &one : named)
        if (one.code == instruction)
            m_file.refuse(std::string("the pickle instruction ") + one.name + " is not needed for weights; refused");
    m_file.refuse("byte " + std::to_string(instruction) + " is no pickle instruction");
}

std::string_view Pickle::take(std::uint64_t bytes) {
    if (bytes > m_bytes.size() - m_at)
        m_file.refuse("the pickle is truncated");
    const std::string_view taken = m_bytes.substr(m_at, bytes);
    m_at += bytes;
    return taken;
}

std::uint64_t Pickle::takeNumber(int bytes) {
    const std::string_view taken = take(static_cast<std::uint64_t>(bytes));
    std::uint64_t number = 0;
    for (std::size_t i = taken.size(); i-- > 0;)
        number = (number << 8) | static_cast<unsigned char>(taken[i]);
    return number;
}

std::string_view Pickle::takeLine() {
    const std::size_t end = m_bytes.find('\n', m_at);
    if (end == std::string_view::npos)
        m_file.refuse("the pickle is truncated");
    const std::string_view line = m_bytes.substr(m_at, end - m_at);
    m_at = end + 1;
    return line;
}

void Pickle::spend(std::uint64_t bytes) {
    if (bytes > m_budget)
        m_file.refuse("the pickle builds more values than the file's size allows");
    m_budget -= bytes;
}

void Pickle::push(Value value) {
    if (m_stack.size() >= kMostStack)
        m_file.refuse("the pickle's stack is higher than 1,000,000 values");
    if (value.depth > kDeepest)
        m_file.refuse("the pickle is nested deeper than 64 levels");
    spend(2 * sizeof(Value) + sizeof(Handle) * value.items.size());  // twice: the list doubles as it grows
    m_stack.push_back(static_cast<Handle>(m_values.size()));
    m_values.push_back(std::move(value));
}

Pickle::Handle Pickle::top() const {
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back()))
        m_file.refuse("the pickle takes a value from an empty stack");
    return m_stack.back();
}

Pickle::Handle Pickle::pop() {
    const Handle handle = top();
    m_stack.pop_back();
    return handle;
}

std::vector<Pickle::Handle> Pickle::popToMark() {
    if (m_marks.empty())
        m_file.refuse("the pickle uses a mark that was never set");
    const auto from = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    std::vector<Handle> items(from, m_stack.end());
    m_stack.erase(from, m_stack.end());
    m_marks.pop_back();
    return items;
}

void Pickle::pushText(std::string_view text) { push({Kind::Text, 0, DType::F32, false, 0, text, {}}); }

void Pickle::pushInteger(std::int64_t number) { push({Kind::Integer, 0, DType::F32, false, number, {}, {}}); }

void Pickle::pushTuple(std::vector<Handle> items) {
    std::uint8_t depth = 1;
    for (const Handle item : items)
        depth = std::max<std::uint8_t>(depth, m_values[item].depth + 1);
    push({Kind::Tuple, depth, DType::F32, false, 0, {}, std::move(items)});
}

void Pickle::add(Handle container, Kind kind, const std::vector<Handle> &items, const char *instruction) {
    if (m_values[container].kind != kind)
        m_file.refuse(std::string("the pickle instruction ") + instruction + " is used on something that is no " +
                      (kind == Kind::Dict ? "dict" : "list"));
    spend(2 * sizeof(Handle) * items.size());
    Value &into = m_values[container];
    for (const Handle item : items) {
        into.depth = std::max<std::uint8_t>(into.depth, m_values[item].depth + 1);
        into.items.push_back(item);
    }
    if (into.depth > kDeepest)
        m_file.refuse("the pickle is nested deeper than 64 levels");
}

void Pickle::remember(std::uint64_t index) {
    if (index >= kMostMemo)
        m_file.refuse("the pickle's memo is larger than 4,000,000 values");
    const Handle value = top();
    if (index >= m_memo.size()) {
        spend(2 * sizeof(Handle) * (index + 1 - m_memo.size()));
        m_memo.resize(index + 1, kNothing);
    }
    m_memo[index] = value;
}

void Pickle::recall(std::uint64_t index) {
    if (index >= m_memo.size() || m_memo[index] == kNothing)
        m_file.refuse("the pickle reads memo entry " + std::to_string(index) + ", which was never written");
    if (m_stack.size() >= kMostStack)
        m_file.refuse("the pickle's stack is higher than 1,000,000 values");
    m_stack.push_back(m_memo[index]);
}

}  // namespace warbler
