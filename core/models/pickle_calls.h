// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "core/models/pickle.h"
#include "core/models/weights_file.h"

namespace warbler {

// The names a pickle may use, and the values that using them gives. Nothing is called: a tensor's value says where it
// lies. Every other name is refused, Error(BadCheckpoint).
class PickleCalls {
public:
    using Kind = Pickle::Kind;
    using Value = Pickle::Value;

    // values: the pickle's so far. Both outlive this object.
    PickleCalls(const WeightsFile &file, const std::vector<Value> &values);

    Value global(std::string_view module, std::string_view name) const;
    // id: ("storage", type, key, location, elements), in files from before torch 1.6 followed by None.
    Value storage(const Value &id) const;
    Value result(const Value &function, const Value &arguments) const;
    // torch.save(model.state_dict()) gives its OrderedDict the attribute _metadata, which is not needed; every other
    // attribute is refused.
    void checkAttributes(const Value &object, const Value &state) const;
    [[noreturn]] void refuse(std::string_view module, std::string_view name) const;

private:
    Value tensor(const Value &arguments) const;
    bool isEmptyDict(Pickle::Handle handle) const;

    const WeightsFile &m_file;
    const std::vector<Value> &m_values;
};

}  // namespace warbler
