/*
 * serve_http_library: libmicrohttpd, loaded when a server starts: it brings a library of TLS along,
 * which no other command needs. For serve_http.c alone.
 */
#ifndef RECTO_APP_SERVE_HTTP_LIBRARY_H
#define RECTO_APP_SERVE_HTTP_LIBRARY_H

#include <microhttpd.h>
#include <stdbool.h>

/* Its functions, under shorter names. */
typedef struct {
	void *library;
	__typeof__(MHD_create_response_from_buffer) *buffer_response;
	__typeof__(MHD_create_response_from_fd_at_offset64) *file_response;
	__typeof__(MHD_create_response_from_callback) *stream_response;
	__typeof__(MHD_add_response_header) *add_header;
	__typeof__(MHD_queue_response) *queue_response;
	__typeof__(MHD_destroy_response) *destroy_response;
	__typeof__(MHD_lookup_connection_value) *lookup_value;
	__typeof__(MHD_suspend_connection) *suspend;
	__typeof__(MHD_resume_connection) *resume;
	__typeof__(MHD_get_connection_info) *connection_info;
	__typeof__(MHD_start_daemon) *start;
	__typeof__(MHD_stop_daemon) *stop;
	__typeof__(MHD_run) *run;
	__typeof__(MHD_get_timeout) *get_timeout;
	__typeof__(MHD_get_daemon_info) *daemon_info;
	__typeof__(MHD_get_version) *version;
} Mhd;

/* False when the library is not there, or too old; then nothing is to be given back. */
bool mhd_load(Mhd *mhd);
void mhd_free(Mhd *mhd);

#endif
