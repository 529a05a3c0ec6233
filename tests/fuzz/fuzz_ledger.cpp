// The ledger of erasures as a file: cut, doubled, edited. Each line of the input stands for a line of the file; one that begins with + is given
// its right checksum, and ~ before it leaves its last bytes off. What can be read comes back the same, and a line that was edited is never
// passed over in silence.
#include "shared/base/digest.h"
#include "shared/base/hex.h"
#include "sync/service/erasure/ledger.h"
#include "tests/fuzz/claim.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string>

using namespace waymark;

namespace {

std::string fileOf(std::string_view input) {
    std::string file;
    while (!input.empty()) {
        std::string_view line = input.substr(0, input.find('\n'));
        const bool ends = line.size() < input.size();
        input.remove_prefix(std::min(input.size(), line.size() + 1));
        const bool cut = line.starts_with('~');
        if (cut) line.remove_prefix(1);
        std::string written(line);
        if (line.starts_with('+')) {
            line.remove_prefix(1);
            written = base::toHex(base::blake2b64(line)) + ' ' + std::string(line);
        }
        if (cut) written.resize(written.size() / 2);
        file += written;
        if (ends) file += '\n';
    }
    return file;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const int file = memfd_create("ledger", 0);
    static const service::Ledger ledger("/proc/self/fd/" + std::to_string(file));
    const std::string content = fileOf(fuzz::textOf(data, size));
    fuzz::claim(ftruncate(file, 0) == 0 && pwrite(file, content.data(), content.size(), 0) == static_cast<ssize_t>(content.size()));
    const auto lines = ledger.lines();
    if (!lines) {
        fuzz::claim(lines.error().code == base::ErrorCode::Tampered);
        return 0;
    }
    // Each line that has its end was read; only what the last append left unfinished may be missing.
    const auto ends = static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n'));
    fuzz::claim(lines->size() == ends || (lines->size() == ends + 1 && !content.ends_with('\n')));
    for (const auto& line : *lines) {
        const auto again = service::ledgerLineFromText(service::ledgerText(line));
        fuzz::claim(again.ok() && service::ledgerText(*again) == service::ledgerText(line));
    }
    return 0;
}
