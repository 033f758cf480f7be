# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# warbler_embed_text(OUTPUT name.h NAMESPACE warbler SYMBOL kText FILE path): the text of a file as a constant in a
# header of the build folder, <generated>/name.h; a change of the file configures again.

function(warbler_embed_text)
    cmake_parse_arguments(PARSE_ARGV 0 e "" "OUTPUT;NAMESPACE;SYMBOL;FILE" "")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${e_FILE}")
    file(READ "${e_FILE}" text)
    # Compilers take 64 KiB in one literal; neighbouring literals become one.
    string(LENGTH "${text}" length)
    set(literals "")
    set(at 0)
    while(at LESS length)
        string(SUBSTRING "${text}" ${at} 8000 part)
        string(APPEND literals "\n    R\"embedded(${part})embedded\"")
        math(EXPR at "${at} + 8000")
    endwhile()
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/${e_OUTPUT}" @ONLY CONTENT
"#pragma once
namespace @e_NAMESPACE@ {
inline constexpr char @e_SYMBOL@[] =@literals@;
}
")
endfunction()
