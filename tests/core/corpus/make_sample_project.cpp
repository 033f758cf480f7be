// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// make_sample_project FILE.warbler: run once per released schema, see tests/data/projects/README.md.
#include <iostream>

#include "core/base/error.h"
#include "tests/core/corpus/sample_project.h"

int main(int argc, char **argv) {
    if (argc != 2) {
        std::cerr << "make_sample_project FILE.warbler\n";
        return 2;
    }
    try {
        warbler::test::makeSampleProject(argv[1]);
    } catch (const warbler::Error &error) {
        std::cerr << error.detail() << "\n";
        return 1;
    }
    return 0;
}
