// The fields of a stored row as they lie under its seal: any bytes are refused or read.
#include "sync/device/fields_codec.h"
#include "tests/fuzz/claim.h"

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view packed = fuzz::textOf(data, size);
    const auto fields = device::unpackFields(packed);
    const auto values = device::unpackValues(packed);
    if (!fields) return 0;
    const auto again = device::unpackFields(device::packFields(*fields));
    fuzz::claim(again.ok() && again->size() == fields->size());
    for (const auto& [name, field] : *fields) {
        const auto& other = again->at(name);
        fuzz::claim(other.seq == field.seq && other.at == field.at && other.op == field.op && other.by == field.by);
    }
    (void)values;
    return 0;
}
