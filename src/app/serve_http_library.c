#include "app/serve_http_library.h"

#include "base/library.h"

bool mhd_load(Mhd *mhd)
{
	const LibraryFunction functions[] = {
		{"MHD_create_response_from_buffer", &mhd->buffer_response},
		{"MHD_create_response_from_fd_at_offset64", &mhd->file_response},
		{"MHD_create_response_from_callback", &mhd->stream_response},
		{"MHD_add_response_header", &mhd->add_header},
		{"MHD_queue_response", &mhd->queue_response},
		{"MHD_destroy_response", &mhd->destroy_response},
		{"MHD_lookup_connection_value", &mhd->lookup_value},
		{"MHD_suspend_connection", &mhd->suspend},
		{"MHD_resume_connection", &mhd->resume},
		{"MHD_get_connection_info", &mhd->connection_info},
		{"MHD_start_daemon", &mhd->start},
		{"MHD_stop_daemon", &mhd->stop},
		{"MHD_run", &mhd->run},
		{"MHD_get_timeout", &mhd->get_timeout},
		{"MHD_get_daemon_info", &mhd->daemon_info},
		{"MHD_get_version", &mhd->version},
	};
	const size_t count = sizeof functions / sizeof *functions;
	mhd->library = library_load(RECTO_HTTP_LIBRARY, functions, count);
	return mhd->library != NULL;
}

void mhd_free(Mhd *mhd)
{
	library_free(mhd->library);
}
