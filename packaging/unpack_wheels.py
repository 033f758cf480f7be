#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""unpack_wheels.py DEST cpu|gpu WHEEL...: unpacks what Warbler needs of the wheels side by side into DEST.

Of torch that is its libraries and headers: no Python, no libtorch_python, and with `cpu` no CUDA library.
"""
import re
import sys
import zipfile
from pathlib import Path, PurePosixPath

PYTHON_ONLY = re.compile(r"torch/lib/(libtorch_python|libshm)\.so$")
CUDA = re.compile(r"torch/lib/lib(torch_cuda|torch_cuda_linalg|torch_nvshmem|c10_cuda|caffe2_nvrtc)\.so$")


def wanted(name, device):
    if name.endswith("/") or name.endswith("/RECORD"):
        return False
    top = name.split("/")[0]
    if top == "torch":
        if not name.startswith(("torch/lib/", "torch/include/")) or PYTHON_ONLY.match(name):
            return False
        return device == "gpu" or not CUDA.match(name)
    return top not in ("functorch", "torchgen") and not name.endswith((".py", ".a"))


def main():
    dest, device = Path(sys.argv[1]), sys.argv[2]
    for wheel in sys.argv[3:]:
        with zipfile.ZipFile(wheel) as archive:
            for info in archive.infolist():
                path = PurePosixPath(info.filename)
                if path.is_absolute() or ".." in path.parts:
                    sys.exit(f"{wheel}: the entry {info.filename} would be written outside its folder; refused")
                if wanted(info.filename, device):
                    archive.extract(info, dest)


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(str(error))
