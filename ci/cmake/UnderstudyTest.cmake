# understudy_test(name SOURCES ... DEPENDS ... [PRIVATE_INCLUDES dir...] [LABELS ...] [LOCK name])
#
# One Catch2 program; every TEST_CASE becomes a CTest entry, so the closing line of a run counts
# sentences, not programs. Order is random with a printed seed. A test that cannot hold where it runs
# says "this test is skipped: " and why, and is counted so. Tests with the same LOCK run one at a time.
include(Catch)

function(understudy_test name)
  cmake_parse_arguments(ARG "" "LOCK" "SOURCES;DEPENDS;PRIVATE_INCLUDES;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} Catch2::Catch2WithMain understudy_build_flags)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests" ${ARG_PRIVATE_INCLUDES})
  target_compile_definitions(${name} PRIVATE
    UNDERSTUDY_TESTS_DIR="${PROJECT_SOURCE_DIR}/tests"
    UNDERSTUDY_TEST_DATA="${UNDERSTUDY_TEST_DATA}")
  set(lock "")
  if(ARG_LOCK)
    set(lock RESOURCE_LOCK "${ARG_LOCK}")
  endif()
  catch_discover_tests(${name}
    TEST_PREFIX "${name}: "
    EXTRA_ARGS --order rand
    PROPERTIES TIMEOUT ${UNDERSTUDY_TEST_TIMEOUT} SKIP_REGULAR_EXPRESSION "this test is skipped: "
      LABELS "${ARG_LABELS}" ${lock})
endfunction()
