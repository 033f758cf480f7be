// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/pickle_calls.h"

#include <array>
#include <string>

#include "core/base/utf8.h"

namespace warbler {

namespace {
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

bool isGlobal(const Pickle::Value &value, Name name) {
    return value.kind == Pickle::Kind::Global && value.number == static_cast<std::int64_t>(name);
}
}  // namespace

PickleCalls::PickleCalls(const WeightsFile &file, const std::vector<Value> &values) : m_file(file), m_values(values) {}

PickleCalls::Value PickleCalls::global(std::string_view module, std::string_view name) const {
    for (const AllowedName &allowed : kAllowed)
        if (module == allowed.module && name == allowed.name)
            return {Kind::Global, 0, allowed.dtype, false, static_cast<std::int64_t>(allowed.meaning), {}, {}};
    refuse(module, name);
}

void PickleCalls::refuse(std::string_view module, std::string_view name) const {
    m_file.refuse("the file contains code (" + excerpt(module, 60) + "." + excerpt(name, 60) + "); refused");
}

PickleCalls::Value PickleCalls::storage(const Value &id) const {
    const auto item = [&](std::size_t i) -> const Value & { return m_values[id.items[i]]; };
    const bool isComplete =
        id.kind == Kind::Tuple && (id.items.size() == 5 || (id.items.size() == 6 && item(5).kind == Kind::None));
    if (!isComplete || item(0).text != "storage" || !isGlobal(item(1), Name::Storage) || item(2).kind != Kind::Text ||
        item(3).kind != Kind::Text || item(4).kind != Kind::Integer || item(4).number < 0)
        m_file.refuse("the pickle describes a storage in an unknown way");
    return {Kind::Storage, 0, item(1).dtype, false, item(4).number, item(2).text, {}};
}

bool PickleCalls::isEmptyDict(Pickle::Handle handle) const {
    return m_values[handle].kind == Kind::Dict && m_values[handle].items.empty();
}

// _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, backward_hooks[, metadata])
PickleCalls::Value PickleCalls::tensor(const Value &arguments) const {
    const auto refuseTensor = [this](const char *what) {
        m_file.refuse(std::string("the pickle describes a tensor with ") + what);
    };
    const std::vector<Pickle::Handle> &items = arguments.items;
    const bool hasMetadata = items.size() == 7;
    if (items.size() != 6 && !hasMetadata)
        refuseTensor("an unknown number of arguments");
    if (m_values[items[0]].kind != Kind::Storage)
        refuseTensor("no storage");
    if (m_values[items[1]].kind != Kind::Integer || m_values[items[1]].number < 0)
        refuseTensor("a bad offset");
    if (m_values[items[4]].kind != Kind::Boolean || !isEmptyDict(items[5]))
        refuseTensor("backward hooks");
    if (hasMetadata && m_values[items[6]].kind != Kind::None && !isEmptyDict(items[6]))
        refuseTensor("metadata");
    const Value &shape = m_values[items[2]];
    const Value &strides = m_values[items[3]];
    if (shape.kind != Kind::Tuple || strides.kind != Kind::Tuple || shape.items.size() != strides.items.size() ||
        shape.items.size() > 16)
        refuseTensor("a bad shape");
    for (const Value *list : {&shape, &strides})
        for (const Pickle::Handle item : list->items)
            if (m_values[item].kind != Kind::Integer || m_values[item].number < 0)
                refuseTensor("a negative or missing size");
    return {Kind::Tensor,
            0,
            m_values[items[0]].dtype,
            false,
            m_values[items[1]].number,
            {},
            {items[0], items[2], items[3]}};
}

PickleCalls::Value PickleCalls::result(const Value &function, const Value &arguments) const {
    if (function.kind != Kind::Global || arguments.kind != Kind::Tuple)
        m_file.refuse("the pickle calls something that is no function; refused");
    switch (static_cast<Name>(function.number)) {
    case Name::OrderedDict:
        if (!arguments.items.empty())
            m_file.refuse("the pickle makes an OrderedDict with arguments; refused");
        return {Kind::Dict, 1, DType::F32, true, 0, {}, {}};
    case Name::RebuildTensor:
        return tensor(arguments);
    case Name::RebuildParameter:
        if (arguments.items.size() != 3 || m_values[arguments.items[0]].kind != Kind::Tensor ||
            m_values[arguments.items[1]].kind != Kind::Boolean || !isEmptyDict(arguments.items[2]))
            m_file.refuse("the pickle describes a parameter in an unknown way");
        return m_values[arguments.items[0]];
    case Name::Storage:
        break;
    }
    m_file.refuse("the pickle calls a storage type as a function; refused");
}

void PickleCalls::checkAttributes(const Value &object, const Value &state) const {
    const bool isMetadata =
        state.kind == Kind::Dict && state.items.size() == 2 && m_values[state.items[0]].text == "_metadata";
    if (object.kind != Kind::Dict || !object.isOrdered || !isMetadata)
        m_file.refuse("the pickle instruction BUILD sets something other than _metadata of an OrderedDict; refused");
}

}  // namespace warbler
