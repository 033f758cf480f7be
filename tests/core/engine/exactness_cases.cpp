// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same thing computed in two ways, in double precision.
#include "core/engine/layers/packed_attention.h"
#include "core/engine/predict/predictor.h"
#include "core/engine/train/label_objective.h"
#include "core/engine/train/trainer.h"
#include "tests/core/engine/case_support.h"
#include "tests/core/engine/cases.h"

namespace warbler {

namespace {

struct Run {
    double loss = 0;
    std::vector<at::Tensor> gradients;
    std::int64_t prefixPasses = 0, logitRows = 0;
};

// One step over four texts of lengths 5, 9, 3, 12 that begin with the same two ids.
Run step(const std::string &model, TuningConfig config, const std::string &device, std::int64_t microBatch,
         at::ScalarType dtype = at::kDouble) {
    TuningData data;
    data.scoring.categories = 2;
    data.scoring.labels = {{11, 12}, {13}};
    std::int32_t category = 0;
    for (const std::int64_t length : {5, 9, 3, 12}) {
        TokenizedExample example;
        example.ids = {7, 8};
        for (std::int64_t i = 2; i < length; ++i)
            example.ids.push_back(TokenId(20 + (i * 7 + length) % 60));
        example.category = category == 3 ? 0 : 1 - category % 2;  // 1, 0, 1, 0 -> unequal weights with one changed
        ++category;
        data.train.push_back(example);
    }
    data.train[3].category = 1;
    data.initIds = {30, 31, 32, 33, 34};
    config.virtualTokens = 5;
    config.init = PromptInit::Text;
    config.task = Task::CausalLm;
    config.maxTokens = 20;
    TunedModel tuned = TunedModel::fresh(loadModel(model, device, dtype), config, data);
    // LoRA begins with B = 0, where A has no gradient: move every value a little.
    std::vector<at::Tensor> values;
    for (const Trainable &trainable : tuned.trainables())
        values.push_back(trainable.tensor +
                         0.05 * wave({trainable.tensor.sizes().begin(), trainable.tensor.sizes().end()}, 9,
                                     trainable.tensor.scalar_type())
                                    .to(trainable.tensor.device()));
    tuned.assign(values);
    for (Trainable &trainable : tuned.trainables())
        trainable.tensor.set_requires_grad(true);
    LabelObjective objective(tuned, config, data);
    const std::vector<std::int64_t> batch = {0, 1, 2, 3};
    const double divisor = objective.divisor(batch);
    Run run;
    objective.beginStep(0, (batch.size() + std::size_t(microBatch) - 1) / std::size_t(microBatch));
    for (std::size_t begin = 0; begin < batch.size(); begin += std::size_t(microBatch))
        run.loss +=
            objective.microLoss(Objective::Indices(batch).subspan(begin, std::size_t(microBatch)), divisor).share;
    objective.endStep();
    for (const Trainable &trainable : tuned.trainables())
        run.gradients.push_back(trainable.tensor.grad());
    run.prefixPasses = objective.prefixPasses();
    run.logitRows = objective.logitRows();
    return run;
}

// Acceptance test 3: what PEFT computes on texts padded on the left, to 12 and to 40 ids, is what is computed here
// without any.
void paddingIsANoOp(const std::string &device) {
    const nlohmann::json golden = warbler::golden("padding.json");
    TuningConfig config;
    config.task = Task::CausalLm;
    config.virtualTokens = golden.at("virtual");
    config.init = PromptInit::Text;
    config.lossReduction = LossReduction::PerToken;
    config.classWeights = ClassWeights::None;
    TuningData data;
    data.initIds = golden.at("init_ids").get<std::vector<TokenId>>();
    data.scoring.categories = 2;
    data.scoring.labels = golden.at("labels").get<std::vector<std::vector<TokenId>>>();
    for (const nlohmann::json &row : golden.at("rows")) {
        TokenizedExample example;
        example.ids = row.at("ids").get<std::vector<TokenId>>();
        example.category = row.at("category").get<std::int32_t>();
        data.train.push_back(std::move(example));
    }
    const auto model = loadModel(committedModel("tiny_bloom_6_heads"), device, at::kDouble);
    for (const EngineMode mode : {EngineMode::Shared, EngineMode::Naive}) {
        config.mode = mode;
        TunedModel tuned = TunedModel::fresh(model, config, data);
        for (Trainable &trainable : tuned.trainables())
            trainable.tensor.set_requires_grad(true);
        LabelObjective objective(tuned, config, data);
        const std::vector<std::int64_t> batch = {0, 1, 2, 3};
        objective.beginStep();
        const double loss = objective.microLoss(batch, objective.divisor(batch)).share;
        objective.endStep();
        for (const char *length : {"12", "40"}) {
            const double wanted = golden.at(length).at("loss");
            expect(std::abs(loss - wanted) <= 1e-12 * std::max(1.0, std::abs(wanted)),
                   std::string("the loss is not that of padding to ") + length);
            expectNear(tuned.prompt().grad(), tensorOf(golden.at(length).at("gradient")), 1e-12,
                       std::string("the gradient beside padding to ") + length);
        }
    }
}

// Acceptance test 4: the shared prefix gives the loss and gradient of one prefix per example.
void sharedPrefixIsExact(const std::string &device) {
    for (const char *name : {"tiny_bloom", "tiny_bloom_6_heads", "tiny_gpt2", "tiny_llama", "tiny_gemma"})
        for (const Method method : {Method::PromptTuning, Method::Lora})
            for (const LossReduction reduction : {LossReduction::PerExample, LossReduction::PerToken}) {
                TuningConfig config;
                config.method = method;
                config.rank = 3;
                config.lossReduction = reduction;
                config.classWeights = ClassWeights::Balanced;
                config.mode = EngineMode::Naive;
                const Run plain = step(committedModel(name), config, device, 4);
                config.mode = EngineMode::Shared;
                for (const std::int64_t micro : {1, 2, 4}) {
                    const Run shared = step(committedModel(name), config, device, micro);
                    expect(std::abs(shared.loss - plain.loss) <= 1e-12 * std::max(1.0, std::abs(plain.loss)),
                           "the loss differs");
                    for (std::size_t i = 0; i < plain.gradients.size(); ++i)
                        expectNear(shared.gradients[i], plain.gradients[i], 1e-12, "the gradient");
                    expect(shared.prefixPasses == 1, "the prefix was passed more than once in a step");
                    expect(shared.logitRows == 5,  // one label of two tokens, three of one
                           "logits were computed at rows other than those before a label's tokens");
                }
            }
}

// In bf16 the prefix's gradient is a sum in fp32: micro-batches of any size give the gradient of double precision as
// closely.
void halfPrecisionSumsExactly(const std::string &device) {
    TuningConfig config;
    config.classWeights = ClassWeights::None;
    const at::Tensor wanted = step(committedModel("tiny_bloom"), config, device, 4).gradients.at(0);
    for (const std::int64_t micro : {1, 2, 4}) {
        const at::Tensor got = step(committedModel("tiny_bloom"), config, device, micro, at::kBFloat16).gradients.at(0);
        expect(((got - wanted).abs().max() / wanted.abs().max()).item<double>() <= 4e-2,
               "the gradient in bf16 is far from that in double");
    }
}

// Rows that fill up are nobody's: any number of them leaves hidden states and the prompt's gradient as they are. And
// packs that several threads compute at once give the features of one after the other.
void packsAreIndependent(const std::string &device) {
    TuningConfig config;
    config.virtualTokens = 3;
    TuningData data;
    data.scoring.categories = 2;
    data.scoring.mode = ScoringMode::Head;
    for (const char *name : {"tiny_encoder", "tiny_roberta"}) {
        const auto model = loadModel(committedModel(name), device, at::kDouble);
        const TunedModel tuned = TunedModel::fresh(model, config, data);
        std::vector<TokenizedExample> examples;
        for (std::int64_t i = 0; i < 60; ++i) {
            TokenizedExample example;
            example.tweet = TweetId(std::to_string(i));
            for (std::int64_t j = 0; j < 2 + (i * 7) % 13; ++j)
                example.ids.push_back(TokenId(5 + (j * 3 + i) % 70));
            examples.push_back(example);
        }
        const at::NoGradGuard noGrad;
        const at::Tensor together = Predictor(tuned, data.scoring, 40).features(examples, {});
        for (std::int64_t i = 0; i < 60; ++i) {
            const PackedInput packed = packInput(*model, tuned.prompt(), {Ids(examples[std::size_t(i)].ids)});
            ForwardInput input;
            input.offsets = packed.offsets;
            input.rows = packed.rows.slice(0, 0, packed.offsets.back());
            const at::Tensor bare = model->forward(input);
            input.rows = at::cat({packed.rows, packed.rows}).slice(0, 0, packed.offsets.back() + i % 17);
            expectNear(model->forward(input), bare, 1e-12, "hidden states beside rows that fill up");
            expectNear(together[i], bare.slice(0, tuned.virtualRows()).mean(0), 1e-12,
                       "features of packs on several threads");
        }
    }
}

// Acceptance test 21: multi-token labels equal a full forward pass for each label; order of results = order of input.
void scoresEqualFullPasses(const std::string &device) {
    const at::NoGradGuard noGrad;
    const auto model = loadModel(committedModel("tiny_bloom"), device, at::kDouble);
    const TunedModel bare = TunedModel::fromAdapter(model, nullptr);
    Scoring scoring;
    scoring.labels = {{11, 12, 13}, {11, 12}, {14}, {11, 15}};
    scoring.terminator = 2;
    scoring.categories = 4;
    std::vector<TokenizedExample> examples;
    for (std::int64_t i = 0; i < 9; ++i) {
        TokenizedExample example;
        example.tweet = TweetId(std::to_string(i));
        example.ids = {7, 8};
        for (std::int64_t j = 0; j < (i * 5) % 11; ++j)
            example.ids.push_back(TokenId(20 + (j * 3 + i) % 70));
        examples.push_back(example);
    }
    const std::vector<Prediction> predictions = Predictor(bare, scoring, 40).predictAll(examples, {});
    expect(predictions.size() == examples.size(), "rows are missing");
    for (std::size_t i = 0; i < examples.size(); ++i) {
        expect(predictions[i].tweet == examples[i].tweet, "the order changed");
        for (std::size_t label = 0; label < scoring.labels.size(); ++label) {
            std::vector<TokenId> text = examples[i].ids, word = scoring.labels[label];
            word.push_back(*scoring.terminator);
            text.insert(text.end(), word.begin(), word.end());
            const PackedInput packed = packInput(*model, {}, {Ids(text)});
            ForwardInput input;
            input.rows = packed.rows;
            input.offsets = packed.offsets;
            const at::Tensor log = at::log_softmax(model->logits(model->forward(input)), 1);
            double sum = 0;
            for (std::size_t t = 0; t < word.size(); ++t)
                sum += log[std::int64_t(examples[i].ids.size() + t) - 1][word[t]].item<double>();
            expect(std::abs(sum - double(predictions[i].logProbabilities[label])) <=
                       1e-5 * std::max(1.0, std::abs(sum)),
                   "a score differs");
        }
    }
}

// Shares and scale are torch.nn.Dropout's, every step draws anew, and a resumed run draws what an uninterrupted one
// draws.
void dropoutDrawsBySeedAndStep(const std::string &device) {
    Dropout dropout{0.25, 0.1, 0, 0, at::globalContext().defaultGenerator(deviceNamed(device)).clone()};
    dropout.generator.set_current_seed(5);
    const at::Tensor ones = at::ones({400, 500}, at::TensorOptions().device(deviceNamed(device))),
                     dropped = dropout.apply(ones, dropout.hidden);
    const double zeros = (dropped == 0).to(at::kDouble).mean().item<double>(), rest = dropped.max().item<double>();
    expect(std::abs(zeros - 0.25) < 0.01 && std::abs(rest - 1 / 0.75) < 1e-6,
           "a quarter becomes zero, the rest grows by a third");
    expect(dropout.apply(ones, 0).equal(ones), "nothing is dropped at 0");

    ModelFolder folder = openModelFolder(committedModel("tiny_bloom"));
    folder.config.hiddenDropout = folder.config.attentionDropout = 0.1;
    const auto model = loadLanguageModel(folder, deviceNamed(device), at::kFloat);
    TuningConfig config;
    config.task = Task::CausalLm;
    config.virtualTokens = 5;
    config.batchSize = 2;
    config.epochs = 4;
    config.shuffle = false;
    config.dropout = true;
    TuningData data;
    data.scoring.categories = 2;
    data.scoring.labels = {{11, 12}, {13}};
    for (std::int32_t i = 0; i < 4; ++i)
        data.train.push_back({TweetId(std::to_string(i)), {20, 30 + i, 40, 50 + i}, i % 2, {}, false, {}});
    data.configHash = "00";
    std::string checkpoint;
    const auto lossesOf = [&](std::size_t stopAfter) {
        std::vector<double> losses;
        std::stop_source stop;
        Trainer trainer(model, config, data, stop.get_token(), [&](const JobEvent &event) {
            if (const auto *step = std::get_if<StepDone>(&event)) {
                losses.push_back(step->loss);
                if (losses.size() == stopAfter)
                    stop.request_stop();
            }
            if (const auto *taken = std::get_if<CheckpointTaken>(&event))
                checkpoint = *taken->bytes;
        });
        trainer.run();
        return losses;
    };
    const std::vector<double> whole = lossesOf(100), again = lossesOf(100);
    expect(whole.size() == 8 && whole == again, "the same seed draws the same");
    std::vector<double> joined = lossesOf(3);
    data.checkpoint = checkpoint;
    for (const double loss : lossesOf(100))
        joined.push_back(loss);
    expect(joined == whole, "a resumed run draws something else");
    data.checkpoint.clear();
    config.seed = 43;
    const std::vector<double> other = lossesOf(100);
    config.seed = 42;
    config.dropout = false;
    const std::vector<double> plain = lossesOf(100);
    expect(other != whole && plain != whole && plain[0] != whole[0], "dropout changes nothing");
    config.mode = EngineMode::Naive;
    config.maxTokens = 8;
    expect(std::abs(lossesOf(100).back() - plain.back()) < 1e-5, "without dropout both ways of computing agree");
}

void frozenModelAsksForNoGradient(const std::string &device) {
    std::int64_t count = 0;
    for (const auto &named : loadModel(committedModel("tiny_bloom"), device)->tensors())
        count += named.second.requires_grad() ? 1 : 0;
    expect(count == 0, "a frozen model has tensors with requires_grad");
}

}  // namespace

std::vector<Case> exactnessCases() {
    return {{"padding on the left changes nothing", false, paddingIsANoOp},
            {"the shared prefix gives the loss and gradient of one prefix per example", false, sharedPrefixIsExact},
            {"bf16 sums the prefix's gradient in fp32", false, halfPrecisionSumsExactly},
            {"packs on several threads and rows that fill up change nothing", false, packsAreIndependent},
            {"scores of label words equal a full pass for each label", false, scoresEqualFullPasses},
            {"dropout draws by seed and step", false, dropoutDrawsBySeedAndStep},
            {"no tensor of a frozen model requires a gradient", false, frozenModelAsksForNoGradient}};
}

std::vector<Case> engineCases() {
    std::vector<Case> all;
    for (const std::vector<Case> &part :
         {kernelCases(), forwardCases(), peftCases(), adapterCases(), optimiserCases(), exactnessCases()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace warbler
