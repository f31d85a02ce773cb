# understudy_embed(target NAMESPACE ns FUNCTION f FILES key=path ...)
#
# Compiles files into the target as `std::string_view f(std::string_view key)`, so that an embedded
# server needs no files beside it. Unknown keys give an empty text. The generated .cpp is remade when
# a file changes.
function(understudy_embed target)
  cmake_parse_arguments(ARG "" "NAMESPACE;FUNCTION" "FILES" ${ARGN})
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${target}_${ARG_FUNCTION}.cpp")
  set(inputs "")
  foreach(pair IN LISTS ARG_FILES)
    string(REGEX REPLACE "^[^=]+=" "" path "${pair}")
    list(APPEND inputs "${path}")
  endforeach()
  string(REPLACE ";" "|" packed "${ARG_FILES}")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DNAMESPACE=${ARG_NAMESPACE}"
            "-DFUNCTION=${ARG_FUNCTION}" "-DFILES=${packed}"
            -P "${PROJECT_SOURCE_DIR}/ci/cmake/embed_script.cmake"
    DEPENDS ${inputs} "${PROJECT_SOURCE_DIR}/ci/cmake/embed_script.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
