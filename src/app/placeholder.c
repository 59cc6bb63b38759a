/* app: see src/README.md */
typedef int recto_app_is_not_empty;
