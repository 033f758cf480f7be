// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <exception>
#include <string_view>

#include "app/gui/application.h"

int main(int argc, char **argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument(argv[i]);
        if (argument == "--help" || argument == "-h") {
            std::puts("warbler [FILE]\n\nOpens FILE, a CSV of tweets or a .warbler project; without it the last "
                      "project, else the start page.\n"
                      "The command line is warbler-cli.");
            return 0;
        }
        if (argument == "--version") {
            std::puts("warbler " WARBLER_VERSION);
            return 0;
        }
    }
    try {
        warbler::gui::Application application(argc, argv);
        application.start(argc > 1 ? QString::fromLocal8Bit(argv[argc - 1]) : QString());
        return application.exec();
    } catch (const std::exception &error) {
        std::fprintf(stderr, "warbler: internal error: %s\n", error.what());
        return 1;
    }
}
