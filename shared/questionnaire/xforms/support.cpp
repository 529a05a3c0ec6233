// What Waymark does otherwise than the form asks, said one by one: nothing is dropped in silence.
#include "shared/base/ascii.h"
#include "shared/questionnaire/xforms/appearances.h"
#include "shared/questionnaire/xforms/presentation.h"
#include "shared/questionnaire/xforms/reading.h"

#include <algorithm>
#include <array>
#include <set>

namespace waymark::xforms {

namespace {

struct Told {
    std::string_view what, message, instead;
};

constexpr std::array<Told, 4> kTypes = {{
    {"geotrace", "a line on the map cannot be drawn", "its points are added where somebody stands, or typed, where the organisation allows it"},
    {"geoshape", "an area on the map cannot be drawn", "its points are added where somebody stands, or typed, where the organisation allows it"},
    {"intent", "another app cannot be opened", "the question is shown as a text"},
    {"geopoint", "a place is recorded only where the organisation allows it", "the question is left out elsewhere"},
}};

constexpr std::array<Told, 4> kMedia = {{
    {"video", "a film is not shown", "the words are shown without it"},
    {"big-image", "a larger picture does not open", "the picture is shown as it is"},
    {"image-description", "the description of a picture is not read out", "the picture is shown, and the words of the question are read"},
    {"audio", "a sound of this kind is not played; MP3, Ogg, WAV and FLAC are", "the words are shown, and read aloud where the device has a voice"},
}};

/// Whether something else happens here with this file of a text: with a sound if its name says that nobody plays it.
bool isTold(const ItextEntry& text, std::string_view kind) {
    const auto file = text.find(kind);
    if (file == text.end() || kind != "audio") return file != text.end();
    std::string name;
    for (const Part& part : file->second)
        name += base::lower(part.text);
    const auto is = [&name](std::string_view ending) { return name.ends_with(ending); };
    return !is(".mp3") && !is(".ogg") && !is(".oga") && !is(".opus") && !is(".wav") && !is(".flac");
}

void sayMedia(Reading& reading, const Control& control, const std::string& path) {
    for (const Told& one : kMedia)
        for (const Language& language : reading.form.languages) {
            const auto text = language.texts.find(control.label.itextId);
            if (text == language.texts.end() || !isTold(text->second, one.what)) continue;
            reading.say(Severity::Unsupported, nullptr, path, std::string(one.what), std::string(one.message), std::string(one.instead));
            break;
        }
}

/// Headings are words alone.
void sayUnheard(Reading& reading, const Control& control, const std::string& path) {
    const bool isHeading = control.kind == ControlKind::Group || control.kind == ControlKind::Repeat;
    const bool isHeard = std::any_of(reading.form.languages.begin(), reading.form.languages.end(), [&](const Language& language) {
        const auto text = language.texts.find(control.label.itextId);
        return text != language.texts.end() && text->second.contains("audio");
    });
    if (isHeading && isHeard) reading.say(Severity::Unsupported, nullptr, path, "audio", "the sound of a heading is not played", "its words are shown");
}

/// Of lists: once for each kind, with an example.
void sayMediaOfChoices(Reading& reading) {
    std::set<std::string_view> asked;
    const auto collect = [&asked](const auto& self, const std::vector<std::unique_ptr<Control>>& controls) -> void {
        for (const auto& control : controls) {
            asked.insert(control->label.itextId);
            self(self, control->children);
        }
    };
    collect(collect, reading.form.body);
    for (const Told& one : kMedia)
        for (const Language& language : reading.form.languages) {
            const auto found = std::find_if(language.texts.begin(), language.texts.end(),
                                            [&](const auto& text) { return isTold(text.second, one.what) && !asked.contains(text.first); });
            if (found == language.texts.end()) continue;
            reading.say(Severity::Unsupported, nullptr, found->first, std::string(one.what), std::string(one.message) + " (the choice “" + found->first + "” has one)", std::string(one.instead));
            break;
        }
}

void sayLanguages(Reading& reading) {
    const Form& form = reading.form;
    const Language* first = form.defaultLanguage();
    if (!first) return;
    for (const Language& language : form.languages) {
        if (&language == first) continue;
        std::size_t missing = 0;
        std::string example;
        for (const auto& [id, entry] : first->texts) {
            const auto found = language.texts.find(id);
            const bool there = found != language.texts.end() && (!entry.contains("") || found->second.contains(""));
            if (there) continue;
            if (missing++ == 0) example = id;
        }
        if (missing > 0)
            reading.say(Severity::Warning, nullptr, {}, "label",
                        "the language “" + language.name + "” lacks " + std::to_string(missing) + (missing == 1 ? " text" : " texts") +
                            " (the first is “" + example + "”)",
                        "they are shown in “" + first->name + "”, and said to be");
    }
}

void sayMissingText(Reading& reading, const Control& control) {
    const std::string path = control.field ? control.field->path : std::string();
    const auto check = [&](const Label& label) {
        if (label.itextId.empty()) return;
        for (const Language& language : reading.form.languages)
            if (language.texts.contains(label.itextId)) return;
        reading.say(Severity::Error, nullptr, path, "label", "there is no text “" + label.itextId + "” in any language");
    };
    check(control.label);
    check(control.hint);
    for (const Choice& choice : control.choices)
        check(choice.label);
}

void look(Reading& reading, const std::vector<std::unique_ptr<Control>>& controls) {
    for (const auto& control : controls) {
        sayMissingText(reading, *control);
        const std::string path = control->field ? control->field->path : std::string();
        sayMedia(reading, *control, path);
        sayUnheard(reading, *control, path);
        if (control->field && control->kind == ControlKind::Input)
            for (const Told& one : kTypes)
                if (control->field->bind.type == one.what)
                    reading.say(Severity::Unsupported, nullptr, path, "type", std::string(one.message), std::string(one.instead));
        if (const auto kind = presentationOf(*control).kind; kind == Kind::Video || kind == Kind::File)
            reading.say(Severity::Unsupported, nullptr, path, "type", "videos and files are not kept",
                        "the question is shown with its words and can be gone past");
        if (control->field && presentationOf(*control).kind == Kind::Unknown && control->kind != ControlKind::Group && control->kind != ControlKind::Repeat)
            reading.say(Severity::Unsupported, nullptr, path, "type", "this kind of question cannot be shown", "it is named and can be gone past");
        for (const std::string& appearance : control->appearances)
            if (const auto otherwise = otherwiseFor(*control, appearance))
                reading.say(Severity::Unsupported, nullptr, path, "appearance", otherwise->message, otherwise->instead);
        look(reading, control->children);
    }
}

}  // namespace

void noteSupport(Reading& reading, const xmlNode* model) {
    static const std::set<std::string, std::less<>> kKnown = {
        "string", "int",     "boolean", "decimal", "date",    "time", "dateTime",     "geopoint", "geotrace", "geoshape",
        "binary", "barcode", "intent",  "select",  "select1", "rank", "base64Binary", "anyURI",   "long",     "short"};
    for (const Field* field : reading.form.fields) {
        if (!kKnown.contains(field->bind.type))
            reading.say(Severity::Warning, nullptr, field->path, "type", "there is no type “" + field->bind.type + "”",
                        "the answer is taken as text");
        if (field->name == "audit" && field->parent && field->parent->name == "meta")
            reading.say(Severity::Unsupported, nullptr, field->path, "type", "no log of how the form was filled in is kept",
                        "the field stays empty");
    }
    look(reading, reading.form.body);
    sayMediaOfChoices(reading);
    sayLanguages(reading);
    const xmlNode* submission = child(model, "submission");
    if (submission && hasAttribute(submission, "action"))
        reading.say(Severity::Unsupported, submission, {}, "submission_url", "answers are not sent to another server", "they go to your own service");
    if (submission && (hasAttribute(submission, "auto-send", kOpenRosa) || hasAttribute(submission, "auto-delete", kOpenRosa)))
        reading.say(Severity::Unsupported, submission, {}, "auto_send", "sending and deleting cannot be set by the form", "answers are sent whenever there is a connection, and the organisation's retention rules decide");
    if (submission && hasAttribute(submission, "base64RsaPublicKey"))
        reading.say(Severity::Unsupported, submission, {}, "public_key", "answers are not encrypted with the form's own key",
                    "they are sealed on the device and sent through Waymark's own connection");
}

}  // namespace waymark::xforms
