#include "sync/device/curl_library.h"

#include <dlfcn.h>

namespace waymark::device {

namespace {

// The name of the library's binary interface, unchanged since 2006.
constexpr const char* kName = "libcurl.so.4";

template <class Function> bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

bool load(CurlLibrary& curl) {
    void* library = dlopen(kName, RTLD_NOW | RTLD_LOCAL);
    decltype(&::curl_global_init) globalInit = nullptr;
    return library && find(library, "curl_global_init", globalInit) && find(library, "curl_easy_init", curl.easyInit) &&
           find(library, "curl_easy_cleanup", curl.easyCleanup) && find(library, "curl_easy_reset", curl.easyReset) &&
           find(library, "curl_easy_setopt", curl.easySetopt) && find(library, "curl_easy_perform", curl.easyPerform) &&
           find(library, "curl_easy_getinfo", curl.easyGetinfo) && find(library, "curl_easy_strerror", curl.easyStrerror) &&
           find(library, "curl_slist_append", curl.slistAppend) && find(library, "curl_slist_free_all", curl.slistFreeAll) &&
           globalInit(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

} // namespace

base::Result<const CurlLibrary*> curlLibrary() {
    static CurlLibrary curl;
    static const bool ready = load(curl);
    if (!ready) return base::Error{base::ErrorCode::Internal, "libcurl"};
    return &curl;
}

} // namespace waymark::device
