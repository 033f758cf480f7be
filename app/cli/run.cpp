// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <new>
#include <ostream>

#include "app/cli/context.h"
#include "core/base/error.h"
#include "core/learn/nearest_name.h"

namespace warbler::cli {

namespace {

int report(const Context &context, ErrorCode code, const std::string &detail, const std::string &hint) {
    if (context.isJson)
        context.print({{"error", {{"code", errorName(code)}, {"message", detail}, {"hint", hint}}}});
    else
        context.err << "warbler-cli: " << detail << (hint.empty() ? "" : "\n" + hint) << std::endl;
    return exitCode(code);
}

// The long options and commands a user may have meant.
std::vector<std::string> namesOf(const CLI::App &app) {
    std::vector<std::string> names;
    for (const CLI::Option *option : app.get_options())
        for (const std::string &name : option->get_lnames())
            names.push_back("--" + name);
    for (const CLI::App *sub : app.get_subcommands([](const CLI::App *) { return true; }))
        names.push_back(sub->get_name());
    return names;
}

std::string suggestion(const CLI::App &app, const std::vector<std::string> &args) {
    const CLI::App *current = &app;
    for (const std::string &arg : args) {
        const CLI::App *sub = nullptr;
        for (const CLI::App *one : current->get_subcommands([](const CLI::App *) { return true; }))
            if (one->get_name() == arg)
                sub = one;
        if (sub != nullptr) {
            current = sub;
            continue;
        }
        const std::vector<std::string> names = namesOf(*current);
        const std::string given = arg.substr(0, arg.find('='));
        bool isKnown = given.empty() || given[0] != '-';
        if (current == &app)
            isKnown = false;
        for (const std::string &name : names)
            isKnown = isKnown || name == given;
        if (isKnown || given == "-o" || given == "-q" || given == "-v" || given == "-h")
            continue;
        const std::string nearest = nearestName(given, names);
        if (!nearest.empty())
            return "Did you mean " + nearest + "?";
    }
    return "See warbler-cli --help.";
}

// The command among args, wherever the options for all commands stand; else the first word.
std::string commandIn(const CLI::App &app, const std::vector<std::string> &args) {
    for (const std::string &arg : args)
        for (const CLI::App *sub : app.get_subcommands([](const CLI::App *) { return true; }))
            if (sub->get_name() == arg)
                return arg;
    return args.empty() ? std::string() : args.front();
}

}  // namespace

int run(const std::vector<std::string> &args, std::ostream &out, std::ostream &err) {
    Context context(out, err);
    CLI::App app("Warbler: label tweets, tune a prompt, classify a corpus", "warbler-cli");
    app.set_version_flag("--version", "warbler-cli " WARBLER_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_flag("--json", context.isJson, "One JSON document on standard output");
    app.add_flag("-q,--quiet", context.isQuiet, "No progress");
    app.add_option("--threads", context.threads, "Processor threads (default: physical cores)")->check(CLI::Range(1, 1024));
    for (const auto add : {addImport, addInfo, addLabel, addExport, addRejected, addTune, addEvaluate, addPredict, addMerge, addScore, addTokenize, addMetrics,
                           addModels, addDoctor})
        add(app, context);
    for (const std::string &arg : args)
        context.isJson = context.isJson || arg == "--json";
    context.command = commandIn(app, args);
    try {
        std::vector<std::string> reversed(args.rbegin(), args.rend());
        app.parse(reversed);
    } catch (const CLI::CallForHelp &) {
        const std::vector<CLI::App *> chosen = app.get_subcommands();
        out << (chosen.empty() ? app : *chosen.front()).help();
        return 0;
    } catch (const CLI::CallForVersion &) {
        out << "warbler-cli " WARBLER_VERSION "\n";
        return 0;
    } catch (const CLI::ParseError &problem) {
        return report(context, ErrorCode::Usage, problem.what(), suggestion(app, args));
    }
    try {
        const int code = context.action ? context.action() : exitCode(ErrorCode::Internal);
        out.flush();
        if (!out)
            return report(context, ErrorCode::IoError, "standard output could not be written", "Check the disk or the program behind the pipe.");
        return code;
    } catch (const Error &problem) {
        return report(context, problem.code(), problem.detail(), problem.hint());
    } catch (const Cancelled &) {
        err << "Stopped." << std::endl;
        return context.lastSignal() > 0 ? 128 + context.lastSignal() : 75;
    } catch (const std::bad_alloc &) {
        return report(context, ErrorCode::OutOfMemory, "the memory did not suffice", "Close other programs, or use a smaller model or batch.");
    } catch (const std::exception &problem) {
        return report(context, ErrorCode::Internal, problem.what(), "This is a fault in Warbler: report it with the command and, if you may, the file.");
    }
}

}  // namespace warbler::cli
