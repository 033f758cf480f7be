// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace warbler {

// What a tensor of an adapter's file is: factors of a linear layer (A [r, in], B [out, r]) and of a table (A [r, rows],
// B [width, r]), DoRA's magnitudes [out], rows that replace a table's [ids, width], IA3's factors ([out, 1] of what a
// layer gives, [1, in] of what it takes), or a tensor that takes the base's place.
enum class AdapterPart { Prompt, Head, LoraA, LoraB, TableA, TableB, Magnitude, TokenRows, Ia3, Weight };

struct AdapterTensorName {
    AdapterPart part = AdapterPart::Weight;
    std::string module;  // path without "base_model.model."; of Head and Weight the tensor's whole name
};

// The name as PEFT's own files have it: without an adapter's name ("lora_A.default.weight"), wrappers, base_layer and
// modules_to_save. Nothing for a copy of the base's weight.
std::optional<std::string> plainAdapterName(std::string_view nameInFile);
// Nothing for a name that no adapter has.
std::optional<AdapterTensorName> adapterTensorName(std::string_view plainName);

}  // namespace warbler
