// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace warbler {

// Makes a json value from the events of a streamed file, for the parts that are small.
class JsonPartBuilder {
public:
    void open(nlohmann::json container) {
        nlohmann::json *place = put(std::move(container));
        m_open.push_back(place);
    }
    void close() { m_open.pop_back(); }
    void value(nlohmann::json scalar) { put(std::move(scalar)); }
    // false: the object has such a field already
    bool key(const std::string &name) {
        m_key = name;
        return !m_open.back()->contains(name);
    }
    std::size_t nodes() const { return m_nodes; }
    nlohmann::json take() { return std::move(m_root); }

private:
    nlohmann::json *put(nlohmann::json part) {
        ++m_nodes;
        if (m_open.empty()) {
            m_root = std::move(part);
            return &m_root;
        }
        nlohmann::json &parent = *m_open.back();
        if (parent.is_array()) {
            parent.push_back(std::move(part));
            return &parent.back();
        }
        return &(parent[m_key] = std::move(part));
    }

    nlohmann::json m_root;
    std::vector<nlohmann::json *> m_open;
    std::string m_key;
    std::size_t m_nodes = 0;
};

}  // namespace warbler
