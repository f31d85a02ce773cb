# Install rules: the program, the libraries with their headers as one CMake package, a pkg-config
# file, and the contracts as files.
include(CMakePackageConfigHelpers)

get_property(libraries GLOBAL PROPERTY UNDERSTUDY_LIBRARIES)
install(TARGETS ${libraries} EXPORT understudyTargets FILE_SET HEADERS)
install(TARGETS understudy)
install(EXPORT understudyTargets NAMESPACE understudy::
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/understudy)

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/ci/cmake/understudyConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/understudyConfig.cmake"
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/understudy)
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/understudyConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(
  FILES
    "${PROJECT_BINARY_DIR}/understudyConfig.cmake"
    "${PROJECT_BINARY_DIR}/understudyConfigVersion.cmake"
    "${PROJECT_SOURCE_DIR}/ci/cmake/Findhttplib.cmake"
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/understudy)

configure_file(
  "${PROJECT_SOURCE_DIR}/ci/cmake/understudy.pc.in" "${PROJECT_BINARY_DIR}/understudy.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/understudy.pc" DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

foreach(api IN LISTS UNDERSTUDY_APIS)
  install(
    FILES
      "${PROJECT_SOURCE_DIR}/contracts/apis/${api}/openapi.json"
      "${PROJECT_SOURCE_DIR}/contracts/apis/${api}/SOURCES.md"
    DESTINATION ${CMAKE_INSTALL_DATADIR}/understudy/contracts/${api})
endforeach()
install(FILES "${PROJECT_SOURCE_DIR}/contracts/admin/openapi.json"
  DESTINATION ${CMAKE_INSTALL_DATADIR}/understudy/contracts/admin)
install(FILES "${PROJECT_SOURCE_DIR}/contracts/conformance/report.schema.json"
  DESTINATION ${CMAKE_INSTALL_DATADIR}/understudy/contracts/conformance)
