// XForms: read, filled in here and there, saved and taken up again.
#include "shared/questionnaire/xforms/form_reader.h"
#include "shared/questionnaire/xforms/session.h"
#include "tests/fuzz/chance.h"

#include <cstdlib>
#include <string>

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = xforms::readForm(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!read) return 0;
    fuzz::Chance chance;
    const xforms::World world{1'616'846'400'000, "Europe/London", &chance, {}};
    const auto session = xforms::Session::start(read->form, world);
    std::size_t tried = 0;
    for (const auto& answer : session->answers()) {
        if (++tried > 20) break;
        (void)session->set(answer.path, tried % 2 ? "1" : "yes");
        (void)session->label(answer.path);
        (void)session->choices(answer.path);
    }
    for (const xforms::Field* field : read->form.fields)
        if (field->isRepeat && tried++ < 25) (void)session->addRepeat(field->path);
    (void)session->messages();
    (void)session->result();
    const std::string draft = session->draft();
    const auto back = xforms::Session::restore(read->form, world, draft);
    if (!back) std::abort();
    return 0;
}
