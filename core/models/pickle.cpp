// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/pickle.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/utf8.h"

namespace warbler {

namespace {
constexpr std::uint64_t kMostMemo = 4'000'000;
constexpr std::size_t kMostStack = 1'000'000;
constexpr std::uint8_t kDeepest = 64;
constexpr Pickle::Handle kNothing = UINT32_MAX;

enum class Name : std::int64_t { OrderedDict, RebuildTensor, RebuildParameter, Storage };

struct AllowedName {
    std::string_view module, name;
    Name meaning;
    DType dtype = DType::F32;
};
constexpr std::array<AllowedName, 13> kAllowed = {{{"collections", "OrderedDict", Name::OrderedDict},
                                                   {"torch._utils", "_rebuild_tensor_v2", Name::RebuildTensor},
                                                   {"torch._utils", "_rebuild_parameter", Name::RebuildParameter},
                                                   {"torch", "FloatStorage", Name::Storage, DType::F32},
                                                   {"torch", "HalfStorage", Name::Storage, DType::F16},
                                                   {"torch", "BFloat16Storage", Name::Storage, DType::BF16},
                                                   {"torch", "DoubleStorage", Name::Storage, DType::F64},
                                                   {"torch", "LongStorage", Name::Storage, DType::I64},
                                                   {"torch", "IntStorage", Name::Storage, DType::I32},
                                                   {"torch", "ShortStorage", Name::Storage, DType::I16},
                                                   {"torch", "CharStorage", Name::Storage, DType::I8},
                                                   {"torch", "ByteStorage", Name::Storage, DType::U8},
                                                   {"torch", "BoolStorage", Name::Storage, DType::Bool}}};

bool isGlobal(const Pickle::Value &value, Name name) { return value.kind == Pickle::Kind::Global && value.number == static_cast<std::int64_t>(name); }
}  // namespace

Pickle::Pickle(const WeightsFile &file, std::string_view bytes, std::uint64_t budget) : m_file(file), m_bytes(bytes), m_budget(budget) { run(); }

void Pickle::run() {
    while (execute(static_cast<unsigned char>(take(1)[0]))) {
    }
    if (m_stack.size() != 1 || !m_marks.empty()) m_file.refuse("the pickle ends with " + std::to_string(m_stack.size()) + " values, not one");
    m_root = m_stack.front();
}

bool Pickle::execute(unsigned char instruction) {
    switch (instruction) {
    case 0x80:  // PROTO
        if (const std::uint64_t version = takeNumber(1); version < 2 || version > 5)
            m_file.refuse("pickle protocol " + std::to_string(version) + " is not supported");
        break;
    case 0x95:  // FRAME
        if (takeNumber(8) > m_bytes.size() - m_at) m_file.refuse("a pickle frame is longer than the pickle");
        break;
    case '.': return false;
    case '(': m_marks.push_back(m_stack.size()); if (m_marks.size() > kDeepest) m_file.refuse("the pickle is nested deeper than 64 levels"); break;
    case 'N': push({}); break;
    case 0x88: push({Kind::Boolean, 0, DType::Bool, false, 1, {}, {}}); break;
    case 0x89: push({Kind::Boolean, 0, DType::Bool, false, 0, {}, {}}); break;
    case 'J': pushInteger(static_cast<std::int32_t>(takeNumber(4))); break;
    case 'K': pushInteger(static_cast<std::int64_t>(takeNumber(1))); break;
    case 'M': pushInteger(static_cast<std::int64_t>(takeNumber(2))); break;
    case 0x8a: {  // LONG1: two's complement of the given length
        const auto length = static_cast<int>(takeNumber(1));
        if (length > 8) m_file.refuse("the pickle holds a whole number of " + std::to_string(length) + " bytes; at most 8 are allowed");
        std::uint64_t number = takeNumber(length);
        if (length > 0 && length < 8 && ((number >> (8 * length - 1)) & 1U) != 0) number |= ~std::uint64_t(0) << (8 * length);
        pushInteger(static_cast<std::int64_t>(number));
        break;
    }
    case 'X': pushText(take(takeNumber(4))); break;
    case 0x8c: pushText(take(takeNumber(1))); break;
    case '}': push({Kind::Dict, 1, DType::F32, false, 0, {}, {}}); break;
    case ']': push({Kind::List, 1, DType::F32, false, 0, {}, {}}); break;
    case ')': pushTuple({}); break;
    case 't': pushTuple(popToMark()); break;
    case 0x85:
    case 0x86:
    case 0x87: {
        std::vector<Handle> items(static_cast<std::size_t>(instruction - 0x84));
        for (std::size_t i = items.size(); i-- > 0;) items[i] = pop();
        pushTuple(std::move(items));
        break;
    }
    case 'q': remember(takeNumber(1)); break;
    case 'r': remember(takeNumber(4)); break;
    case 0x94: remember(m_memo.size()); break;
    case 'h': recall(takeNumber(1)); break;
    case 'j': recall(takeNumber(4)); break;
    case 's': {
        const Handle value = pop();
        const Handle key = pop();
        add(top(), Kind::Dict, {key, value}, "SETITEM");
        break;
    }
    case 'u': {
        const std::vector<Handle> items = popToMark();
        if (items.size() % 2 != 0) m_file.refuse("the pickle instruction SETITEMS lacks a value");
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
    case 'Q': pushStorage(); break;
    case 'c': {
        const std::string_view module = takeLine();
        pushGlobal(module, takeLine());
        break;
    }
    case 0x93: {  // STACK_GLOBAL
        const Value name = m_values[pop()];
        const Value module = m_values[pop()];
        if (name.kind != Kind::Text || module.kind != Kind::Text) m_file.refuse("the pickle instruction STACK_GLOBAL has no texts before it");
        pushGlobal(module.text, name.text);
        break;
    }
    case 'R': call(); break;
    case 'b': build(); break;
    case 'i': {  // INST
        const std::string_view module = takeLine();
        refuseCode(module, takeLine());
    }
    default: refuseInstruction(instruction);
    }
    return true;
}

void Pickle::refuseInstruction(unsigned char instruction) const {
    struct Named {
        unsigned char code;
        const char *name;
    };
    constexpr Named named[] = {{'o', "OBJ"},           {0x81, "NEWOBJ"},        {0x92, "NEWOBJ_EX"},    {0x82, "EXT1"},         {0x83, "EXT2"},
                               {0x84, "EXT4"},         {'P', "PERSID"},         {'0', "POP"},           {'1', "POP_MARK"},      {'2', "DUP"},
                               {'I', "INT"},           {'L', "LONG"},           {'F', "FLOAT"},         {'S', "STRING"},        {'T', "BINSTRING"},
                               {'U', "SHORT_BINSTRING"}, {'V', "UNICODE"},      {'G', "BINFLOAT"},      {'B', "BINBYTES"},      {'C', "SHORT_BINBYTES"},
                               {0x8b, "LONG4"},        {0x8d, "BINUNICODE8"},   {0x8e, "BINBYTES8"},    {0x8f, "EMPTY_SET"},    {0x90, "ADDITEMS"},
                               {0x91, "FROZENSET"},    {0x96, "BYTEARRAY8"},    {0x97, "NEXT_BUFFER"},  {0x98, "READONLY_BUFFER"}, {'p', "PUT"},
                               {'g', "GET"},           {'d', "DICT"},           {'l', "LIST"}};
    for (const Named &one : named)
        if (one.code == instruction) m_file.refuse(std::string("the pickle instruction ") + one.name + " is not needed for weights; refused");
    m_file.refuse("byte " + std::to_string(instruction) + " is no pickle instruction");
}

void Pickle::refuseCode(std::string_view module, std::string_view name) const {
    m_file.refuse("the file contains code (" + excerpt(module, 60) + "." + excerpt(name, 60) + "); refused");
}

std::string_view Pickle::take(std::uint64_t bytes) {
    if (bytes > m_bytes.size() - m_at) m_file.refuse("the pickle is truncated");
    const std::string_view taken = m_bytes.substr(m_at, bytes);
    m_at += bytes;
    return taken;
}

std::uint64_t Pickle::takeNumber(int bytes) {
    const std::string_view taken = take(static_cast<std::uint64_t>(bytes));
    std::uint64_t number = 0;
    for (std::size_t i = taken.size(); i-- > 0;) number = (number << 8) | static_cast<unsigned char>(taken[i]);
    return number;
}

std::string_view Pickle::takeLine() {
    const std::size_t end = m_bytes.find('\n', m_at);
    if (end == std::string_view::npos) m_file.refuse("the pickle is truncated");
    const std::string_view line = m_bytes.substr(m_at, end - m_at);
    m_at = end + 1;
    return line;
}

void Pickle::spend(std::uint64_t bytes) {
    if (bytes > m_budget) m_file.refuse("the pickle builds more values than the file's size allows");
    m_budget -= bytes;
}

void Pickle::push(Value value) {
    if (m_stack.size() >= kMostStack) m_file.refuse("the pickle's stack is higher than 1,000,000 values");
    if (value.depth > kDeepest) m_file.refuse("the pickle is nested deeper than 64 levels");
    spend(2 * sizeof(Value) + sizeof(Handle) * value.items.size());  // twice: the list doubles as it grows
    m_stack.push_back(static_cast<Handle>(m_values.size()));
    m_values.push_back(std::move(value));
}

Pickle::Handle Pickle::top() const {
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back())) m_file.refuse("the pickle takes a value from an empty stack");
    return m_stack.back();
}

Pickle::Handle Pickle::pop() {
    const Handle handle = top();
    m_stack.pop_back();
    return handle;
}

std::vector<Pickle::Handle> Pickle::popToMark() {
    if (m_marks.empty()) m_file.refuse("the pickle uses a mark that was never set");
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
    for (const Handle item : items) depth = std::max<std::uint8_t>(depth, m_values[item].depth + 1);
    push({Kind::Tuple, depth, DType::F32, false, 0, {}, std::move(items)});
}

void Pickle::pushGlobal(std::string_view module, std::string_view name) {
    for (const AllowedName &allowed : kAllowed)
        if (module == allowed.module && name == allowed.name) {
            push({Kind::Global, 0, allowed.dtype, false, static_cast<std::int64_t>(allowed.meaning), {}, {}});
            return;
        }
    refuseCode(module, name);
}

void Pickle::add(Handle container, Kind kind, const std::vector<Handle> &items, const char *instruction) {
    if (m_values[container].kind != kind)
        m_file.refuse(std::string("the pickle instruction ") + instruction + " is used on something that is no " + (kind == Kind::Dict ? "dict" : "list"));
    spend(2 * sizeof(Handle) * items.size());
    Value &into = m_values[container];
    for (const Handle item : items) {
        into.depth = std::max<std::uint8_t>(into.depth, m_values[item].depth + 1);
        into.items.push_back(item);
    }
    if (into.depth > kDeepest) m_file.refuse("the pickle is nested deeper than 64 levels");
}

void Pickle::remember(std::uint64_t index) {
    if (index >= kMostMemo) m_file.refuse("the pickle's memo is larger than 4,000,000 values");
    const Handle value = top();
    if (index >= m_memo.size()) {
        spend(2 * sizeof(Handle) * (index + 1 - m_memo.size()));
        m_memo.resize(index + 1, kNothing);
    }
    m_memo[index] = value;
}

void Pickle::recall(std::uint64_t index) {
    if (index >= m_memo.size() || m_memo[index] == kNothing) m_file.refuse("the pickle reads memo entry " + std::to_string(index) + ", which was never written");
    if (m_stack.size() >= kMostStack) m_file.refuse("the pickle's stack is higher than 1,000,000 values");
    m_stack.push_back(m_memo[index]);
}

// ("storage", type, key, location, elements), in files from before torch 1.6 followed by None.
void Pickle::pushStorage() {
    const Value id = m_values[pop()];
    const auto item = [&](std::size_t i) -> const Value & { return m_values[id.items[i]]; };
    const bool isComplete = id.kind == Kind::Tuple && (id.items.size() == 5 || (id.items.size() == 6 && item(5).kind == Kind::None));
    if (!isComplete || item(0).text != "storage" || !isGlobal(item(1), Name::Storage) || item(2).kind != Kind::Text || item(3).kind != Kind::Text ||
        item(4).kind != Kind::Integer || item(4).number < 0)
        m_file.refuse("the pickle describes a storage in an unknown way");
    push({Kind::Storage, 0, item(1).dtype, false, item(4).number, item(2).text, {}});
}

bool Pickle::isEmptyDict(Handle handle) const { return m_values[handle].kind == Kind::Dict && m_values[handle].items.empty(); }

// _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, backward_hooks[, metadata])
Pickle::Value Pickle::rebuiltTensor(const Value &arguments) const {
    const auto refuse = [this](const char *what) { m_file.refuse(std::string("the pickle describes a tensor with ") + what); };
    const std::vector<Handle> &items = arguments.items;
    const bool hasMetadata = items.size() == 7;
    if (items.size() != 6 && !hasMetadata) refuse("an unknown number of arguments");
    if (m_values[items[0]].kind != Kind::Storage) refuse("no storage");
    if (m_values[items[1]].kind != Kind::Integer || m_values[items[1]].number < 0) refuse("a bad offset");
    if (m_values[items[4]].kind != Kind::Boolean || !isEmptyDict(items[5])) refuse("backward hooks");
    if (hasMetadata && m_values[items[6]].kind != Kind::None && !isEmptyDict(items[6])) refuse("metadata");
    const Value &shape = m_values[items[2]];
    const Value &strides = m_values[items[3]];
    if (shape.kind != Kind::Tuple || strides.kind != Kind::Tuple || shape.items.size() != strides.items.size() || shape.items.size() > 16)
        refuse("a bad shape");
    for (const Value *list : {&shape, &strides})
        for (const Handle item : list->items)
            if (m_values[item].kind != Kind::Integer || m_values[item].number < 0) refuse("a negative or missing size");
    return {Kind::Tensor, 0, m_values[items[0]].dtype, false, m_values[items[1]].number, {}, {items[0], items[2], items[3]}};
}

void Pickle::call() {
    const Value arguments = m_values[pop()];
    const Value function = m_values[pop()];
    if (function.kind != Kind::Global || arguments.kind != Kind::Tuple) m_file.refuse("the pickle calls something that is no function; refused");
    switch (static_cast<Name>(function.number)) {
    case Name::OrderedDict:
        if (!arguments.items.empty()) m_file.refuse("the pickle makes an OrderedDict with arguments; refused");
        push({Kind::Dict, 1, DType::F32, true, 0, {}, {}});
        return;
    case Name::RebuildTensor: push(rebuiltTensor(arguments)); return;
    case Name::RebuildParameter:
        if (arguments.items.size() != 3 || m_values[arguments.items[0]].kind != Kind::Tensor || m_values[arguments.items[1]].kind != Kind::Boolean ||
            !isEmptyDict(arguments.items[2]))
            m_file.refuse("the pickle describes a parameter in an unknown way");
        push(m_values[arguments.items[0]]);
        return;
    case Name::Storage: m_file.refuse("the pickle calls a storage type as a function; refused");
    }
}

// torch.save(model.state_dict()) gives its OrderedDict the attribute _metadata: the one BUILD that is taken, and dropped.
void Pickle::build() {
    const Value state = m_values[pop()];
    const Value &object = m_values[top()];
    const bool isMetadata = state.kind == Kind::Dict && state.items.size() == 2 && m_values[state.items[0]].text == "_metadata";
    if (object.kind != Kind::Dict || !object.isOrdered || !isMetadata)
        m_file.refuse("the pickle instruction BUILD sets something other than _metadata of an OrderedDict; refused");
}

}  // namespace warbler
