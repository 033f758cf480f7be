# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# warbler_settings: the language, the warnings and the hardening every target shares.

find_program(WARBLER_CCACHE ccache)
if(WARBLER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Paths relative to the checkout and a PCH that is compared by content let all build folders share one cache.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${WARBLER_CCACHE}")
endif()

set(CMAKE_COMPILE_WARNING_AS_ERROR ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)

add_library(warbler_settings INTERFACE)
target_compile_features(warbler_settings INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_compile_options(warbler_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wold-style-cast -Woverloaded-virtual
    -fstack-protector-strong -fno-plt)
# What GCC's optimiser guesses about values it cannot follow, such as those inside std::optional, stays a warning.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    foreach(guess maybe-uninitialized restrict array-bounds stringop-overflow stringop-overread free-nonheap-object
        dangling-pointer use-after-free)
        target_compile_options(warbler_settings INTERFACE -Wno-error=${guess})
    endforeach()
endif()
target_compile_definitions(warbler_settings INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_include_directories(warbler_settings INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
if(WARBLER_SANITIZE)
    target_compile_options(warbler_settings INTERFACE -fsanitize=${WARBLER_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=undefined)
    target_link_options(warbler_settings INTERFACE -fsanitize=${WARBLER_SANITIZE})
endif()

# A torch unit takes over a gigabyte to compile: no more of them at once than the memory holds.
cmake_host_system_information(RESULT warbler_free_mib QUERY AVAILABLE_PHYSICAL_MEMORY)
math(EXPR warbler_torch_jobs "${warbler_free_mib} / 1500")
if(warbler_torch_jobs LESS 1)
    set(warbler_torch_jobs 1)
endif()
set_property(GLOBAL PROPERTY JOB_POOLS torch=${warbler_torch_jobs})

# warbler_add_room(NAME tables SOURCES a.cpp LINK warbler_base PRIVATE_LINK PCRE2): one static library a room, so that
# the linker sees the same arrows as tests/architecture/layers.txt.
function(warbler_add_room)
    cmake_parse_arguments(PARSE_ARGV 0 room "" "NAME" "SOURCES;LINK;PRIVATE_LINK")
    if(NOT room_SOURCES)
        add_library(warbler_${room_NAME} INTERFACE)
        target_link_libraries(warbler_${room_NAME} INTERFACE warbler_settings ${room_LINK})
        return()
    endif()
    add_library(warbler_${room_NAME} STATIC ${room_SOURCES})
    target_link_libraries(warbler_${room_NAME} PUBLIC warbler_settings ${room_LINK} PRIVATE ${room_PRIVATE_LINK})
    target_precompile_headers(warbler_${room_NAME} REUSE_FROM warbler_precompiled)
endfunction()
