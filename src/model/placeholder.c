/* model: see src/README.md */
typedef int recto_model_is_not_empty;
