# Writes a C++ source that holds text files: cmake -DOUT=embedded.cpp -DHEADER=… -DFUNCTION=waymark::service::templateText -DFILES="a;b" -P this file.
# The function takes a file's name without its folder and returns its text, or an empty view.
string(REGEX REPLACE "::[^:]+$" "" namespace "${FUNCTION}")
string(REGEX REPLACE "^.*::" "" function "${FUNCTION}")
string(REPLACE "|" ";" files "${FILES}")
set(text "// Made at build time from the files of ${FOLDER}.\n#include \"${HEADER}\"\n\nnamespace ${namespace} {\n\n")
string(APPEND text "std::string_view ${function}(std::string_view name) {\n")
foreach(file IN LISTS files)
  file(READ "${file}" content)
  get_filename_component(name "${file}" NAME)
  string(APPEND text "    if (name == \"${name}\")\n        return R\"__WAYMARK__(${content})__WAYMARK__\";\n")
endforeach()
string(APPEND text "    return {};\n}\n\n} // namespace ${namespace}\n")
file(WRITE "${OUT}" "${text}")
