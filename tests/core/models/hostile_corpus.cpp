// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/hostile_corpus.h"

#include <nlohmann/json.hpp>

#include "tests/core/models/file_builders.h"

namespace warbler::test {

namespace {
const std::string kFour(4, '\0');

std::string tensor(const std::string &name, const std::string &dtype, const std::string &shape,
                   const std::string &offsets) {
    return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
}

std::string oneTensor(const std::string &dtype, const std::string &shape, const std::string &offsets) {
    return "{" + tensor("w", dtype, shape, offsets) + "}";
}

std::string changed(nlohmann::json json, const std::string &field, const std::string &value) {
    if (field.empty())
        return json.dump();
    json.erase(field);
    std::string text = json.dump();
    if (!value.empty())
        text.insert(text.size() - 1, ",\"" + field + "\":" + value);
    return text;
}
}  // namespace

std::vector<HostileFile> hostileSafetensors() {
    std::string manyKeys = "{";
    for (int i = 0; i < 1000001; ++i)
        manyKeys += "\"" + std::to_string(i) + "\":0,";
    manyKeys.back() = '}';
    std::string manyTensors = "{";
    for (int i = 0; i < 200000; ++i)
        manyTensors += tensor(std::to_string(i), "U8", "[0]", "[0,0]") + ",";
    manyTensors.back() = '}';
    std::string sixtyFiveOnes = "[1";
    for (int i = 0; i < 64; ++i)
        sixtyFiveOnes += ",1";
    sixtyFiveOnes += "]";
    const std::string good = oneTensor("F32", "[1]", "[0,4]");
    return {
        {"seven bytes", "1234567", "too few for a safetensors file"},
        {"header of no length", littleEndian(0, 8) + kFour, "length is 0"},
        {"header longer than the file", littleEndian(1000, 8) + good, "more than the file has"},
        {"header length of 2^63", littleEndian(std::uint64_t(1) << 63, 8) + good, "9223372036854775808"},
        {"header over 100 MB", littleEndian(100000001, 8), "larger than 100 MB", 100000009},
        {"100 MB of zeros", littleEndian(100000000, 8), "does not begin with \"{\"", 100000008},
        {"no object", safetensorsFile("[1]", ""), "does not begin with"},
        {"not UTF-8", safetensorsFile("{\"w\xFF\":{}}", ""), "not UTF-8"},
        {"not JSON", safetensorsFile("{\"w\":", ""), "not valid JSON"},
        {"two documents", safetensorsFile("{}{}", ""), "not valid JSON at byte"},
        {"duplicate key",
         safetensorsFile("{" + tensor("w", "F32", "[1]", "[0,4]") + "," + tensor("w", "F32", "[1]", "[0,4]") + "}",
                         kFour),
         "stands in the header twice"},
        {"duplicate key by escape",
         safetensorsFile(
             "{" + tensor("w", "F32", "[1]", "[0,4]") + "," + tensor("\\u0077", "F32", "[1]", "[0,4]") + "}", kFour),
         "\"w\" stands in the header twice"},
        {"duplicate field",
         safetensorsFile("{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", kFour),
         "stands there twice"},
        {"duplicate metadata", safetensorsFile("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", ""),
         "in the metadata twice"},
        {"metadata that is no text", safetensorsFile("{\"__metadata__\":{\"a\":1}}", ""),
         "a number stands where it does not belong"},
        {"deep", safetensorsFile("{\"w\":{\"shape\":[[[1]]]}}", ""), "deeper than 4 levels"},
        {"very deep", safetensorsFile("{" + std::string(5000000, '['), ""), "nested deeper"},
        {"a million keys and one", safetensorsFile(manyKeys, ""), "more than 1,000,000 keys"},
        {"many tensors of nothing", safetensorsFile(manyTensors, ""), "more tensors than the file's size allows"},
        {"long text", safetensorsFile("{\"" + std::string(5000000, 'a') + "\":0}", ""), "longer than 65,536 bytes"},
        {"ends before it begins", safetensorsFile(oneTensor("F32", "[1]", "[4,0]"), kFour), "ends before it begins"},
        {"ends behind the data", safetensorsFile(oneTensor("F32", "[2]", "[0,8]"), kFour), "truncated"},
        {"overlap",
         safetensorsFile("{" + tensor("a", "F32", "[1]", "[0,4]") + "," + tensor("b", "F32", "[1]", "[2,6]") + "}",
                         std::string(6, '\0')),
         "overlaps"},
        {"gap",
         safetensorsFile("{" + tensor("a", "U8", "[1]", "[0,1]") + "," + tensor("b", "U8", "[1]", "[2,3]") + "}",
                         std::string(3, '\0')),
         "leaves a gap"},
        {"late start", safetensorsFile(oneTensor("U8", "[3]", "[1,4]"), kFour), "\"w\" leaves a gap"},
        {"trailing bytes", safetensorsFile(good, kFour + "x"), "1 bytes follow the last tensor"},
        {"data without tensors", safetensorsFile("{}", kFour), "4 bytes follow"},
        {"product overflow", safetensorsFile(oneTensor("F32", "[4294967296,4294967296,4]", "[0,0]"), ""),
         "product of its shape"},
        {"product overflow to the right size",
         safetensorsFile(oneTensor("U8", "[9223372036854775807,2]", "[0,4]"), kFour), "is too large"},
        {"size unlike the shape", safetensorsFile(oneTensor("F32", "[2]", "[0,4]"), kFour),
         "needs 8 bytes, its range has 4"},
        {"unknown type", safetensorsFile(oneTensor("F8_E4M3", "[4]", "[0,4]"), kFour),
         "data type \"F8_E4M3\" is not known"},
        {"negative size", safetensorsFile(oneTensor("F32", "[-1]", "[0,4]"), kFour), "negative number -1"},
        {"size with a point", safetensorsFile(oneTensor("F32", "[1.0]", "[0,4]"), kFour), "1.0 is not a whole number"},
        {"size with an exponent", safetensorsFile(oneTensor("F32", "[1e0]", "[0,4]"), kFour),
         "1e0 is not a whole number"},
        {"size of 2^64", safetensorsFile(oneTensor("F32", "[18446744073709551616]", "[0,4]"), kFour),
         "18446744073709551616 is not a whole number"},
        {"size of 2^63", safetensorsFile(oneTensor("F32", "[9223372036854775808]", "[0,4]"), kFour),
         "9223372036854775808 is too large"},
        {"NaN", safetensorsFile(oneTensor("F32", "[NaN]", "[0,4]"), kFour), "\"w\": NaN or infinity is not"},
        {"nan", safetensorsFile(oneTensor("F32", "[nan]", "[0,4]"), kFour), "NaN or infinity is not a whole"},
        {"infinity", safetensorsFile(oneTensor("F32", "[-Infinity]", "[0,4]"), kFour),
         "infinity is not a whole number"},
        {"huge exponent", safetensorsFile(oneTensor("F32", "[1e999]", "[0,4]"), kFour), "a number is too large"},
        {"three offsets", safetensorsFile(oneTensor("F32", "[1]", "[0,4,4]"), kFour), "data_offsets has 3 numbers"},
        {"65 sizes", safetensorsFile(oneTensor("U8", sixtyFiveOnes, "[0,1]"), "x"), "more than 64 numbers"},
        {"text as shape", safetensorsFile(oneTensor("F32", "\"1\"", "[0,4]"), kFour), "a text stands where"},
        {"object as shape", safetensorsFile(oneTensor("F32", "{}", "[0,4]"), kFour), "an object stands where"},
        {"list as tensor", safetensorsFile("{\"w\":[]}", ""), "a list stands where"},
        {"null as tensor", safetensorsFile("{\"w\":null}", ""), "null stands where"},
        {"true as tensor", safetensorsFile("{\"w\":true}", ""), "true or false stands where"},
        {"unknown field",
         safetensorsFile("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"code\":\"x\"}}", kFour),
         "the field \"code\" is not known"},
        {"missing field", safetensorsFile("{\"w\":{\"dtype\":\"F32\",\"shape\":[1]}}", kFour), "is missing"},
        {"Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0123456789abcdef\nsize 123456\n",
         "Git LFS pointer"},
    };
}

std::vector<HostileFile> hostileArchives() {
    const std::string pickle = pickleTable(goodTensor());
    const std::string data(16, '\0');
    const ZipPart main{"archive/data.pkl", pickle};
    const ZipPart storage{"archive/data/0", data};
    const auto with = [&](ZipPart part) { return zipFile({main, storage, std::move(part)}); };
    const auto shaped = [&](const ZipShape &shape) { return zipFile({main, storage}, shape); };
    const auto part = [](const std::string &name, const std::function<void(ZipPart &)> &spoil) {
        ZipPart made{name, "data"};
        spoil(made);
        return made;
    };
    std::vector<ZipPart> many = {main, storage};
    for (int i = 0; i < 10001; ++i)
        many.push_back({"archive/x" + std::to_string(i), ""});
    return {
        {"only a start", "PK\x03\x04", "the file is no zip archive"},
        {"no end", zipFile({main, storage}).substr(0, 200), "the zip archive's end is missing"},
        {"bytes behind the end", shaped({.behind = "trailing"}), "archive's end is missing"},
        {"10,003 entries", zipFile(many), "more than 10,000 entries"},
        {"too few entries in the end", shaped({.entriesShift = -1}), "directory is damaged"},
        {"too many entries in the end", shaped({.entriesShift = 1}), "archive's directory is damaged"},
        {"directory outside", shaped({.offsetShift = 100000}), "directory lies outside the file"},
        {"directory too early", shaped({.offsetShift = -4}), "is damaged"},
        {"directory too long", shaped({.sizeShift = 5000}), "archive's directory lies outside"},
        {"several disks", shaped({.disk = 1}), "split over several files"},
        {"zip64 record outside", shaped({.has64 = true, .record64Shift = 1000000}), "zip64 record lies outside"},
        {"zip64 record missing", shaped({.has64 = true, .record64Shift = -8}), "zip64 record is missing"},
        {"zip64 contradiction", shaped({.has64 = true, .entries64Shift = 1}), "zip64 record contradicts"},
        {"deflated", with(part("archive/z", [](ZipPart &p) { p.method = 8; })), "\"archive/z\": it is compressed"},
        {"bzip2", with(part("archive/z", [](ZipPart &p) { p.method = 12; })), "it is compressed"},
        {"encrypted", with(part("archive/z", [](ZipPart &p) { p.flags = 1; })), "it is encrypted"},
        {"two sizes", with(part("archive/z", [](ZipPart &p) { p.sizeShift = 1; })), "its two sizes differ"},
        {"a bomb's size", with(part("archive/z", [](ZipPart &p) { p.sizeShift = p.packedShift = 1 << 30; })),
         "it lies outside the archive"},
        {"size up to the directory", with(part("archive/z", [](ZipPart &p) { p.sizeShift = p.packedShift = 1; })),
         "\"archive/z\": it lies outside"},
        {"offset outside", with(part("archive/z", [](ZipPart &p) { p.offsetShift = 1 << 20; })),
         "lies outside the archive"},
        {"offset before the start", with(part("archive/z", [](ZipPart &p) { p.offsetShift = -100000; })),
         "it lies outside"},
        {"zip64 offset of 2^63",
         with(part("archive/z",
                   [](ZipPart &p) {
                       p.is64 = true;
                       p.offsetShift = INT64_MIN;
                   })),
         "\"archive/z\": it lies"},
        {"zip64 size of 2^64-1",
         with(part("archive/z",
                   [](ZipPart &p) {
                       p.is64 = true;
                       p.sizeShift = p.packedShift = -5;
                   })),
         "it lies outside the"},
        {"one place for two names",
         zipFile({{"archive/a", std::string(30, 'x')}, part("archive/b", [](ZipPart &p) { p.offsetShift = -40; })}),
         "its own header is missing"},
        {"two names, one body",
         [&] {
             ZipPart second = part("archive/data/0", [&](ZipPart &p) { p.data = data; });
             const std::string first = zipFile({storage});
             second.offsetShift = -static_cast<std::int64_t>(30 + storage.name.size() + data.size());
             return zipFile({storage, second});
         }(),
         "stands in the archive twice"},
        {"nested entries",
         [&] {
             // The second entry's bytes are the inside of the first one's.
             const ZipPart inner{"archive/b", "data"};
             const std::string innerBytes = zipFile({inner}).substr(0, 30 + inner.name.size() + inner.data.size());
             const ZipPart outer{"archive/a", innerBytes};
             ZipPart pointing = inner;
             pointing.offsetShift = -static_cast<std::int64_t>(innerBytes.size());
             return zipFile({outer, pointing});
         }(),
         "entries of the zip archive overlap"},
        {"duplicate name", with({"archive/data/0", data}), "the name stands in the archive twice"},
        {"absolute name", with({"/etc/passwd", ""}), "the name is absolute"},
        {"drive name", with({"C:evil", ""}), "\"C:evil\": the name is absolute"},
        {"backslash name", with({"archive\\x", ""}), "x\": the name is absolute"},
        {"name that leads out", with({"archive/../../x", ""}), "the name leads out of the archive"},
        {"name of two dots", with({"..", ""}), "\"..\": the name leads out"},
        {"name with a zero byte", with({std::string("archive/a\0b", 11), ""}), "the name is not plain text"},
        {"name that is no UTF-8", with({"archive/\xFF", ""}), "name is not plain text"},
        {"empty name", with({"", ""}), "\"\": the name is not plain text"},
        {"another local name", with(part("archive/z", [](ZipPart &p) { p.localName = "archive/y"; })),
         "its own header names another entry"},
        {"a longer local name", with(part("archive/z", [](ZipPart &p) { p.localName = "archive/zz"; })),
         "\"archive/z\": its own header names"},
        {"no local header", with(part("archive/z", [](ZipPart &p) { p.hasOwnHeader = false; })),
         "own header is missing"},
        {"no pickle", zipFile({storage}), "holds no data.pkl"},
        {"two pickles", zipFile({main, {"other/data.pkl", pickle}, storage}), "more than one data.pkl"},
        {"TorchScript code", with({"archive/code/__torch__.py", "import os"}), "TorchScript program"},
        {"TorchScript constants", with({"archive/constants.pkl", pickle}), "is a TorchScript"},
        {"highest byte first", with({"archive/byteorder", "big"}), "highest byte first"},
        {"storage missing", zipFile({main}), "the storage \"0\" is missing in the archive"},
        {"storage cut", zipFile({main, {"archive/data/0", std::string(15, '\0')}}), "of 4 elements has 15 bytes"},
        {"no archive", "GIF89a", "neither a zip archive nor a stream"},
        {"empty", "", "neither a zip"},
    };
}

std::string bertConfig(const std::string &field, const std::string &value) {
    return changed({{"model_type", "bert"},
                    {"hidden_size", 8},
                    {"num_hidden_layers", 1},
                    {"num_attention_heads", 2},
                    {"vocab_size", 10},
                    {"intermediate_size", 5},
                    {"max_position_embeddings", 6},
                    {"type_vocab_size", 2},
                    {"hidden_act", "gelu"},
                    {"layer_norm_eps", 1e-12}},
                   field, value);
}

std::string promptConfig(const std::string &field, const std::string &value) {
    return changed({{"peft_type", "PROMPT_TUNING"},
                    {"task_type", "CAUSAL_LM"},
                    {"base_model_name_or_path", "x"},
                    {"num_virtual_tokens", 2},
                    {"token_dim", 3},
                    {"num_attention_heads", 1},
                    {"num_layers", 1},
                    {"num_transformer_submodules", 1},
                    {"prompt_tuning_init", "RANDOM"}},
                   field, value);
}

std::string loraConfig(const std::string &field, const std::string &value) {
    return changed({{"peft_type", "LORA"},
                    {"task_type", "SEQ_CLS"},
                    {"base_model_name_or_path", "x"},
                    {"r", 2},
                    {"lora_alpha", 4},
                    {"lora_dropout", 0.0},
                    {"target_modules", {"query"}},
                    {"bias", "none"}},
                   field, value);
}

std::vector<HostileFile> hostileConfigs() {
    const auto c = [](const std::string &name, const std::string &field, const std::string &value,
                      const std::string &message) {
        return HostileFile{name, bertConfig(field, value), message};
    };
    return {
        {"empty", "", "not valid JSON at byte"},
        {"list", "[]", "is not a JSON object"},
        {"deep", std::string(33, '[') + std::string(33, ']'), "nested deeper than 32 levels"},
        {"very deep", std::string(1000000, '['), "nested deeper than 32"},
        {"large", "{\"a\":\"" + std::string(1 << 20, 'x') + "\"}", "larger than the 1,048,576 bytes"},
        {"NaN", "{\"hidden_size\":NaN}", "not valid JSON"},
        {"number no double holds", bertConfig("layer_norm_eps", "1e999"), "is not valid JSON: "},
        c("no type", "model_type", "", "\"model_type\" is missing"),
        c("unknown type", "model_type", "\"mamba\"", "model_type \"mamba\" are not supported"),
        c("type that is no text", "model_type", "7", "\"model_type\" is 7, not a text"),
        c("custom code", "auto_map", R"({"AutoModel":"evil.Model"})", "program code of its own"),
        c("quantised", "quantization_config", R"({"bits":4})", "quantised weights"),
        c("scaled positions", "rope_scaling", R"({"type":"linear","factor":2.0})", "\"rope_scaling\""),
        c("other positions", "position_embedding_type", "\"relative_key\"", "\"position_embedding_type\""),
        c("decoder", "is_decoder", "true", "\"is_decoder\""),
        c("cross attention", "add_cross_attention", "true", "\"add_cross_attention\""),
        c("attention bias", "attention_bias", "true", "\"attention_bias\""),
        c("mlp bias", "mlp_bias", "true", "\"mlp_bias\""),
        c("rope type", "rope_parameters", R"({"rope_type":"yarn"})", "\"rope_parameters\""),
        c("activation", "hidden_act", "\"relu\"", "\"hidden_act\""),
        c("weights of int8", "torch_dtype", "\"int8\"", "\"torch_dtype\""),
        c("hidden 0", "hidden_size", "0", "\"hidden_size\" is 0; allowed are 1 to 65,536"),
        c("hidden 65,537", "hidden_size", "65537", "\"hidden_size\" is 65537"),
        c("hidden negative", "hidden_size", "-8", "\"hidden_size\" is -8;"),
        c("hidden with a point", "hidden_size", "8.0", "\"hidden_size\" is 8.0, not a whole number"),
        c("hidden as text", "hidden_size", "\"8\"", "is \"8\", not a whole number"),
        c("hidden of 2^63", "hidden_size", "9223372036854775808", "is 9223372036854775808;"),
        c("hidden missing", "hidden_size", "", "\"hidden_size\" is missing"),
        c("two hidden sizes", "n_embd", "16", "which means the same"),
        c("layers 0", "num_hidden_layers", "0", "\"num_hidden_layers\" is 0"),
        c("layers 513", "num_hidden_layers", "513", "allowed are 1 to 512"),
        c("heads 3", "num_attention_heads", "3", "does not divide \"hidden_size\""),
        c("heads 1,025", "num_attention_heads", "1025", "\"num_attention_heads\" is 1025"),
        c("kv heads", "num_key_value_heads", "4", "does not divide \"num_attention_heads\""),
        c("vocabulary 1,000,001", "vocab_size", "1000001", "\"vocab_size\" is 1000001"),
        c("vocabulary 0", "vocab_size", "0", "\"vocab_size\" is 0"),
        c("positions 2^20+1", "max_position_embeddings", "1048577", "\"max_position_embeddings\" is 1048577"),
        c("inner 2^40", "intermediate_size", "1099511627776", "\"intermediate_size\" is 1099511627776"),
        c("types", "type_vocab_size", "65537", "\"type_vocab_size\" is 65537"),
        c("labels 10,001", "num_labels", "10001", "\"num_labels\" is 10001"),
        c("labels as list", "id2label", "[]", "\"id2label\" is not an object"),
        c("epsilon 0", "layer_norm_eps", "0", "\"layer_norm_epsilon\" is 0"),
        c("epsilon 1", "layer_norm_eps", "1", "\"layer_norm_epsilon\" is 1"),
        c("epsilon as text", "layer_norm_eps", "\"a\"", "not a number"),
        c("dropout 1.5", "hidden_dropout_prob", "1.5", "\"hidden_dropout_prob\" is 1.5"),
        c("dropout negative", "classifier_dropout", "-0.1", "\"classifier_dropout\" is -0.1"),
        c("theta 0", "rope_theta", "0", "\"rope_theta\" is 0"),
        c("token id below", "pad_token_id", "-2", "\"pad_token_id\" is -2; allowed are -1 to"),
        c("token id in a list", "eos_token_id", "[-1]", "\"eos_token_id\" is -1;"),
        c("tied as text", "tie_word_embeddings", "\"yes\"", "not true or false"),
    };
}

std::vector<HostileFile> hostileAdapterConfigs() {
    const auto p = [](const std::string &name, const std::string &field, const std::string &value,
                      const std::string &message) {
        return HostileFile{name, promptConfig(field, value), message};
    };
    const auto l = [](const std::string &name, const std::string &field, const std::string &value,
                      const std::string &message) {
        return HostileFile{name, loraConfig(field, value), message};
    };
    return {
        {"deep", std::string(40, '[') + std::string(40, ']'), "nested deeper than 32"},
        {"large", std::string((1 << 20) + 1, ' '), "larger than the 1,048,576"},
        p("no type", "peft_type", "", "\"peft_type\" is missing"),
        p("another method", "peft_type", "\"ADALORA\"", "\"peft_type\" (here \"ADALORA\")"),
        p("no task", "task_type", "", "\"task_type\" is missing"),
        p("other task", "task_type", "\"SEQ_2_SEQ_LM\"", "\"task_type\""),
        p("two submodules", "num_transformer_submodules", "2", "\"num_transformer_submodules\""),
        p("no tokens", "num_virtual_tokens", "0", "allowed are 1 to 65,536"),
        p("65,537 tokens", "num_virtual_tokens", "65537", "\"num_virtual_tokens\" is 65537"),
        p("width 0", "token_dim", "0", "\"token_dim\" is 0"),
        p("init", "prompt_tuning_init", "\"MAGIC\"", "\"prompt_tuning_init\""),
        l("lora_bias", "lora_bias", "true", "\"lora_bias\""),
        l("bias", "bias", "\"some\"", "\"bias\" (here \"some\")"),
        l("rank_pattern", "rank_pattern", R"({"(a+)+$":4})", "may run without end"),
        l("rank_pattern of a reference", "rank_pattern", R"({"(a)\\1":4})", "may run without end"),
        l("rank_pattern of nothing", "rank_pattern", R"({"query":0})", "\"rank_pattern\" of \"query\" is no number"),
        l("alpha_pattern", "alpha_pattern", R"({"(":4})", "is no regular expression"),
        l("alpha_pattern as list", "alpha_pattern", "[4]", "\"alpha_pattern\" is no object"),
        l("layer_replication", "layer_replication", "[[0,1]]", "\"layer_replication\""),
        l("target_parameters", "target_parameters", R"(["w"])", "\"target_parameters\""),
        l("quantised", "use_qalora", "true", "\"use_qalora\""),
        l("block-diagonal", "use_bdlora", R"({"nblocks":2})", "\"use_bdlora\""),
        l("activated", "alora_invocation_tokens", "[5,6]", "\"alora_invocation_tokens\""),
        l("arrow", "arrow_config", R"({"top_k":3})", "\"arrow_config\""),
        l("kasa", "kasa_config", R"({"beta":0.1})", "\"kasa_config\""),
        l("monteclora", "monteclora_config", R"({"n":2})", "\"monteclora_config\""),
        l("velora", "velora_config", R"({"num_groups":2})", "\"velora_config\""),
        l("lora_ga", "lora_ga_config", R"({"scale":"stable"})", "\"lora_ga_config\""),
        l("tied factors", "ensure_weight_tying", "true", "\"ensure_weight_tying\""),
        l("trainable_token_indices", "trainable_token_indices", "[-1]",
          "\"trainable_token_indices\" holds something that is no token id"),
        l("trained tokens of a number", "trainable_token_indices", "7", "\"trainable_token_indices\" is no list"),
        l("pissa", "init_lora_weights", "\"pissa\"", "\"init_lora_weights\" (here \"pissa\")"),
        l("pissa with iterations", "init_lora_weights", "\"pissa_niter_4\"", "\"pissa_niter_4\""),
        l("olora", "init_lora_weights", "\"olora\"", "\"olora\""),
        l("loftq", "init_lora_weights", "\"loftq\"", "\"loftq\""),
        l("modules_to_save", "modules_to_save", "[1]", "\"modules_to_save\" holds something that is no name"),
        l("corda", "init_lora_weights", "\"corda\"", "changing the base model's weights"),
        l("rank 0", "r", "0", "\"r\" is 0"),
        l("rank missing", "r", "", "the field \"r\" is missing"),
        l("alpha 0", "lora_alpha", "0", "\"lora_alpha\" is 0"),
        l("dropout 2", "lora_dropout", "2", "\"lora_dropout\" is 2"),
        l("targets of numbers", "target_modules", "[1]", "holds something that is no name"),
        l("targets as object", "target_modules", "{}", "is no list"),
    };
}

}  // namespace warbler::test
