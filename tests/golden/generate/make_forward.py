# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""forward.json: what transformers computes with the tiny models, with the default encoder and with the public tiny
models.

Decoders: logits of the last row; encoders: the last hidden states. Figures within 1e-5 of each other are the same.
"""

import os
import pathlib

import golden_file
import torch
import transformers

golden_file.TOLERANCE = 1e-5
MODELS = pathlib.Path(__file__).resolve().parent.parent.parent / "data/models"
DATA = pathlib.Path(os.environ.get("WARBLER_TEST_DATA", MODELS.parent.parent.parent.parent / "shared/data")) / "models"
LENGTHS = [5, 1, 23]


def ids_for(vocabulary, seed):
    """Three texts of different length, with every kind of id but the special ones."""
    torch.manual_seed(seed)
    return [torch.randint(4, vocabulary, (n,)).tolist() for n in LENGTHS]


def decoder(folder):
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, torch_dtype=torch.float32,
                                                              attn_implementation="eager").eval()
    texts = ids_for(model.config.vocab_size, 1)
    with torch.no_grad():
        return {"ids": texts, "logits": [model(torch.tensor([t])).logits[0, -1].tolist() for t in texts],
                "parameters": model.num_parameters()}


def encoder(folder, rows=None):
    model = transformers.AutoModel.from_pretrained(folder, torch_dtype=torch.float32,
                                                   attn_implementation="eager").eval()
    texts = ids_for(model.config.vocab_size, 2)
    with torch.no_grad():
        hidden = [model(torch.tensor([t])).last_hidden_state[0] for t in texts]
    # A RoBERTa is counted without its pooler, which no task uses.
    unused = sum(p.numel() for p in model.pooler.parameters()) if model.config.model_type == "roberta" else 0
    return {"ids": texts, "mean": [h.mean(0).tolist() for h in hidden], "rows": [h[:, :16].tolist() for h in hidden],
            "parameters": model.num_parameters() - unused}


def build():
    return {
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
        "tiny_bloom": decoder(MODELS / "tiny_bloom"),
        "tiny_bloom_6_heads": decoder(MODELS / "tiny_bloom_6_heads"),
        "tiny_gpt2": decoder(MODELS / "tiny_gpt2"),
        "tiny_llama": decoder(MODELS / "tiny_llama"),
        "tiny_gemma": decoder(MODELS / "tiny_gemma"),
        "tiny_encoder": encoder(MODELS / "tiny_encoder"),
        "tiny_roberta": encoder(MODELS / "tiny_roberta"),
        "data_tiny_bloom": decoder(DATA / "tiny-bloom"),
        "data_tiny_bert": encoder(DATA / "tiny-bert"),
        "default_encoder": encoder(os.environ["WARBLER_DEFAULT_MODEL"]),
    }


if __name__ == "__main__":
    golden_file.main("forward.json", build)
