/* write: see src/README.md */
typedef int recto_write_is_not_empty;
