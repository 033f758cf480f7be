# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""optim.json: 50 steps of torch.optim.AdamW on given gradients, and the factors of transformers' learning rate
schedules."""

import golden_file
import torch
import transformers

golden_file.TOLERANCE = 1e-7


def adamw():
    torch.manual_seed(5)
    start, gradients = torch.randn(3, 4), torch.randn(50, 3, 4)
    parameter = torch.nn.Parameter(start.clone())
    optimiser = torch.optim.AdamW([parameter], lr=3e-2, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, foreach=False)
    schedule = transformers.get_linear_schedule_with_warmup(optimiser, 5, 60)
    values = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        optimiser.step()
        schedule.step()
        values.append(parameter.detach().flatten().tolist())
    return {"start": start.flatten().tolist(), "gradients": [g.flatten().tolist() for g in gradients], "values": values,
            "learning_rate": 3e-2, "warmup": 5, "total": 60}


def factors(make, *arguments):
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = make(optimiser, *arguments)
    values = []
    for _ in range(arguments[1]):
        values.append(schedule.get_last_lr()[0])
        optimiser.step()
        schedule.step()
    return {"warmup": arguments[0], "total": arguments[1], "factors": values}


def build():
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__}, "adamw": adamw(),
            "linear": factors(transformers.get_linear_schedule_with_warmup, 10, 100),
            "cosine": factors(transformers.get_cosine_schedule_with_warmup, 7, 50)}


if __name__ == "__main__":
    golden_file.main("optim.json", build)
