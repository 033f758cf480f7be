# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# warbler_add_test(NAME core.tables.csv_reader SOURCES csv_reader_test.cpp LIBS warbler_tables LABELS core
#                  [TIMEOUT 60] [ENV "A=B"...] [ARGS ...] [PLAIN] [WIDGETS] [NEEDS_DATA])
# One program a test, named after it. PLAIN: a main of its own, no Qt Test. WIDGETS: links Qt Widgets.

function(warbler_add_test)
    cmake_parse_arguments(PARSE_ARGV 0 t "PLAIN;WIDGETS" "NAME;TIMEOUT" "SOURCES;LIBS;LABELS;ENV;ARGS")
    if(NOT t_PLAIN AND NOT WARBLER_BUILD_GUI)
        return()
    endif()
    string(REPLACE "." "_" target "test_${t_NAME}")
    add_executable(${target} ${t_SOURCES})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${target} PRIVATE warbler_settings ${t_LIBS})
    if(NOT t_PLAIN)
        warbler_moc_tests(${target} ${t_SOURCES})
        target_link_libraries(${target} PRIVATE Qt6::Test)
        if(t_WIDGETS)
            target_link_libraries(${target} PRIVATE Qt6::Widgets)
        endif()
        if(NOT t_WIDGETS AND NOT "${t_LIBS}" MATCHES "warbler_(ui|plots|theme|test_project)")
            target_precompile_headers(${target} REUSE_FROM warbler_test_precompiled)
        elseif(t_WIDGETS AND "${t_LIBS}" MATCHES "warbler_(ui|test_project)")
            target_precompile_headers(${target} REUSE_FROM warbler_ui_test_precompiled)
        endif()
    endif()
    if(NOT t_TIMEOUT)
        set(t_TIMEOUT 120)
    endif()
    warbler_register_test(NAME ${t_NAME} COMMAND $<TARGET_FILE:${target}> ${t_ARGS} TIMEOUT ${t_TIMEOUT}
        LABELS ${t_LABELS} ENV ${t_ENV})
endfunction()

# A test's class stands in its .cpp, which includes the .moc made of it. AUTOMOC would add two steps and an empty unit
# to every test.
function(warbler_moc_tests target)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}_moc")
    file(MAKE_DIRECTORY "${folder}")
    foreach(source IN LISTS ARGN)
        get_filename_component(path "${source}" ABSOLUTE)
        if(path MATCHES "\\.cpp$" AND EXISTS "${path}")
            file(STRINGS "${path}" wanted REGEX "^#include \"[a-z0-9_]+\\.moc\"")
            if(wanted)
                string(REGEX REPLACE ".*\"([a-z0-9_]+\\.moc)\".*" "\\1" name "${wanted}")
                qt_generate_moc("${path}" "${folder}/${name}" TARGET ${target})
                target_sources(${target} PRIVATE "${folder}/${name}")
            endif()
        endif()
    endforeach()
    target_include_directories(${target} PRIVATE "${folder}")
endfunction()

# The environment every test runs in: nothing of the user's, nothing of the network's.
function(warbler_register_test)
    cmake_parse_arguments(PARSE_ARGV 0 t "" "NAME;TIMEOUT" "COMMAND;LABELS;ENV")
    set(home "${CMAKE_BINARY_DIR}/test-home/${t_NAME}")
    add_test(NAME ${t_NAME} COMMAND "${CMAKE_SOURCE_DIR}/packaging/cmake/run-in-fresh-home.sh" "${home}" ${t_COMMAND})
    set(environment
        QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC HF_HUB_OFFLINE=1 WARBLER_OFFLINE=1 OMP_NUM_THREADS=1
        "HOME=${home}" "XDG_CONFIG_HOME=${home}/config" "XDG_DATA_HOME=${home}/data" "XDG_STATE_HOME=${home}/state"
        "XDG_CACHE_HOME=${home}/cache" "XDG_RUNTIME_DIR=${home}/run"
        "WARBLER_TEST_DATA=${WARBLER_TEST_DATA}" "WARBLER_TEST_SOURCE=${CMAKE_SOURCE_DIR}"
        "WARBLER_TEST_BIN=${CMAKE_BINARY_DIR}/bin"
        "WARBLER_DEFAULT_MODEL=${WARBLER_DEFAULT_MODEL}" "WARBLER_ENGINE=${CMAKE_BINARY_DIR}/lib/libwarbler_engine.so")
    if(WARBLER_SANITIZE)
        list(APPEND environment "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp"
            "ASAN_OPTIONS=detect_leaks=1"
            "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp")
    endif()
    # Above ci the reliability tests try many times as often, see tests/support/test_level.h.
    if(WARBLER_TEST_LEVEL)
        list(APPEND environment "WARBLER_TEST_LEVEL=${WARBLER_TEST_LEVEL}")
        if(NOT WARBLER_TEST_LEVEL STREQUAL "ci" AND "reliability" IN_LIST t_LABELS)
            set(t_TIMEOUT 86400)
        endif()
    endif()
    set_tests_properties(${t_NAME} PROPERTIES ENVIRONMENT "${environment};${t_ENV}" TIMEOUT ${t_TIMEOUT}
        LABELS "${t_LABELS}" SKIP_RETURN_CODE 77)
endfunction()
