/*
 * report: what people see on the terminal. Diagnostics go to standard error, products to standard
 * output.
 */
#ifndef RECTO_APP_REPORT_H
#define RECTO_APP_REPORT_H

#include "base/buf.h"
#include "front/source.h"

/* "file:line:col: error: text", the line, a caret line, the hint; with colours when asked. */
void report_write_diag(Buf *out, const Sources *sources, const Diag *diag, bool colour);

/* All of level `least` and above, in the order of source and place; then "2 warnings, 1 error". */
void report_write_diags(Buf *out, const Sources *sources, const Diags *diags, DiagLevel least,
			bool colour);

#endif
