# How targets are made: one library per folder, one executable per test, the same flags everywhere.
option(WAYMARK_APP "Build the app (needs Qt Quick)" ON)
option(WAYMARK_TESTS "Build the tests (needs Qt Test)" ON)
option(WAYMARK_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)

option(WAYMARK_UNITY "Compile the files of a library several at a time" ON)
option(WAYMARK_PCH "Parse the headers that nearly every file needs once" ON)
option(WAYMARK_FUZZ "Build the fuzzers (needs clang; the preset fuzz sets it up)" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(QT_QML_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/qml)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Without these two ccache passes on every file that has a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

add_library(waymark_warnings INTERFACE)
# GCC 12 sees overlaps and overflows in std::string at -O3 that are not there (its bug 105651 and those like it).
target_compile_options(waymark_warnings INTERFACE -Wall -Wextra -Wpedantic -Werror "$<$<CONFIG:Release>:-Wno-restrict;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>")

add_library(waymark_sanitizers INTERFACE)
if(WAYMARK_SANITIZE)
  target_compile_options(waymark_sanitizers INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(waymark_sanitizers INTERFACE -fsanitize=address,undefined)
endif()

if(WAYMARK_FUZZ)
  target_compile_options(waymark_sanitizers INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
  target_link_options(waymark_sanitizers INTERFACE -fsanitize=address,undefined)
  # The other compiler warns of other things; the builds with GCC are the ones that hold the line.
  target_compile_options(waymark_warnings INTERFACE -Wno-error)
endif()

# Half of a file's compile time went into reading the same headers, so they are read once: the standard library and JSON for the
# libraries, Qt Test with them for the tests. A file still includes what it uses: with WAYMARK_PCH off everything builds as well.
if(WAYMARK_PCH)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # one precompiled header fits libraries with Qt and without
  set(_common_headers <algorithm> <array> <cmath> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
    <unordered_map> <vector> <nlohmann/json.hpp>)
  file(WRITE ${CMAKE_BINARY_DIR}/precompiled/empty.cpp "")
  add_library(waymark_headers STATIC ${CMAKE_BINARY_DIR}/precompiled/empty.cpp)
  target_link_libraries(waymark_headers PRIVATE nlohmann_json::nlohmann_json waymark_sanitizers waymark_warnings)
  target_precompile_headers(waymark_headers PRIVATE ${_common_headers})
endif()

# waymark_test_headers(app_world_headers LINKS tests_app_world [HEADERS "app_world.h"…]): Qt Test and these headers, read once for the tests that
# say HEADERS_OF app_world_headers and link the same.
function(waymark_test_headers name)
  cmake_parse_arguments(ARG "" "" "LINKS;HEADERS" ${ARGN})
  if(WAYMARK_PCH AND WAYMARK_TESTS)
    file(WRITE ${CMAKE_BINARY_DIR}/precompiled/main.cpp "int main() { return 0; }\n")
    add_executable(${name} ${CMAKE_BINARY_DIR}/precompiled/main.cpp)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/precompiled)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE nlohmann_json::nlohmann_json ${ARG_LINKS} Qt6::Test waymark_sanitizers waymark_warnings)
    target_compile_definitions(${name} PRIVATE QT_TESTCASE_BUILDDIR="${CMAKE_BINARY_DIR}")
    target_precompile_headers(${name} PRIVATE <QTest> <QTemporaryDir> <QObject> ${_common_headers} ${ARG_HEADERS})
  endif()
endfunction()
waymark_test_headers(waymark_test_headers)
if(WAYMARK_APP)
  waymark_test_headers(waymark_gui_test_headers LINKS Qt6::Gui Qt6::Qml)  # Qt Test has more to say where these are linked
endif()

# Of these files those that know defects (shared/base/mutant.h). The simulator compiles them a second time, with the defects.
function(waymark_mutable out)
  set(found)
  foreach(source ${ARGN})
    file(STRINGS ${source} knows_defects REGEX "#include \"shared/base/mutant.h\"")
    if(knows_defects)
      list(APPEND found ${source})
    endif()
  endforeach()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

# waymark_library(shared_domain SOURCES a.cpp … [LINKS public…] [PRIVATE_LINKS …] [HEADERS <heavy.h>…]): the library of this folder. Includes
# are written from the repository root. HEADERS are what most of its files include of other libraries and are read once as well.
function(waymark_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS;HEADERS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS} waymark_sanitizers PRIVATE ${ARG_PRIVATE_LINKS} waymark_warnings)
  waymark_read_once(${name} ${ARG_HEADERS})
  # Most of a file's compile time goes into templates that its neighbours need as well (JSON above all). Six at a time take half the time
  # from nothing, and a change to one of them still takes seconds.
  if(WAYMARK_UNITY)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
    set(written ${ARG_SOURCES})
    list(FILTER written INCLUDE REGEX "\\.cpp$")
    list(FILTER written EXCLUDE REGEX "^/")
    waymark_mutable(alone ${written})
    set_source_files_properties(${alone} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    # A class of one file may have members of its anonymous namespace; together the files look like a header to the compiler.
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

# waymark_read_once(name [<heavy.h>…]): the headers that are precompiled for a library, and more of them.
function(waymark_read_once name)
  if(WAYMARK_PCH AND ARGN)
    target_precompile_headers(${name} PRIVATE ${_common_headers} ${ARGN})
  elseif(WAYMARK_PCH)
    target_precompile_headers(${name} REUSE_FROM waymark_headers)
  endif()
endfunction()

# waymark_program(waymark-service SOURCES main.cpp LINKS … [HEADERS <heavy.h>…]): an executable in build/<preset>/bin.
function(waymark_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;HEADERS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} waymark_sanitizers waymark_warnings)
  if(ARG_HEADERS)
    waymark_read_once(${name} ${ARG_HEADERS})
  endif()
endfunction()

# waymark_test(tst_uuid LINKS shared_base [SOURCES more.cpp] [LABELS …] [GUI | HEADERS_OF app_world_headers]): a Qt Test executable made of
# tst_uuid.cpp, run by ctest. GUI says that it links QML and with it Qt Gui. Files beside the source are found with QFINDTESTDATA. Qt's meta-objects are made here for the test and for the headers
# among its sources: AUTOMOC would scan every test by itself and compile an empty file for it.
function(waymark_test name)
  cmake_parse_arguments(ARG "GUI" "TIMEOUT;HEADERS_OF" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(${name} ${name}.cpp ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC OFF RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}_moc)
  qt_generate_moc(${name}.cpp ${moc}/${name}.moc TARGET ${name})
  target_sources(${name} PRIVATE ${moc}/${name}.moc)
  list(FILTER ARG_SOURCES INCLUDE REGEX "\\.h$")
  foreach(header ${ARG_SOURCES})
    qt_generate_moc(${header} ${moc}/moc_${header}.cpp TARGET ${name})
    target_sources(${name} PRIVATE ${moc}/moc_${header}.cpp)
  endforeach()
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR} ${moc})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} Qt6::Test waymark_sanitizers waymark_warnings)
  target_compile_definitions(${name} PRIVATE QT_TESTCASE_BUILDDIR="${CMAKE_BINARY_DIR}")
  if(ARG_GUI)
    set(ARG_HEADERS_OF waymark_gui_test_headers)
  elseif(NOT ARG_HEADERS_OF)
    set(ARG_HEADERS_OF waymark_test_headers)
  endif()
  if(WAYMARK_PCH)
    target_precompile_headers(${name} REUSE_FROM ${ARG_HEADERS_OF})
  endif()
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT
    "QT_QPA_PLATFORM=offscreen;QT_QUICK_BACKEND=software;QT_LOGGING_TO_CONSOLE=1")
endfunction()

# waymark_script_test(architecture SCRIPT arrows.py [ARGS …] [NEEDS targets that must be built…] [LABELS …] [TIMEOUT seconds]): a test
# written in Python, run by ctest with Debian's own interpreter, where Debian's modules (selenium) are.
set(WAYMARK_PYTHON /usr/bin/python3 CACHE FILEPATH "The Python that runs the script tests")
function(waymark_script_test name)
  cmake_parse_arguments(ARG "" "SCRIPT;TIMEOUT" "ARGS;LABELS;NEEDS" ${ARGN})
  add_test(NAME ${name} COMMAND ${WAYMARK_PYTHON} -B ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_SCRIPT} ${ARG_ARGS})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT
    "QT_QPA_PLATFORM=offscreen;QT_QUICK_BACKEND=software;PYTHONUTF8=1")
  add_custom_target(${name} DEPENDS ${ARG_NEEDS})
endfunction()

# waymark_bench(bench_push LINKS …): a measurement in build/<preset>/bench, built by the target `benches` and run by scripts/bench. It
# prints what it measured beside a limit or a peer, as tests/bench/measure.h does; no test fails on time.
add_custom_target(benches)
function(waymark_bench name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} EXCLUDE_FROM_ALL ${name}.cpp ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} waymark_sanitizers waymark_warnings)
  add_dependencies(benches ${name})
endfunction()

# waymark_script_bench(bench_peer NEEDS targets that must be built…): a measurement in Python, bench_peer.py of this folder.
function(waymark_script_bench name)
  cmake_parse_arguments(ARG "" "" "NEEDS" ${ARGN})
  add_custom_target(${name} DEPENDS ${ARG_NEEDS})
  add_dependencies(benches ${name})
endfunction()
