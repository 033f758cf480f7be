// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace warbler {

// The fields of one component of a tokenizer file, read strictly: a wrong type is refused, and finish() refuses every
// field nobody asked for, so that no option is passed over in silence.
class ComponentFields {
public:
    // place: "normalizer", "pre_tokenizer.pretokenizers[1]"; json must be an object.
    ComponentFields(const nlohmann::json &json, std::string path, std::string place);
    const std::string &path() const { return m_path; }
    const std::string &place() const { return m_place; }
    std::string type();                                          // the field "type"
    bool flag(const char *name, std::optional<bool> otherwise);  // nullopt: must be there
    std::optional<bool> flagOrNull(const char *name);            // null and absent: nullopt
    std::string text(const char *name, std::optional<std::string> otherwise);
    std::optional<std::string> textOrNull(const char *name);
    long long number(const char *name, long long otherwise);
    const nlohmann::json *any(const char *name);  // nullptr if absent or null
    void passOver(const char *name);              // known, without effect on ids
    void finish() const;
    [[noreturn]] void refuse(const std::string &detail) const;       // BadTokenizer, place in front
    [[noreturn]] void unsupported(const std::string &detail) const;  // UnsupportedOption

private:
    const nlohmann::json &m_json;
    std::string m_path, m_place;
    std::vector<std::string> m_asked;
};

// The parts of a component that is a sequence, in order; read(json, path, place) makes one, null where the JSON is
// null. Nothing else may stand beside the list.
template <typename Part, typename Read>
std::vector<std::unique_ptr<const Part>> readSequence(ComponentFields &fields, const std::string &name,
                                                      const Read &read) {
    const nlohmann::json *list = fields.any(name.c_str());
    if (list == nullptr || !list->is_array())
        fields.refuse(name + " is not a list");
    fields.finish();
    std::vector<std::unique_ptr<const Part>> parts;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string place = name + "[" + std::to_string(i) + "]";
        parts.push_back(read((*list)[i], fields.path(), fields.place() + "." + place));
        if (parts.back() == nullptr)
            fields.refuse(place + " is null");
    }
    return parts;
}

// {"String": "x"} or {"Regex": "x"}.
struct PatternField {
    std::string text;
    bool isRegex = false;
};
PatternField readPattern(ComponentFields &fields, const char *name);

}  // namespace warbler
