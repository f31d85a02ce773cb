# Finds Debian's split cpp-httplib (0.11.x ships no CMake package) or a header-only one.
#
# The flags come from pkg-config: Debian's shared library is built with OpenSSL, zlib and Brotli
# support, and without the same defines class layouts differ and memory is corrupted. The check
# below links and runs one object so that a mismatch stops here and not in production.
#
# Gives: httplib::httplib, httplib_VERSION, httplib_FOUND
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(UNDERSTUDY_HTTPLIB QUIET IMPORTED_TARGET cpp-httplib)
endif()
if(UNDERSTUDY_HTTPLIB_FOUND)
  find_package(OpenSSL REQUIRED)
  set(httplib_VERSION "${UNDERSTUDY_HTTPLIB_VERSION}")
  if(NOT TARGET httplib::httplib)
    add_library(httplib::httplib INTERFACE IMPORTED)
    target_link_libraries(httplib::httplib INTERFACE
      PkgConfig::UNDERSTUDY_HTTPLIB OpenSSL::SSL OpenSSL::Crypto)
    set_property(TARGET httplib::httplib APPEND PROPERTY
      INTERFACE_COMPILE_DEFINITIONS UNDERSTUDY_HTTPLIB_FLAGS_SET)
  endif()
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(httplib REQUIRED_VARS httplib_VERSION VERSION_VAR httplib_VERSION)
