// Spreadsheets as files: whatever lies in the archive.
#include "shared/questionnaire/xlsform/xlsform.h"

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)xlsform::readXlsForm(std::string_view(reinterpret_cast<const char*>(data), size), "form");
    return 0;
}
