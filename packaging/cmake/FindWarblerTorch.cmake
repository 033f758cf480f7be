# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Warbler::Torch (torch_cpu and c10 of an unpacked wheel) and WARBLER_DEFAULT_MODEL (the folder of the default encoder).
#
# Looked for in -DWARBLER_TORCH_DIR or $WARBLER_TORCH_DIR, then in the folder packaging/setup.sh fills, which carries
# the hash of pins.txt in its name. What was found there is not cached, so that new pins are seen. torch's own
# TorchConfig is not used: it wants a CUDA toolkit even for CPU work.

file(SHA256 "${CMAKE_SOURCE_DIR}/packaging/pins.txt" warbler_pins)
string(SUBSTRING "${warbler_pins}" 0 16 warbler_pins)
set(warbler_cache "$ENV{XDG_CACHE_HOME}")
if(NOT warbler_cache)
    set(warbler_cache "$ENV{HOME}/.cache")
endif()
set(warbler_deps "${warbler_cache}/warbler/deps/${warbler_pins}")

foreach(place "${WARBLER_TORCH_DIR}" "$ENV{WARBLER_TORCH_DIR}" "${warbler_deps}/torch")
    if(place AND EXISTS "${place}/lib/libtorch_cpu.so")
        set(WARBLER_TORCH_DIR "${place}")
        break()
    endif()
endforeach()
foreach(place "${WARBLER_DEFAULT_MODEL}" "$ENV{WARBLER_DEFAULT_MODEL}" "${warbler_deps}/all-MiniLM-L6-v2")
    if(place AND EXISTS "${place}/config.json")
        set(WARBLER_DEFAULT_MODEL "${place}")
        break()
    endif()
endforeach()

include(FindPackageHandleStandardArgs)
set(WarblerTorch_INCLUDE "${WARBLER_TORCH_DIR}/include")
find_package_handle_standard_args(WarblerTorch
    REQUIRED_VARS WARBLER_TORCH_DIR
    REASON_FAILURE_MESSAGE
    "no libtorch found: run packaging/setup.sh, or set WARBLER_TORCH_DIR to the folder with torch's lib/ and include/")

if(WarblerTorch_FOUND AND NOT TARGET Warbler::Torch)
    file(STRINGS "${WARBLER_TORCH_DIR}/include/torch/headeronly/version.h" warbler_torch_lines
        REGEX "define TORCH_VERSION_(MAJOR|MINOR) ")
    if(NOT warbler_torch_lines)
        file(STRINGS "${WARBLER_TORCH_DIR}/include/torch/csrc/api/include/torch/version.h" warbler_torch_lines
            REGEX "define TORCH_VERSION_(MAJOR|MINOR) ")
    endif()
    string(REGEX MATCH "MAJOR ([0-9]+)" unused "${warbler_torch_lines}")
    set(warbler_torch_major "${CMAKE_MATCH_1}")
    string(REGEX MATCH "MINOR ([0-9]+)" unused "${warbler_torch_lines}")
    set(WarblerTorch_VERSION "${warbler_torch_major}.${CMAKE_MATCH_1}")
    if(WarblerTorch_VERSION VERSION_LESS 2.11)
        message(FATAL_ERROR
            "torch ${WarblerTorch_VERSION} in ${WARBLER_TORCH_DIR} is too old: Warbler needs 2.11 or newer. "
            "Run packaging/setup.sh, which fetches the pinned one.")
    endif()

    add_library(Warbler::c10 SHARED IMPORTED)
    set_target_properties(Warbler::c10 PROPERTIES IMPORTED_LOCATION "${WARBLER_TORCH_DIR}/lib/libc10.so")
    add_library(Warbler::torch_cpu SHARED IMPORTED)
    set_target_properties(Warbler::torch_cpu PROPERTIES IMPORTED_LOCATION "${WARBLER_TORCH_DIR}/lib/libtorch_cpu.so")
    add_library(Warbler::Torch INTERFACE IMPORTED)
    # torch finds libcupti and libcudart through its own RPATH, which expects torch/ and nvidia/ side by side.
    target_include_directories(Warbler::Torch SYSTEM INTERFACE
        "${WARBLER_TORCH_DIR}/include" "${WARBLER_TORCH_DIR}/include/torch/csrc/api/include")
    target_link_libraries(Warbler::Torch INTERFACE Warbler::torch_cpu Warbler::c10)
    target_link_options(Warbler::Torch INTERFACE "-Wl,--allow-shlib-undefined")
    # One torch call, compiled and linked with our flags, shows whether version and string ABI fit.
    if(NOT WARBLER_TORCH_WORKS OR NOT WARBLER_TORCH_PROBED STREQUAL WARBLER_TORCH_DIR)
        unset(WARBLER_TORCH_WORKS CACHE)
        file(WRITE "${CMAKE_BINARY_DIR}/torch_probe.cpp"
            "#include <c10/util/Exception.h>\n#include <string>\n"
            "int main() { return c10::Error({\"f\", \"s\", 1}, std::string(\"probe\")).msg().empty() ? 1 : 0; }\n")
        try_compile(WARBLER_TORCH_WORKS "${CMAKE_BINARY_DIR}/torch_probe" SOURCES "${CMAKE_BINARY_DIR}/torch_probe.cpp"
            LINK_LIBRARIES Warbler::Torch CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON OUTPUT_VARIABLE warbler_probe_output)
        if(NOT WARBLER_TORCH_WORKS)
            message(FATAL_ERROR
                "torch ${WarblerTorch_VERSION} in ${WARBLER_TORCH_DIR} does not link with this compiler "
                "(another C++ string ABI?). Delete that folder and run packaging/setup.sh again.\n"
                "${warbler_probe_output}")
        endif()
        set(WARBLER_TORCH_PROBED "${WARBLER_TORCH_DIR}" CACHE INTERNAL "The folder the probe was made with")
    endif()
    message(STATUS "torch ${WarblerTorch_VERSION}: ${WARBLER_TORCH_DIR}")
endif()
