# Every third-party library, found as a package. Where one is absent, UNDERSTUDY_DOWNLOADS=ON
# fetches the release that ci/deps.lock pins; without it the message names the Debian package.
#
# understudy_dependency(name DEBIAN package [OPTIONAL] [VERSION v] [OPTIONS key=value...])
include(FetchContent)

# The version, URL and SHA-256 that ci/deps.lock has for a name.
function(understudy_locked name version url hash)
  file(STRINGS "${PROJECT_SOURCE_DIR}/ci/deps.lock" lines REGEX "^${name} ")
  string(REGEX REPLACE " +" ";" columns "${lines}")
  list(LENGTH columns count)
  if(NOT count EQUAL 4)
    message(FATAL_ERROR "ci/deps.lock has no line for ${name}.")
  endif()
  list(GET columns 1 lock_version)
  list(GET columns 2 lock_url)
  list(GET columns 3 lock_hash)
  set(${version} "${lock_version}" PARENT_SCOPE)
  set(${url} "${lock_url}" PARENT_SCOPE)
  set(${hash} "${lock_hash}" PARENT_SCOPE)
endfunction()

macro(understudy_dependency name)
  cmake_parse_arguments(DEP "OPTIONAL" "DEBIAN;VERSION" "OPTIONS" ${ARGN})
  find_package(${name} ${DEP_VERSION} QUIET)
  if(NOT ${name}_FOUND AND UNDERSTUDY_DOWNLOADS)
    understudy_locked(${name} locked_version locked_url locked_hash)
    message(STATUS "${name}: fetching ${locked_version}, as ci/deps.lock pins it")
    foreach(option IN LISTS DEP_OPTIONS)
      string(REGEX MATCH "^([^=]+)=(.*)$" option "${option}")
      set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}" CACHE INTERNAL "of ${name}")
    endforeach()
    FetchContent_Declare(${name} URL "${locked_url}" URL_HASH "SHA256=${locked_hash}")
    FetchContent_MakeAvailable(${name})
  elseif(${name}_FOUND)
    message(STATUS "${name}: ${${name}_VERSION}, installed")
  elseif(NOT DEP_OPTIONAL)
    message(FATAL_ERROR
      "${name} was not found. Install it (Debian: apt-get install ${DEP_DEBIAN}) "
      "or configure with -DUNDERSTUDY_DOWNLOADS=ON.")
  endif()
endmacro()

find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
# Debian: libpcre2-dev, libidn2-dev; neither ships a CMake package there
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8>=10.40)
pkg_check_modules(IDN2 REQUIRED IMPORTED_TARGET libidn2>=2.3)
understudy_dependency(nlohmann_json DEBIAN nlohmann-json3-dev VERSION 3.11
  OPTIONS JSON_BuildTests=OFF JSON_Install=ON)
understudy_dependency(httplib DEBIAN libcpp-httplib-dev
  OPTIONS HTTPLIB_REQUIRE_OPENSSL=ON HTTPLIB_INSTALL=ON)
understudy_dependency(fmt DEBIAN libfmt-dev OPTIONS FMT_INSTALL=OFF)
understudy_dependency(CLI11 DEBIAN libcli11-dev
  OPTIONS CLI11_BUILD_TESTS=OFF CLI11_BUILD_EXAMPLES=OFF CLI11_BUILD_DOCS=OFF)
set(understudy_find_curl "")
set(understudy_require_curl "")
if(UNDERSTUDY_CURL)
  find_package(CURL 7.85 QUIET)
  if(CURL_FOUND)
    message(STATUS "CURL: ${CURL_VERSION_STRING}, installed")
    # for the CMake package and the pkg-config file
    set(understudy_find_curl "find_dependency(CURL)")
    set(understudy_require_curl " libcurl")
  else()
    message(STATUS "CURL: not found, building without its transport (Debian: libcurl4-openssl-dev)")
    set(UNDERSTUDY_CURL OFF)
  endif()
endif()
if(UNDERSTUDY_TESTS)
  # Without a version: a package of Catch2 3 refuses to answer for 2.13, and both will do.
  understudy_dependency(Catch2 DEBIAN catch2 OPTIONS CATCH_INSTALL_DOCS=OFF)
  if(Catch2_SOURCE_DIR)
    list(APPEND CMAKE_MODULE_PATH "${Catch2_SOURCE_DIR}/extras")
  else()
    list(APPEND CMAKE_MODULE_PATH "${Catch2_DIR}")
  endif()
endif()
if(UNDERSTUDY_BENCHMARKS)
  understudy_dependency(benchmark DEBIAN libbenchmark-dev OPTIONAL
    OPTIONS BENCHMARK_ENABLE_TESTING=OFF BENCHMARK_ENABLE_INSTALL=OFF)
endif()

# cpp-httplib's own CMake target carries its flags; say so to the files that insist on them.
if(TARGET httplib AND NOT TARGET PkgConfig::UNDERSTUDY_HTTPLIB)
  target_compile_definitions(httplib INTERFACE $<BUILD_INTERFACE:UNDERSTUDY_HTTPLIB_FLAGS_SET>)
endif()
