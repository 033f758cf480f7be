// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/file_builders.h"
#include "tests/core/models/hostile_corpus.h"

namespace warbler::test {

namespace {
std::string call(const std::string &module, const std::string &name, const std::string &arguments) {
    return pickleGlobal(module, name) + "(" + arguments + "tR";
}

std::string shortText(const std::string &text) { return "\x8c" + littleEndian(text.size(), 1) + text; }

const std::string kOrdered = pickleGlobal("collections", "OrderedDict") + ")R";
const std::string kStorage = pickleStorage("FloatStorage", "0", 4);

HostileFile in(const std::string &name, const std::string &pickle, const std::string &message) {
    return {name, torchArchive(pickle), message};
}
HostileFile as(const std::string &name, const std::string &value, const std::string &message) {
    return in(name, pickleTable(value), message);
}

// A stream from before torch 1.6 whose tensors stand in the given pickle.
std::string stream(const std::string &tensors, const std::string &keys, const std::string &storages,
                   const std::string &machine = {}) {
    const std::string magic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
    const std::string facts = machine.empty() ? "\x80\x02}" + pickleText("little_endian") + "\x88s." : machine;
    return magic + "\x80\x02M\xe9\x03." + facts + tensors + keys + storages;
}
}  // namespace

std::vector<HostileFile> codePickles() {
    struct Callable {
        const char *module, *name;
    };
    const std::vector<Callable> callables = {{"os", "system"},
                                             {"posix", "system"},
                                             {"nt", "system"},
                                             {"os", "popen"},
                                             {"os", "execv"},
                                             {"subprocess", "Popen"},
                                             {"subprocess", "call"},
                                             {"builtins", "eval"},
                                             {"builtins", "exec"},
                                             {"builtins", "getattr"},
                                             {"builtins", "open"},
                                             {"builtins", "__import__"},
                                             {"__builtin__", "eval"},
                                             {"runpy", "run_path"},
                                             {"socket", "socket"},
                                             {"pty", "spawn"},
                                             {"webbrowser", "open"},
                                             {"torch", "load"},
                                             {"torch.hub", "load"},
                                             {"operator", "attrgetter"},
                                             {"functools", "partial"},
                                             {"torch._utils", "_rebuild_tensor"},
                                             {"collections", "OrderedDict.__reduce__"},
                                             {"torch", "FloatStorage.from_file"},
                                             {"importlib", "import_module"}};
    std::vector<HostileFile> files;
    const std::string argument = pickleText("touch /tmp/warbler-was-here");
    for (const Callable &one : callables) {
        const std::string name = std::string(one.module) + "." + one.name;
        const std::string message = "contains code (" + name + "); refused";
        const std::string global = pickleGlobal(one.module, one.name);
        files.push_back(as(name + " by REDUCE", call(one.module, one.name, argument), message));
        files.push_back(as(name + " by STACK_GLOBAL",
                           shortText(one.module) + shortText(one.name) + "\x93(" + argument + "tR", message));
        files.push_back(as(name + " by INST", "(" + argument + "i" + one.module + "\n" + one.name + "\n", message));
        files.push_back(as(name + " by OBJ", "(" + global + argument + "o", message));
        files.push_back(as(name + " as a value", global, message));
        files.push_back({name + " in a stream",
                         stream("\x80\x02" + call(one.module, one.name, argument) + ".", "\x80\x02].", ""), message});
    }
    return files;
}

std::vector<HostileFile> hostilePickles() {
    std::string deepTuple = "N";
    for (int i = 0; i < 70; ++i)
        deepTuple += "\x85";
    std::string deepList;
    for (int i = 0; i < 70; ++i)
        deepList += "]";
    deepList += std::string(69, 'a');
    std::string manyValues = "(";
    for (int i = 0; i < 900000; ++i)
        manyValues += "K\x01";
    const std::string manyTuples = manyValues + "t" + manyValues + "t";
    std::string manyRecalls("q\0", 2);
    for (int i = 0; i < 1000001; ++i)
        manyRecalls.append("h\0", 2);
    const std::string full(16, '\0');
    return {
        as("NEWOBJ", pickleGlobal("collections", "OrderedDict") + ")\x81", "instruction NEWOBJ "),
        as("NEWOBJ_EX", pickleGlobal("collections", "OrderedDict") + ")}\x92", "instruction NEWOBJ_EX"),
        as("OBJ", "(" + pickleGlobal("collections", "OrderedDict") + "o", "instruction OBJ"),
        as("EXT1", "\x82\x01", "instruction EXT1"),
        as("EXT4", std::string("\x84\x01\0\0\0", 5), "instruction EXT4"),
        as("PERSID", "Pstorage\n", "instruction PERSID"),
        as("DUP", "N2", "instruction DUP"),
        as("POP", "N0", "instruction POP "),
        as("FLOAT", "F1.0\n", "instruction FLOAT"),
        as("LONG4", std::string("\x8b\x01\0\0\0\x01", 6), "instruction LONG4"),
        as("BINBYTES", std::string("B\x01\0\0\0x", 6), "instruction BINBYTES "),
        as("BYTEARRAY8", "\x96" + littleEndian(1, 8) + "x", "instruction BYTEARRAY8"),
        as("BINUNICODE8", "\x8d" + littleEndian(1, 8) + "x", "instruction BINUNICODE8"),
        as("EMPTY_SET", "\x8f", "instruction EMPTY_SET"),
        as("no instruction", "\xF0", "byte 240 is no pickle instruction"),
        in("protocol 0", "(dp0\n.", "instruction DICT"),
        in("protocol 99", "\x80\x63}.", "pickle protocol 99"),
        in("frame too long", "\x80\x04\x95" + littleEndian(1000000, 8) + "}.", "frame is longer"),
        in("no STOP", "\x80\x02}", "the pickle is truncated"),
        in("text without end", std::string("\x80\x02X\xFF\xFF\xFF\xFF", 7), "pickle is truncated"),
        in("name without end",
           "\x80\x02"
           "cos",
           "truncated"),
        in("two values", "\x80\x02}}.", "ends with 2 values"),
        in("no value", "\x80\x02.", "ends with 0 values"),
        in("bytes behind STOP", "\x80\x02}.cos\nsystem\n(tR.", "bytes follow the end"),
        in("a list", "\x80\x02].", "no table of named tensors"),
        in("a number", "\x80\x02K\x01.", "holds no table of named"),
        in("a number as name", "\x80\x02}K\x01" + goodTensor() + "s.", "name is not a text"),
        in("a name that is no UTF-8", "\x80\x02}" + pickleText("\xFF") + goodTensor() + "s.", "tensor's name is not"),
        as("a number as tensor", "K\x01", "tensor \"w\" is no tensor"),
        as("a storage as tensor", kStorage, "is no tensor"),
        in("a tensor twice", "\x80\x02}(" + pickleText("w") + goodTensor() + pickleText("w") + goodTensor() + "u.",
           "stands in the file twice"),
        as("whole number of 9 bytes", std::string("\x8a\x09") + std::string(9, '\x01'), "whole number of 9 bytes"),
        in("stack underflow", "\x80\x02\x86.", "from an empty stack"),
        in("stack underflow behind a mark", "\x80\x02N(R.", "value from an empty stack"),
        in("mark never set", "\x80\x02}u.", "mark that was never set"),
        in("odd SETITEMS", "\x80\x02}(Nu.", "SETITEMS lacks a value"),
        in("SETITEM on a list", "\x80\x02]NNs.", "SETITEM is used on something that is no dict"),
        in("APPEND on a dict", "\x80\x02}Na.", "APPEND is used on something that is no list"),
        in("memo never written", "\x80\x02h\x07.", "memo entry 7, which was never written"),
        in("memo of four thousand million", std::string("\x80\x02}r\xFF\xFF\xFF\xFF.", 9),
           "memo is larger than 4,000,000"),
        in("marks without end", "\x80\x02" + std::string(1000000, '('), "nested deeper than 64"),
        as("deep tuple", deepTuple, "the pickle is nested deeper"),
        as("deep list", deepList, "pickle is nested deeper than 64"),
        in("stack of a million and one", "\x80\x02N" + manyRecalls, "stack is higher than 1,000,000"),
        as("two million values", manyTuples, "more values than the file's size allows"),
        as("call of a number", "K\x01)R", "calls something that is no function"),
        as("call with a list", pickleGlobal("collections", "OrderedDict") + "]R", "something that is no function"),
        as("OrderedDict with arguments", pickleGlobal("collections", "OrderedDict") + "]\x85R",
           "OrderedDict with arguments"),
        as("storage type called", pickleGlobal("torch", "FloatStorage") + ")R", "calls a storage type"),
        as("STACK_GLOBAL without texts", "NN\x93", "has no texts before it"),
        in("BUILD on a dict", "\x80\x02}}b.", "BUILD sets something other"),
        in("BUILD with __class__", "\x80\x02" + kOrdered + "}" + pickleText("__class__") + "Nsb.",
           "instruction BUILD sets"),
        in("BUILD with a tuple", "\x80\x02" + kOrdered + ")b.", "BUILD sets something"),
        in("BUILD on a tensor", "\x80\x02" + goodTensor() + "}" + pickleText("_metadata") + "Nsb.",
           "other than _metadata of an OrderedDict"),
        in("BUILD with two fields",
           "\x80\x02" + kOrdered + "}(" + pickleText("_metadata") + "N" + pickleText("x") + "Nub.",
           "sets something other than"),
        as("tensor of one argument", pickleGlobal("torch._utils", "_rebuild_tensor_v2") + "N\x85R",
           "an unknown number of arguments"),
        as("tensor without storage", pickleTensor("N", 0, {2}, {1}), "a tensor with no storage"),
        as("negative offset", pickleTensor(kStorage, -1, {2}, {1}), "a bad offset"),
        as("negative size", pickleTensor(kStorage, 0, {-2}, {1}), "a negative or missing size"),
        as("negative stride", pickleTensor(kStorage, 3, {2}, {-1}), "negative or missing"),
        as("two sizes, one stride", pickleTensor(kStorage, 0, {2, 2}, {1}), "a bad shape"),
        as("seventeen sizes",
           pickleTensor(kStorage, 0, std::vector<std::int64_t>(17, 1), std::vector<std::int64_t>(17, 1)),
           "with a bad shape"),
        as("backward hooks",
           pickleGlobal("torch._utils", "_rebuild_tensor_v2") + "(" + kStorage + pickleInteger(0) + "))\x89" +
               pickleText("hook") + "tR",
           "a tensor with backward hooks"),
        as("metadata of its own",
           pickleGlobal("torch._utils", "_rebuild_tensor_v2") + "(" + kStorage + pickleInteger(0) + "))\x89}" +
               pickleText("x") + "tR",
           "a tensor with metadata"),
        as("shape larger than the storage", pickleTensor(kStorage, 0, {3, 3}, {0, 0}),
           "more elements than its storage"),
        as("offset behind the storage", pickleTensor(kStorage, 4, {1}, {1}), "lead out of its storage"),
        as("strides out of the storage", pickleTensor(kStorage, 0, {2, 2}, {3, 1}), "offset and strides lead"),
        as("overflowing strides", pickleTensor(kStorage, 0, {2, 2}, {INT64_MAX, INT64_MAX}), "strides lead out of"),
        as("overflowing sizes", pickleTensor(kStorage, 0, {INT64_MAX, INT64_MAX, 4}, {1, 1, 1}),
           "has more elements than"),
        as("storage of 2^62 elements",
           pickleTensor(pickleStorage("FloatStorage", "0", std::int64_t(1) << 62), 0, {2}, {1}),
           "4,611,686,018,427,387,904 elements"),
        as("storage of another type", pickleTensor(pickleStorage("HalfStorage", "0", 4), 0, {2}, {1}),
           "of 4 elements has 16 bytes"),
        as("storage that leads out", pickleTensor(pickleStorage("FloatStorage", "../data.pkl", 4), 0, {2}, {1}),
           "\"../data.pkl\" is missing in the archive"),
        as("unknown storage type", pickleTensor(pickleStorage("ComplexFloatStorage", "0", 4), 0, {2}, {1}),
           "contains code (torch.ComplexFloatStorage)"),
        as("persistent id of another kind",
           "(" + pickleText("module") + pickleGlobal("torch", "FloatStorage") + pickleText("0") + pickleText("cpu") +
               "K\x04tQ",
           "describes a storage in an unknown way"),
        as("persistent id of a text", pickleText("0") + "Q", "a storage in an unknown way"),
        as("parameter of no tensor", pickleGlobal("torch._utils", "_rebuild_parameter") + "N\x89}\x87R",
           "a parameter in an unknown way"),
        {"stream cut in the pickles", stream("\x80\x02}" + pickleText("w"), "", ""), "is truncated"},
        {"stream of another version",
         std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15) + "\x80\x02K\x07.",
         "version is not 1001"},
        {"stream without keys", stream(pickleTable(goodTensor()), "\x80\x02N.", ""), "list of storages is missing"},
        {"stream of another machine",
         stream(pickleTable(goodTensor()), "\x80\x02].", "", "\x80\x02}" + pickleText("little_endian") + "\x89s."),
         "stored with the highest byte first"},
        {"stream without the storage", stream(pickleTable(goodTensor()), "\x80\x02].", ""),
         "\"0\" is missing in the file"},
        {"stream with a cut storage",
         stream(pickleTable(goodTensor()), "\x80\x02]" + pickleText("0") + "a.", littleEndian(4, 8) + full.substr(1)),
         "storages are truncated"},
        {"stream with a huge storage",
         stream(pickleTable(goodTensor()), "\x80\x02]" + pickleText("0") + "a.",
                littleEndian(std::uint64_t(1) << 63, 8) + full),
         "the storages are truncated"},
        {"stream with a storage twice",
         stream(pickleTable(goodTensor()), "\x80\x02](" + pickleText("0") + pickleText("0") + "e.",
                littleEndian(4, 8) + full + littleEndian(4, 8) + full),
         "\"0\" stands in the file twice"},
        {"stream with a storage of no tensor",
         stream(pickleTable(goodTensor()), "\x80\x02]" + pickleText("7") + "a.", littleEndian(4, 8) + full),
         "belongs to no tensor"},
        {"stream with trailing bytes",
         stream(pickleTable(goodTensor()), "\x80\x02]" + pickleText("0") + "a.", littleEndian(4, 8) + full + "x"),
         "bytes follow the last storage"},
    };
}

}  // namespace warbler::test
