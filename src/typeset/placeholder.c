/* typeset: see src/README.md */
typedef int recto_typeset_is_not_empty;
