// What a person scans or types to enrol a device or to join it: links in QR codes, addresses and codes.
#include "sync/device/enrolment.h"
#include "sync/device/http_url.h"
#include "sync/service/auth/codes.h"
#include "tests/fuzz/claim.h"

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::textOf(data, size);
    const auto checked = [](const device::EnrolLink& link) {
        const auto url = device::checkServiceUrl(link.url);
        fuzz::claim(url.ok() && *url == link.url && !link.code.empty());
        fuzz::claim(link.url.starts_with("https://") || link.url.starts_with("http://127.") || link.url.starts_with("http://localhost") ||
                    link.url.starts_with("http://[::1]"));
    };
    if (const auto link = device::parseEnrolLink(text)) checked(*link);
    const auto line = text.find('\n');
    const std::string_view address = text.substr(0, line), code = line == std::string_view::npos ? std::string_view() : text.substr(line + 1);
    if (const auto link = device::makeEnrolLink(address, code)) checked(*link);
    if (const auto joining = device::parseJoinCode(text)) fuzz::claim(joining->find_first_of(" \n\t") == std::string::npos);
    const std::string plain = service::normalisedCode(code);
    fuzz::claim(service::normalisedCode(plain) == plain);
    return 0;
}
