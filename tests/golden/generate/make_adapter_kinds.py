# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: newest
"""adapter_kinds/: adapters that PEFT trains and Warbler only reads, as the newest PEFT saves them, and logits.json:
what the model says with each. Models and texts as in make_adapter_logits.py; trained tensors are drawn, not trained."""

import contextlib
import pathlib
import sys
import tempfile

import golden_file
import peft
import safetensors.torch
import torch
import transformers

import make_adapters
from make_adapter_logits import TEXTS, logits
from make_peft import MODELS, TARGETS

golden_file.TOLERANCE = 1e-5
OUT = pathlib.Path(__file__).resolve().parent.parent / "adapter_kinds"
WORDS = {"bloom": "word_embeddings", "gpt2": "wte", "llama": "embed_tokens", "gemma": "embed_tokens"}
FORWARD = {"bloom": ["query_key_value", "dense_4h_to_h"], "gpt2": ["c_attn", "mlp.c_proj"],
           "llama": ["k_proj", "v_proj", "down_proj"],
           "gemma": ["k_proj", "v_proj", "down_proj"], "encoder": ["key", "value", "output.dense"],
           "roberta": ["key", "value", "output.dense"]}


def lora(family, task="CAUSAL_LM", **options):
    options.setdefault("target_modules", TARGETS.get(family, ["query", "value"]))
    return peft.LoraConfig(task_type=task, r=2, lora_alpha=5, fan_in_fan_out=family == "gpt2", **options)


def ia3(family, task="CAUSAL_LM"):
    targets = FORWARD[family]
    return peft.IA3Config(task_type=task, target_modules=targets, feedforward_modules=targets[-1:],
                          fan_in_fan_out=family == "gpt2")


# name: (family, whether it has a head, how its configuration is made, embeddings added)
CASES = {
    "patterns_llama": ("llama", False, lambda: lora("llama", rank_pattern={"layers.1.self_attn.q_proj": 4, "v_proj": 3},
                                            alpha_pattern={"^model.layers.0.self_attn.q_proj": 9,
                                                           "layers.\\d.self_attn.v_proj": 7}), 0),
    "patterns_rslora_gpt2": ("gpt2", True, lambda: lora("gpt2", "SEQ_CLS", rank_pattern={"h.0.attn.c_attn": 4},
                                                        use_rslora=True), 0),
    "layers_llama": ("llama", False, lambda: lora("llama", layers_to_transform=[1]), 0),
    "excluded_bloom": ("bloom", False, lambda: lora("bloom", target_modules=["dense", "query_key_value"],
                                                    exclude_modules=["query_key_value"]), 0),
    "dora_llama": ("llama", False, lambda: lora("llama", use_dora=True), 0),
    "dora_gpt2": ("gpt2", False, lambda: lora("gpt2", use_dora=True), 0),
    "dora_bloom": ("bloom", False, lambda: lora("bloom", use_dora=True, use_rslora=True), 0),
    "dora_encoder": ("encoder", True, lambda: lora("encoder", "SEQ_CLS", use_dora=True), 0),
    "dora_words_llama": ("llama", False, lambda: lora("llama", use_dora=True,
                                                      target_modules=["embed_tokens", "q_proj"]), 0),
    "bias_all_bloom": ("bloom", False, lambda: lora("bloom", bias="all"), 0),
    "bias_all_roberta": ("roberta", True, lambda: lora("roberta", "SEQ_CLS", bias="all"), 0),
    "bias_lora_only_gpt2": ("gpt2", False, lambda: lora("gpt2", bias="lora_only"), 0),
    "saved_words_llama": ("llama", False, lambda: lora("llama", modules_to_save=["embed_tokens", "lm_head"]), 0),
    "saved_words_gemma": ("gemma", False, lambda: lora("gemma", modules_to_save=["embed_tokens"]), 0),
    "saved_output_gpt2": ("gpt2", False, lambda: lora("gpt2", modules_to_save=["lm_head"]), 0),
    "saved_norms_llama": ("llama", False, lambda: lora("llama", modules_to_save=["input_layernorm", "norm"]), 0),
    "saved_norms_encoder": ("encoder", True, lambda: lora("encoder", "SEQ_CLS", modules_to_save=["LayerNorm"]), 0),
    "grown_llama": ("llama", False, lambda: lora("llama"), 3),
    "grown_gpt2": ("gpt2", False, lambda: lora("gpt2"), 3),
    "words_llama": ("llama", False, lambda: lora("llama", target_modules=["embed_tokens", "lm_head", "q_proj"]), 0),
    "words_gemma": ("gemma", False, lambda: lora("gemma", target_modules=["embed_tokens"]), 0),
    "output_gpt2": ("gpt2", False, lambda: lora("gpt2", target_modules=["lm_head"]), 0),
    "words_encoder": ("encoder", True, lambda: lora("encoder", "SEQ_CLS", target_modules=["word_embeddings", "query"]),
                      0),
    "tokens_llama": ("llama", False, lambda: lora("llama", trainable_token_indices=[5, 14, 30]), 0),
    "tokens_bloom": ("bloom", False, lambda: lora("bloom", trainable_token_indices=[52, 14, 7]), 0),
    "tokens_named_llama": ("llama", False, lambda: lora("llama",
                                                        trainable_token_indices={
                                                            "embed_tokens": [14, 5], "lm_head": [9]}), 0),
    "all_linear_encoder": ("encoder", True, lambda: lora("encoder", "SEQ_CLS", target_modules="all-linear"), 0),
    "all_linear_roberta": ("roberta", True, lambda: lora("roberta", "SEQ_CLS", target_modules="all-linear"), 0),
    "untasked_llama": ("llama", False, lambda: lora("llama", None), 0),
    "untasked_head_encoder": ("encoder", True, lambda: lora("encoder", None, modules_to_save=["classifier"]), 0),
    "orthogonal_llama": ("llama", False, lambda: lora("llama", init_lora_weights="orthogonal"), 0),
    "mica_gpt2": ("gpt2", False, lambda: lora("gpt2", init_lora_weights="mica"), 0),
    "prefix_llama": ("llama", False, lambda: peft.PrefixTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=4), 0),
    "prefix_gpt2": ("gpt2", False, lambda: peft.PrefixTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=4,
                                                                   prefix_projection=True,
                                                           encoder_hidden_size=12), 0),
    "prefix_bloom": ("bloom", False, lambda: peft.PrefixTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=4), 0),
    "prefix_gemma": ("gemma", False, lambda: peft.PrefixTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=4,
                                                                     token_dim=24, num_attention_heads=2), 0),
    "p_tuning_llama": ("llama", False, lambda: peft.PromptEncoderConfig(task_type="CAUSAL_LM", num_virtual_tokens=4,
                                                                        encoder_hidden_size=12), 0),
    "p_tuning_lstm_bloom": ("bloom", False, lambda: peft.PromptEncoderConfig(task_type="CAUSAL_LM",
                                                                             num_virtual_tokens=4,
                                                                             encoder_hidden_size=12,
                                                                     encoder_reparameterization_type="LSTM"), 0),
    "p_tuning_head_encoder": ("encoder", True,
                              lambda: peft.PromptEncoderConfig(task_type="SEQ_CLS", num_virtual_tokens=4,
                                                               encoder_hidden_size=12), 0),
    "ia3_llama": ("llama", False, lambda: ia3("llama"), 0),
    "ia3_gpt2": ("gpt2", False, lambda: ia3("gpt2"), 0),
    "ia3_bloom": ("bloom", False, lambda: ia3("bloom"), 0),
    "ia3_encoder": ("encoder", True, lambda: ia3("encoder", "SEQ_CLS"), 0),
    "ia3_roberta": ("roberta", True, lambda: ia3("roberta", "SEQ_CLS"), 0),
}


def adapted(family, has_head, config, added):
    kind = transformers.AutoModelForSequenceClassification if has_head else transformers.AutoModelForCausalLM
    base = kind.from_pretrained(MODELS / f"tiny_{family}", torch_dtype=torch.float32, attn_implementation="eager",
                                **({"num_labels": 2} if has_head else {}))
    base.config.pad_token_id = base.config.pad_token_id if base.config.pad_token_id is not None else 3
    if added:
        base.resize_token_embeddings(base.config.vocab_size + added)
    model = peft.get_peft_model(base, config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                isFactor = "ia3_" in name or "magnitude" in name or ("norm" in name.lower() and name.endswith("weight"))
                parameter.copy_(torch.randn(parameter.shape) * 0.3 + (parameter if isFactor else 0))
    return model


def case(name):
    torch.manual_seed(sum(map(ord, name)))
    family, has_head, config, added = CASES[name]
    with tempfile.TemporaryDirectory() as folder:
        # The name of the base is a folder, so that PEFT sees whether the vocabulary has grown.
        with contextlib.chdir(MODELS):
            model = adapted(family, has_head, config(), added)
            for each in model.peft_config.values():
                each.base_model_name_or_path = f"tiny_{family}"
            model.save_pretrained(folder)
        written, place = pathlib.Path(folder), OUT / name
        if "--check" in sys.argv:
            ours, theirs = (safetensors.torch.load_file(each / "adapter_model.safetensors")
                            for each in (place, written))
            assert ours.keys() == theirs.keys() and all(torch.equal(ours[key], theirs[key]) for key in ours), name
            assert make_adapters.content(
                place / "adapter_config.json") == make_adapters.content(written / "adapter_config.json"), name
        else:
            place.mkdir(parents=True, exist_ok=True)
            for file in ("adapter_config.json", "adapter_model.safetensors"):
                (place / file).write_bytes((written / file).read_bytes())
    return [[round(number, 6) for number in row] for row in logits(model, "head" if has_head else "causal")]


def build():
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__,
                         "peft": peft.__version__}, "texts": TEXTS,
            "cases": {name: case(name) for name in CASES}}


if __name__ == "__main__":
    golden_file.main("adapter_kinds/logits.json", build)
