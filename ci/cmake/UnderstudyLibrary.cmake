# understudy_library(name LAYER n [NEVER lib...] [HEADERS ...] SOURCES ... [DEPENDS ...] [PRIVATE_DEPENDS ...])
#
# One library of the house. LAYER is its floor in the drawing of ARCHITECTURE.md: linking a library of
# this project that is level or above stops the configure step with one sentence. NEVER names
# libraries that stay forbidden however low they are. Public headers live under include/.
set_property(GLOBAL PROPERTY UNDERSTUDY_LIBRARIES "")

function(understudy_check_edge from layer to never)
  if(to IN_LIST never)
    message(FATAL_ERROR "${from} must never link ${to}: see the drawing in ARCHITECTURE.md.")
  endif()
  get_property(floor TARGET ${to} PROPERTY UNDERSTUDY_LAYER)
  if(NOT floor STREQUAL "" AND NOT floor LESS layer)
    message(FATAL_ERROR
      "${from} (layer ${layer}) must not link ${to} (layer ${floor}): edges only go down.")
  endif()
endfunction()

function(understudy_library name)
  cmake_parse_arguments(ARG "" "LAYER" "NEVER;HEADERS;SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  if(NOT DEFINED ARG_LAYER OR ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "understudy_library(${name}): LAYER is required; unknown: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  set(target understudy_${name})
  add_library(${target} STATIC)
  add_library(understudy::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${name} UNDERSTUDY_LAYER ${ARG_LAYER} UNDERSTUDY_NEVER "${ARG_NEVER}")
  foreach(dependency IN LISTS ARG_DEPENDS ARG_PRIVATE_DEPENDS)
    if(dependency MATCHES "^understudy::(.+)$")
      understudy_check_edge(${target} ${ARG_LAYER} understudy_${CMAKE_MATCH_1} "${ARG_NEVER}")
    endif()
  endforeach()
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_sources(${target} PRIVATE ${ARG_SOURCES})
  if(ARG_HEADERS)
    list(TRANSFORM ARG_HEADERS PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/include/")
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${ARG_HEADERS})
  endif()
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/src")
  target_link_libraries(${target}
    PUBLIC ${ARG_DEPENDS}
    PRIVATE ${ARG_PRIVATE_DEPENDS} $<BUILD_INTERFACE:understudy_build_flags>)
  set_property(GLOBAL APPEND PROPERTY UNDERSTUDY_LIBRARIES ${target})
endfunction()
