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
    std::size_t added = 0;
    for (int round = 0; round < kRounds; ++round) {
        bool isMissing = false;
        for (const auto& [key, value] : answers.items()) {
            const auto path = m_form->form.root->path + "/" + key;
            const auto named = domain::blobFrom(value);
            const auto text = named ? named->sha256 : value.is_string() ? value.get<std::string>() : base::toText(value);
            const bool fits = makeRoomFor(path, added) && (m_session->value(path) == text || m_session->set(path, text));
            isMissing = isMissing || !fits;
        }
        if (!isMissing) return;
    }
}

/// What is calculated has a place in the data and none on the screen.
bool ImportedForm::isWrittenByItself(const std::string& answerKey) const {
    auto path = m_form->form.root->path + "/" + answerKey;
    for (auto open = path.find('['); open != std::string::npos; open = path.find('[', open))
        path.erase(open, path.find(']', open) - open + 1);
    const auto* field = m_form->form.at(path);
    return field && !field->control;
}

/// Adds what is missing of every repeat on the way: "/data/child[2]/toy[1]/name". `added`: how many have been so far, for the whole record.
bool ImportedForm::makeRoomFor(const std::string& path, std::size_t& added) {
    for (auto close = path.find(']'); close != std::string::npos; close = path.find(']', close + 1)) {
        const auto open = path.rfind('[', close);
        std::size_t wanted = 0;
        if (open == std::string::npos || std::from_chars(path.data() + open + 1, path.data() + close, wanted).ec != std::errc()) return false;
        const auto occurrence = path.substr(0, close + 1), repeat = path.substr(0, open);
        // The number is what a record says, and it may say anything.
        if (wanted > xforms::kMaxOccurrences) return false;
        bool isThere = m_session->relevance().contains(occurrence);
        for (std::size_t tries = 0; !isThere; ++tries) {
            if (tries >= wanted || ++added > xforms::kMaxOccurrences) return false;
            const auto made = m_session->addRepeat(repeat);
            if (!made) return false;
            isThere = *made == occurrence;
        }
    }
    return true;
}

}  // namespace waymark::mobile
