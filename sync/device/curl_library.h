// libcurl, loaded when somebody first asks for it: with the thirty libraries behind it, loading it takes as long as making the lock screen, and
// the app starts without a network. Any thread may ask. It stays loaded until the process ends.
#pragma once

#include "shared/base/result.h"

#include <curl/curl.h>

namespace waymark::device {

/// The functions that are used, under libcurl's names.
struct CurlLibrary {
    decltype(&::curl_easy_init) easyInit = nullptr;
    decltype(&::curl_easy_cleanup) easyCleanup = nullptr;
    decltype(&::curl_easy_reset) easyReset = nullptr;
    decltype(&::curl_easy_setopt) easySetopt = nullptr;
    decltype(&::curl_easy_perform) easyPerform = nullptr;
    decltype(&::curl_easy_getinfo) easyGetinfo = nullptr;
    decltype(&::curl_easy_strerror) easyStrerror = nullptr;
    decltype(&::curl_slist_append) slistAppend = nullptr;
    decltype(&::curl_slist_free_all) slistFreeAll = nullptr;
};

/// Loads and starts it at the first call. Errors: Internal (it is not there, or not whole).
base::Result<const CurlLibrary*> curlLibrary();

} // namespace waymark::device
