# Every option of the build, and the build-only target that carries warnings and sanitizers.
option(UNDERSTUDY_DEVELOPER "Warnings are errors and public headers are checked" OFF)
option(UNDERSTUDY_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(UNDERSTUDY_BENCHMARKS "Build the benchmarks where Google Benchmark is found" ${PROJECT_IS_TOP_LEVEL})
option(UNDERSTUDY_FUZZ "Build the fuzz targets; needs Clang and its libFuzzer" OFF)
option(UNDERSTUDY_CURL "Build the client's libcurl transport where libcurl 7.85 or later is found" ON)
option(UNDERSTUDY_DOWNLOADS "Fetch dependencies that are not installed, pinned by hash" OFF)
set(UNDERSTUDY_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them: address,undefined or thread")
set(UNDERSTUDY_TEST_DATA "${PROJECT_SOURCE_DIR}/../shared/data" CACHE PATH
    "Public test suites as data; tests that need an absent one are skipped with a notice")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ${UNDERSTUDY_DEVELOPER})

add_library(understudy_build_flags INTERFACE)
target_compile_options(understudy_build_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast
  -Wmissing-declarations
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # GCC bug 105651: false alarms on std::string at -O2
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.
  $<$<BOOL:${UNDERSTUDY_DEVELOPER}>:-Werror>)
if(UNDERSTUDY_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "UNDERSTUDY_FUZZ needs Clang: use the preset fuzz (Debian: clang-14).")
  endif()
  target_compile_options(understudy_build_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
# Seconds after which a test counts as hanging; sanitizers make some of them twenty times as slow.
set(UNDERSTUDY_TEST_TIMEOUT 120)
if(UNDERSTUDY_SANITIZE)
  set(UNDERSTUDY_TEST_TIMEOUT 900)
  target_compile_options(understudy_build_flags INTERFACE
    -fsanitize=${UNDERSTUDY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(understudy_build_flags INTERFACE -fsanitize=${UNDERSTUDY_SANITIZE})
else()
  target_compile_options(understudy_build_flags INTERFACE
    -fstack-protector-strong $<$<CONFIG:Release>:-U_FORTIFY_SOURCE$<SEMICOLON>-D_FORTIFY_SOURCE=2>)
  target_link_options(understudy_build_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
