// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace warbler {

// Called for a value of another kind than was asked for: field as "categories[0].code", wanted as "a whole number". It
// throws; where it returns, the value counts as absent.
using RefuseField = std::function<void(const std::string &field, const std::string &wanted)>;

// The fields of a record that this program wrote and that may have been changed since. A field that is not there is
// empty. The object and refuse must outlive this.
class RecordFields {
public:
    // path: where the object stands, "categories[0]"; empty: it is the whole record. A value that is no object is
    // refused and holds nothing.
    RecordFields(const nlohmann::ordered_json &value, std::string path, const RefuseField &refuse);

    bool has(const char *key) const;
    const nlohmann::ordered_json *find(const char *key) const;  // null: not there
    std::optional<std::string> text(const char *key) const;
    std::optional<double> number(const char *key) const;
    std::optional<std::int64_t> whole(const char *key, std::int64_t least, std::int64_t most) const;
    std::optional<bool> flag(const char *key) const;
    std::optional<RecordFields> object(const char *key) const;
    std::optional<std::vector<RecordFields>> objects(const char *key) const;  // of a list; what is no object is empty
    std::optional<std::vector<std::string>> texts(const char *key) const;
    std::optional<std::vector<std::int64_t>> wholes(const char *key, std::int64_t least, std::int64_t most) const;
    void refuse(const char *key, const std::string &wanted) const;

private:
    std::string placeOf(const char *key) const;
    const nlohmann::ordered_json *list(const char *key) const;  // null: not there, or no list
    const nlohmann::ordered_json *m_object;                     // null: no object
    std::string m_path;
    const RefuseField *m_refuse;
};

}  // namespace warbler
