// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/weight_names.h"

#include <utility>

namespace warbler {

namespace {
bool startsWith(std::string_view text, std::string_view part) { return text.substr(0, part.size()) == part; }
bool endsWith(std::string_view text, std::string_view part) {
    return text.size() >= part.size() && text.substr(text.size() - part.size()) == part;
}

class TensorList {
public:
    explicit TensorList(const ModelConfig &config) : m_config(config) {}

    std::vector<ExpectedTensor> all() {
        switch (m_config.type) {
        case ModelType::Bloom:
            bloom();
            break;
        case ModelType::Gpt2:
            gpt2();
            break;
        case ModelType::Llama:
        case ModelType::Gemma:
            llama();
            break;
        case ModelType::Bert:
        case ModelType::Roberta:
            bert();
            break;
        }
        return std::move(m_tensors);
    }

private:
    void add(std::string name, std::vector<std::int64_t> shape, TensorRole role = TensorRole::Body) {
        m_tensors.push_back({std::move(name), std::move(shape), role});
    }
    void addNorm(const std::string &name) {
        add(name + ".weight", {m_config.hidden});
        add(name + ".bias", {m_config.hidden});
    }
    void addLinear(const std::string &name, std::int64_t out, std::int64_t in, TensorRole role = TensorRole::Body) {
        add(name + ".weight", {out, in}, role);
        add(name + ".bias", {out}, role);
    }
    void addTransposed(const std::string &name, std::int64_t in, std::int64_t out) {
        add(name + ".weight", {in, out});
        add(name + ".bias", {out});
    }
    void decoderHeads() {
        add("lm_head.weight", {m_config.vocabulary, m_config.hidden},
            m_config.tiedHead ? TensorRole::TiedHead : TensorRole::WordHead);
        add("score.weight", {m_config.labels, m_config.hidden}, TensorRole::Classifier);
    }

    void bloom() {
        const std::int64_t h = m_config.hidden;
        add("word_embeddings.weight", {m_config.vocabulary, h});
        addNorm("word_embeddings_layernorm");
        for (std::int64_t i = 0; i < m_config.layers; ++i) {
            const std::string block = "h." + std::to_string(i) + ".";
            addNorm(block + "input_layernorm");
            addLinear(block + "self_attention.query_key_value", 3 * h, h);
            addLinear(block + "self_attention.dense", h, h);
            addNorm(block + "post_attention_layernorm");
            addLinear(block + "mlp.dense_h_to_4h", 4 * h, h);
            addLinear(block + "mlp.dense_4h_to_h", h, 4 * h);
        }
        addNorm("ln_f");
        decoderHeads();
    }
    void gpt2() {
        const std::int64_t h = m_config.hidden;
        add("wte.weight", {m_config.vocabulary, h});
        add("wpe.weight", {m_config.maxPositions, h});
        for (std::int64_t i = 0; i < m_config.layers; ++i) {
            const std::string block = "h." + std::to_string(i) + ".";
            addNorm(block + "ln_1");
            addTransposed(block + "attn.c_attn", h, 3 * h);
            addTransposed(block + "attn.c_proj", h, h);
            addNorm(block + "ln_2");
            addTransposed(block + "mlp.c_fc", h, m_config.intermediate);
            addTransposed(block + "mlp.c_proj", m_config.intermediate, h);
        }
        addNorm("ln_f");
        decoderHeads();
    }
    void llama() {
        const std::int64_t h = m_config.hidden;
        const std::int64_t query = m_config.heads * m_config.headDim;
        const std::int64_t keyValue = m_config.keyValueHeads * m_config.headDim;
        add("embed_tokens.weight", {m_config.vocabulary, h});
        for (std::int64_t i = 0; i < m_config.layers; ++i) {
            const std::string block = "layers." + std::to_string(i) + ".";
            add(block + "self_attn.q_proj.weight", {query, h});
            add(block + "self_attn.k_proj.weight", {keyValue, h});
            add(block + "self_attn.v_proj.weight", {keyValue, h});
            add(block + "self_attn.o_proj.weight", {h, query});
            add(block + "mlp.gate_proj.weight", {m_config.intermediate, h});
            add(block + "mlp.up_proj.weight", {m_config.intermediate, h});
            add(block + "mlp.down_proj.weight", {h, m_config.intermediate});
            add(block + "input_layernorm.weight", {h});
            add(block + "post_attention_layernorm.weight", {h});
        }
        add("norm.weight", {h});
        decoderHeads();
    }
    void bert() {
        const std::int64_t h = m_config.hidden;
        add("embeddings.word_embeddings.weight", {m_config.vocabulary, h});
        add("embeddings.position_embeddings.weight", {m_config.maxPositions, h});
        add("embeddings.token_type_embeddings.weight", {m_config.typeVocabulary, h});
        addNorm("embeddings.LayerNorm");
        for (std::int64_t i = 0; i < m_config.layers; ++i) {
            const std::string block = "encoder.layer." + std::to_string(i) + ".";
            for (const char *part : {"query", "key", "value"})
                addLinear(block + "attention.self." + part, h, h);
            addLinear(block + "attention.output.dense", h, h);
            addNorm(block + "attention.output.LayerNorm");
            addLinear(block + "intermediate.dense", m_config.intermediate, h);
            addLinear(block + "output.dense", h, m_config.intermediate);
            addNorm(block + "output.LayerNorm");
        }
        if (m_config.type == ModelType::Bert) {
            addLinear("pooler.dense", h, h, TensorRole::Pooler);
            addLinear("classifier", m_config.labels, h, TensorRole::Classifier);
        } else {
            addLinear("classifier.dense", h, h, TensorRole::Classifier);
            addLinear("classifier.out_proj", m_config.labels, h, TensorRole::Classifier);
        }
    }

    const ModelConfig &m_config;
    std::vector<ExpectedTensor> m_tensors;
};
}  // namespace

std::string_view leadingPart(ModelType type) {
    switch (type) {
    case ModelType::Bloom:
    case ModelType::Gpt2:
        return "transformer.";
    case ModelType::Llama:
    case ModelType::Gemma:
        return "model.";
    case ModelType::Bert:
        return "bert.";
    case ModelType::Roberta:
        return "roberta.";
    }
    return "";
}

std::int64_t ExpectedTensor::count() const {
    std::int64_t product = 1;
    for (const std::int64_t size : shape)
        product *= size;
    return product;
}

std::vector<ExpectedTensor> expectedTensors(const ModelConfig &config) { return TensorList(config).all(); }

std::string_view wordTableName(ModelType type) {
    switch (type) {
    case ModelType::Bloom:
        return "word_embeddings.weight";
    case ModelType::Gpt2:
        return "wte.weight";
    case ModelType::Llama:
    case ModelType::Gemma:
        return "embed_tokens.weight";
    case ModelType::Bert:
    case ModelType::Roberta:
        return "embeddings.word_embeddings.weight";
    }
    return "";
}

bool isTiedName(ModelType type, std::string_view nameInFile) {
    const std::string name = unwrappedName(nameInFile);
    if (isDecoder(type))
        return name == "lm_head.weight";
    return name == (type == ModelType::Bert ? "cls.predictions.decoder.weight" : "lm_head.decoder.weight");
}

std::string unwrappedName(std::string_view nameInFile) {
    std::string name(nameInFile);
    for (const std::string_view wrapper : {"_orig_mod.", "_fsdp_wrapped_module.", "_checkpoint_wrapped_module."})
        for (std::size_t at = name.find(wrapper); at != std::string::npos;
             at = name.find(wrapper, at + (at == 0 || name[at - 1] == '.' ? 0 : 1)))
            if (at == 0 || name[at - 1] == '.')
                name.erase(at, wrapper.size());
    while (startsWith(name, "module."))
        name.erase(0, 7);
    return name;
}

std::optional<std::string> canonicalTensorName(ModelType type, std::string_view nameInFile) {
    const std::string unwrapped = unwrappedName(nameInFile);
    std::string_view name = unwrapped;
    if (startsWith(name, leadingPart(type)))
        name.remove_prefix(leadingPart(type).size());
    switch (type) {
    case ModelType::Bloom:
        return std::string(name);
    case ModelType::Gpt2:
        if (endsWith(name, ".attn.bias") || endsWith(name, ".attn.masked_bias"))
            return std::nullopt;
        return std::string(name);
    case ModelType::Llama:
    case ModelType::Gemma:
        if (endsWith(name, "rotary_emb.inv_freq"))
            return std::nullopt;
        return std::string(name);
    case ModelType::Bert:
    case ModelType::Roberta:
        break;
    }
    if (startsWith(name, "cls.") || startsWith(name, "lm_head.") || name == "embeddings.position_ids" ||
        name == "embeddings.token_type_ids")
        return std::nullopt;
    if (type == ModelType::Roberta && startsWith(name, "pooler."))
        return std::nullopt;  // its head has none
    if (endsWith(name, ".gamma"))
        return std::string(name.substr(0, name.size() - 5)) + "weight";
    if (endsWith(name, ".beta"))
        return std::string(name.substr(0, name.size() - 4)) + "bias";
    return std::string(name);
}

}  // namespace warbler
