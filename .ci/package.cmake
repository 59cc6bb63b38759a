# Debian packages by CPack: the program, the library, and what is needed to compile with the library.
#
#   cmake --workflow --preset package        configures for /usr, builds, packs into build-package/
#
# The same source gives the same bytes: no path of the build is in a file, and what is packed carries the date of
# the topmost entry of .ci/changelog, or SOURCE_DATE_EPOCH where that is set (package_date.cmake).

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME recto)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The recto maintainers <recto@example.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/package_date.cmake)
set(CPACK_RECTO_CHANGELOG ${CMAKE_CURRENT_LIST_DIR}/changelog)
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR})

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME recto)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION text)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "recto reads the folder that an academic keeps for a homepage (the content of
al-folio and acad-homepage sites: Markdown, front matter, _config.yml, BibTeX,
pictures) and writes the static HTML homepage and a typeset, tagged PDF CV.
.
It needs no Ruby, Node, TeX, browser or network.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME librecto0)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "librecto is the program recto for use from C: open a site, build its pages
and its PDF CV, read what is wrong with it.")

file(CONFIGURE OUTPUT triggers CONTENT "activate-noawait ldconfig\n") # the loader's cache
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/triggers)

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME librecto-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "librecto0 (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "recto.h and what pkg-config and the linker need to use librecto from C.")

# What is loaded when asked for, dpkg-shlibdeps does not see; it adds the rest.
foreach(name AVIF HTTP)
  execute_process(COMMAND dpkg-query -S ${RECTO_${name}_LIBRARY} OUTPUT_VARIABLE owner ERROR_QUIET)
  string(REGEX REPLACE ":.*" "" ${name}_package "${owner}")
endforeach()
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "${AVIF_package}, ${HTTP_package}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "${AVIF_package}")

# Fonts, icons and hyphenation: recto runs without, and says what is missing. What `recto check --online` loads is
# suggested only: most never ask the network.
set(suggested libcurl3-gnutls ca-certificates)
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/packages.txt recommended REGEX "^run ")
list(TRANSFORM recommended REPLACE "^run +" "")
list(REMOVE_ITEM recommended ${suggested})
list(JOIN recommended ", " recommended)
list(JOIN suggested ", " suggested)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS ${suggested})
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS ${recommended})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_RECOMMENDS ${recommended})

# What every Debian package has in its folder of documentation.
set(changelog ${CMAKE_BINARY_DIR}/changelog.gz)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CPACK_RECTO_CHANGELOG})
execute_process(COMMAND gzip -9nc ${CPACK_RECTO_CHANGELOG} OUTPUT_FILE ${changelog} COMMAND_ERROR_IS_FATAL ANY)
foreach(component PROGRAM LIBRARY DEVELOPMENT)
  set(folder ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${component}_PACKAGE_NAME})
  string(TOLOWER ${component} name)
  install(FILES ${changelog} DESTINATION ${folder} COMPONENT ${name})
  install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${folder} RENAME copyright COMPONENT ${name})
endforeach()
install(FILES ${CMAKE_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/recto COMPONENT program)

include(CPack)
