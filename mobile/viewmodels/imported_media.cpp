// Photos, sounds and drawings in a form as others write them: how they can be given, and what is kept of them.
#include "mobile/media/picture.h"
#include "mobile/text/words.h"
#include "mobile/viewmodels/imported_form.h"
#include "mobile/viewmodels/imported_words.h"
#include "shared/questionnaire/xforms/presentation.h"

#include <algorithm>
#include <set>

namespace waymark::mobile {

using xforms::Kind;

namespace {

bool has(const xforms::Control& control, std::string_view appearance) {
    return std::find(control.appearances.begin(), control.appearances.end(), appearance) != control.appearances.end();
}

/// "new": the form wants what is there now, and nothing older.
bool wantsNew(const xforms::Control& control) { return has(control, "new") || has(control, "new-front"); }

int longestSideOf(const xforms::Control& control) {
    const auto given = control.parameters.find("max-pixels");
    const int side = given == control.parameters.end() ? 0 : q(given->second).toInt();
    return side > 0 ? std::min(side, kLongestSide) : kLongestSide;
}

/// By which the answer calls it; nobody reads it.
std::string nameOf(const domain::BlobRef& blob) {
    const char* ending = blob.media == "image/png" ? ".png" : blob.media == "image/jpeg" ? ".jpg" : blob.media == "audio/ogg" ? ".ogg" : "";
    return blob.sha256.substr(0, 12) + ending;
}

}  // namespace

void ImportedForm::addTaking(QVariantMap& row, const xforms::Control& control) const {
    const auto kind = xforms::presentationOf(control).kind;
    if (kind == Kind::Barcode) row["mayTake"] = m_hasCamera;
    if (kind != Kind::Picture && kind != Kind::Audio) return;
    row["mayTake"] = kind == Kind::Picture ? m_hasCamera : m_hasMicrophone;
    row["mayChoose"] = !m_start.handOver && !wantsNew(control);
    row["front"] = has(control, "new-front") || has(control, "selfie");
    row["longestSide"] = longestSideOf(control);
    // In front of a family it is said why the device's own files are not offered.
    row["onlyNew"] = m_start.handOver     ? ImportedWords::tr("Only something new can be given here: what else is on this device stays private.")
                     : wantsNew(control) ? ImportedWords::tr("This question asks for something new.")
                                         : QString();
}

QString ImportedForm::takingRefusal(const xforms::Entry& entry) const {
    const auto& control = *entry.control;
    const auto kind = xforms::presentationOf(control).kind;
    if (kind == Kind::Video || kind == Kind::File) return ImportedWords::tr("Videos and files cannot be kept here. You can go on.");
    if (kind == Kind::Picture && m_around.photosRefused)
        return ImportedWords::tr("No photo is taken here: the answer to photos was no. You can go on.");
    // What was given before can still be looked at and removed.
    const bool onlyTaken = (m_start.handOver || wantsNew(control)) && m_session->value(entry.ref).empty();
    if (kind == Kind::Picture && onlyTaken && !m_hasCamera) return ImportedWords::tr("There is no camera on this device. You can go on.");
    if (kind == Kind::Audio && onlyTaken && !m_hasMicrophone) return ImportedWords::tr("There is no microphone on this device. You can go on.");
    return {};
}

void ImportedForm::setDevices(bool camera, bool microphone) {
    if (camera == m_hasCamera && microphone == m_hasMicrophone) return;
    m_hasCamera = camera;
    m_hasMicrophone = microphone;
    layOut();
}

bool ImportedForm::attach(const std::string& key, const domain::BlobRef& blob) {
    const auto name = nameOf(blob);
    // Whoever drew or took it may be on another page by now.
    if (m_session->isReadonly(key) || !m_session->set(key, name)) return false;
    m_blobs[name] = domain::toJson(blob);
    m_takenAway.clear();
    layOut();
    return true;
}

std::optional<domain::BlobRef> ImportedForm::blob(const std::string& name) const {
    const auto found = m_blobs.find(name);
    return found == m_blobs.end() ? std::nullopt : domain::blobFrom(*found);
}

/// It can be put back, as what was taken away can.
bool ImportedForm::takeOff(const std::string& key) {
    if (m_session->value(key).empty() || m_session->isReadonly(key)) return false;
    auto before = m_session->draft();
    if (!m_session->set(key, {})) return false;
    m_takenAway = std::move(before);
    layOut();
    return true;
}

/// What was taken and replaced or removed again is named no more: what nothing names goes from the device by itself.
base::Json ImportedForm::blobsInUse() const {
    if (m_blobs.empty()) return base::Json::object();
    std::set<std::string> named;
    for (const auto& answer : m_session->answers())
        named.insert(answer.value);
    auto blobs = base::Json::object();
    for (const auto& [name, blob] : m_blobs.items())
        if (named.contains(name)) blobs[name] = blob;
    return blobs;
}

}  // namespace waymark::mobile
