// A form as others write them (XLSForm, XForm) being filled in: the engine of shared/questionnaire/xforms behind pages of entries. Owned by a
// FormModel; screen's thread.
#pragma once

#include "mobile/viewmodels/questionnaire_form.h"
#include "shared/base/random.h"
#include "shared/questionnaire/xforms/form_reader.h"
#include "shared/questionnaire/xforms/pages.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <set>

namespace waymark::mobile {

using FormPtr = std::shared_ptr<const xforms::ReadForm>;

/// What the form finds around it.
struct FormSurroundings {
    base::Millis now = 0;
    std::string zone = "UTC";
    std::string userName, device;
    std::string lastSaved;  ///< the record finished last with this form, as XML
    /// The address of a picture of the form by its file's name; "" while it is not here. Without it no picture is.
    std::function<QString(const std::string& fileName)> pictureAt = {};
    /// The same of a sound: what FormModel::listen knows it by.
    std::function<QString(const std::string& fileName)> soundAt = {};
    bool placesAllowed = false;
    bool placesExact = false;  ///< else what the device finds is kept to about 100 metres
    bool photosRefused = false;  ///< by whom it is about
};

class ImportedForm : public QuestionnaireForm {
public:
    ImportedForm(FormPtr form, FormStart start, FormSurroundings surroundings);
    /// Null if it is no draft of this form.
    static std::unique_ptr<ImportedForm> fromDraft(const base::Json& draft, const std::string& key, FormPtr form,
                                                   FormSurroundings surroundings);

    /// As it was filled in, to be looked at.
    static std::unique_ptr<ImportedForm> fromAnswers(const base::Json& answers, FormStart start, FormPtr form, FormSurroundings surroundings);

    QString title() const override;
    QString intro() const override { return {}; }
    bool isForChildren() const override { return m_start.respondent == domain::Respondent::Child; }
    QVariantList languages() const override;
    bool setLanguage(const std::string& code) override;

    std::size_t count() const override { return m_pages.size(); }
    QString progressText() const override;
    std::vector<RowModel::Row> entries() const override;
    QString whereText() const override;
    bool next() override;
    void back() override;
    void goTo(std::size_t index) override;

    bool answer(const std::string& key, const QVariant& value) override;
    bool answerMissing(const std::string&, const std::string&) override { return false; }
    bool attach(const std::string& key, const domain::BlobRef& blob) override;
    std::optional<domain::BlobRef> blob(const std::string& name) const override;
    void setDevices(bool camera, bool microphone) override;
    bool addTo(const std::string& key) override;
    bool takeAway(const std::string& key) override;
    bool putBack() override;
    bool canPutBack() const override { return !m_takenAway.empty(); }
    QVariantList unanswered() const override;
    bool mayFinish() const override { return m_messages.empty(); }

    std::string answerKey(const std::string& key) const override;
    bool isWrittenByItself(const std::string& answerKey) const override;
    base::Json toDraft() const override;
    std::string record() const override { return m_session->result(); }
    /// What each question that is shown is, for tests: kinds by path.
    const std::vector<xforms::Page>& pages() const { return m_pages; }

protected:
    Answers answersAtTheEnd() const override;

private:
    xforms::World world();
    void begin(std::unique_ptr<xforms::Session> session);
    /// Pages may have come and gone: stays with the entry that the page began with.
    void layOut();
    QVariantMap entryOf(const xforms::Entry& entry) const;
    void addQuestion(QVariantMap& row, const xforms::Entry& entry) const;
    /// How a photo or a sound can be given, and why it cannot (imported_media.cpp).
    void addTaking(QVariantMap& row, const xforms::Control& control) const;
    QString takingRefusal(const xforms::Entry& entry) const;
    bool takeOff(const std::string& key);
    /// Puts answers of a record in, as far as they fit; what is put in decides what else there is (imported_answers.cpp).
    void fill(const base::Json& answers);
    bool makeRoomFor(const std::string& path, std::size_t& added);
    base::Json blobsInUse() const;
    QString labelOf(const xforms::Entry& entry) const;
    QString pictureOf(const std::string& address) const;  ///< "jr://images/cat.png"; the words stand alone while it is not here
    QString soundOf(const std::string& address) const;
    /// Whether there is something to answer: no note, not calculated or fixed, and not refused.
    bool isAsked(const xforms::Entry& entry) const;
    /// What stands in the way of finishing and can be put right on a page.
    std::vector<xforms::Message> messagesOnPages() const;
    /// How near a place has to be, and how near it is kept (imported_places.cpp).
    void addPlace(QVariantMap& row, const xforms::Control& control) const;
    /// Why this question cannot be answered here; "" if it can. Nobody is kept from finishing by it.
    QString refusalOf(const xforms::Entry& entry) const;
    QString messageAt(const std::string& ref, bool also) const;
    bool isOnPage(const std::string& key) const;

    FormPtr m_form;
    FormSurroundings m_around;
    std::unique_ptr<base::Random> m_random;
    std::unique_ptr<xforms::Session> m_session;
    std::vector<xforms::Page> m_pages;
    std::vector<xforms::Message> m_messages;
    std::set<std::string> m_tried;  ///< places of pages that somebody tried to leave unfinished
    base::Json m_blobs = base::Json::object();  ///< by the name that is the answer: what was drawn or taken
    std::string m_takenAway;        ///< the draft before it; empty if nothing can be put back
    bool m_hasCamera = true, m_hasMicrophone = true;
};

}  // namespace waymark::mobile
