// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/adapt/packed_input.h"

#include "core/base/error.h"
#include "core/learn/planned_size.h"

namespace warbler {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

// rows[virtualIndex] = prompt of every example that has it; its gradient is the sum over those, and the other rows get
// none.
class PlacePrompt : public torch::autograd::Function<PlacePrompt> {
public:
    static at::Tensor forward(AutogradContext *context, const at::Tensor &prompt, const at::Tensor &textRows,
                              const at::Tensor &virtualIndex, const at::Tensor &textIndex) {
        const std::int64_t prompts = virtualIndex.size(0) / prompt.size(0);
        at::Tensor rows = at::empty({virtualIndex.size(0) + textIndex.size(0), prompt.size(1)}, textRows.options());
        rows.index_copy_(0, textIndex, textRows);
        rows.index_copy_(0, virtualIndex, prompt.to(textRows.scalar_type()).repeat({prompts, 1}));
        context->save_for_backward({virtualIndex});
        context->saved_data["rows"] = prompt.size(0);
        context->saved_data["exact"] = prompt.scalar_type() == at::kDouble;
        return rows;
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        const at::Tensor index = context->get_saved_variables()[0];
        const std::int64_t rows = context->saved_data["rows"].toInt();
        const at::Tensor chosen = gradients[0].index_select(0, index).view({-1, rows, gradients[0].size(1)});
        return {chosen.sum(0, false, context->saved_data["exact"].toBool() ? at::kDouble : at::kFloat), {}, {}, {}};
    }
};

}  // namespace

PackedInput packInput(const LanguageModel &model, const at::Tensor &prompt, const std::vector<Ids> &texts,
                      PromptAt at) {
    PackedInput input;
    const std::int64_t virtualRows = prompt.defined() ? prompt.size(0) : 0;
    std::vector<std::int64_t> ids, virtualIndex, textIndex;
    const auto placeFiller = [&] {
        for (std::int64_t row = input.offsets.back(), end = roundedRows(row, model.device()); row < end; ++row) {
            ids.push_back(0);
            textIndex.push_back(row);
        }
    };
    input.offsets.push_back(0);
    for (const Ids &text : texts) {
        std::int64_t row = input.offsets.back();
        const bool hasPrompt = at == PromptAt::EveryText || row == 0;
        for (std::int64_t i = 0; i < virtualRows && hasPrompt; ++i)
            virtualIndex.push_back(row++);
        for (TokenId id : text) {
            if (id < 0 || id >= model.config().vocabulary)
                throw Error(ErrorCode::BadTokenizer,
                            "token id " + std::to_string(id) + " lies outside the model's vocabulary of " +
                                std::to_string(model.config().vocabulary),
                            "Tokenizer and weights belong to different models.");
            ids.push_back(id);
            textIndex.push_back(row++);
        }
        input.offsets.push_back(row);
    }
    placeFiller();
    const at::Tensor textRows = model.wordRows(indexTensor(ids, model.device()));
    if (virtualRows == 0) {
        input.rows = textRows;
        return input;
    }
    input.virtualRows = indexTensor(virtualIndex, model.device());
    input.rows = PlacePrompt::apply(prompt, textRows, *input.virtualRows, indexTensor(textIndex, model.device()));
    return input;
}

std::int64_t rowsAtOnce(const LanguageModel &model) {
    if (!model.device().is_cpu())
        return 16384;
    return rowsAtOnceOnProcessor(
        isDecoder(model.config().type));  // a decoder's wide matrices gain up to here, an encoder's do not
}

}  // namespace warbler
