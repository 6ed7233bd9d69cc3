/* libarchive for Swift: the headers, and a function for each C macro that Swift
 * cannot call. Nothing else belongs here. */
#ifndef CARCHIVE_SHIM_H
#define CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

static inline unsigned int CArchive_AE_IFREG(void) { return AE_IFREG; }

#endif
