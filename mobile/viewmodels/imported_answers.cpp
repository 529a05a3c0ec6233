// A form as others write them, with the answers of a record put back into it: to be read, in its order and its words.
#include "mobile/viewmodels/imported_form.h"

#include <charconv>

namespace waymark::mobile {

namespace {

// Answers open the way to others, and the names of a record are in the order of the alphabet.
constexpr int kRounds = 4;

}  // namespace

std::unique_ptr<ImportedForm> ImportedForm::fromAnswers(const base::Json& answers, FormStart start, FormPtr form, FormSurroundings surroundings) {
    surroundings.placesAllowed = true;
    const auto language = start.language;
    auto made = std::make_unique<ImportedForm>(std::move(form), std::move(start), std::move(surroundings));
    made->fill(answers);
    made->setLanguage(language);
    made->layOut();
    return made;
}

void ImportedForm::fill(const base::Json& answers) {
    if (!answers.is_object()) return;
    for (int round = 0; round < kRounds; ++round) {
        bool isMissing = false;
        for (const auto& [key, value] : answers.items()) {
            const auto path = m_form->form.root->path + "/" + key;
            const auto named = domain::blobFrom(value);
            const auto text = named ? named->sha256 : value.is_string() ? value.get<std::string>() : base::toText(value);
            const bool fits = makeRoomFor(path) && (m_session->value(path) == text || m_session->set(path, text));
            isMissing = isMissing || !fits;
        }
        if (!isMissing) return;
    }
}

/// Adds what is missing of every repeat on the way: "/data/child[2]/toy[1]/name".
bool ImportedForm::makeRoomFor(const std::string& path) {
    for (auto close = path.find(']'); close != std::string::npos; close = path.find(']', close + 1)) {
        const auto open = path.rfind('[', close);
        std::size_t wanted = 0;
        if (open == std::string::npos || std::from_chars(path.data() + open + 1, path.data() + close, wanted).ec != std::errc()) return false;
        const auto occurrence = path.substr(0, close + 1), repeat = path.substr(0, open);
        for (std::size_t tries = 0; !m_session->relevance().contains(occurrence); ++tries)
            if (tries >= wanted || !m_session->addRepeat(repeat)) return false;
    }
    return true;
}

}  // namespace waymark::mobile
