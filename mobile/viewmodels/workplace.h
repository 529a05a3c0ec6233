// Who is working, at which venue, in which role, and at what time it is there: what every view model needs to read the mirror and to record.
// Owned by App; screen's thread. Holds nothing that must survive a crash.
#pragma once

#include "mobile/bridge/bridge.h"
#include "shared/domain/permission.h"

#include <QObject>
#include <QString>

#include <functional>

namespace waymark::mobile {

/// What is typed is kept so long after the last key: not every letter is worth a write.
inline constexpr int kKeepAfterMs = 500;

/// What one action recorded.
struct Deed {
    std::vector<std::string> ops;
    /// Without the ops that wrote somebody or something new down: what is left to take back for those who may not delete.
    std::vector<std::string> withoutNew;
};

class Workplace : public QObject {
    Q_OBJECT
public:
    explicit Workplace(Bridge& bridge, QObject* parent = nullptr);

    Bridge& bridge() const { return m_bridge; }
    Mirror& mirror() const { return m_bridge.mirror(); }

    const std::string& user() const { return m_user; }
    QString userName() const { return m_userName; }
    /// The strongest role at the venue, as the dictionary names it.
    std::string role() const { return m_role; }
    const std::string& venue() const { return m_venue; }
    QString venueName() const;
    QString organisationName() const;
    std::string zone() const;
    Millis now() const { return m_bridge.now(); }
    base::Date today() const;
    QString clockTime() const;  ///< "HH:MM" here and now
    int pinDigits() const;      ///< organisation.settings.pin_digits, at most 12; 0 if it says nothing or is not known yet
    bool mayRecordPlaces() const;   ///< organisation.settings.record_places is true or "exact"; false if it says nothing
    bool keepsPlacesExact() const;  ///< it is "exact"
    int lockMinutes() const;    ///< organisation.settings.lock_minutes, 1…60; 2 if it says nothing

    /// Whether this person's role here lets them write the type at all; a single field may have writers of its own.
    bool mayWrite(std::string_view type) const;
    bool mayWriteField(std::string_view type, std::string_view field) const;
    /// Whether their role here lets them record this change, also of a type that this version does not know.
    bool mayRecord(const device::Change& change) const;
    /// Volunteers see today's sessions and registers; no earlier answers and no scores.
    bool isVolunteer() const;

    std::string venueStream() const { return domain::venueStream(m_venue); }
    std::string caseStream() const { return domain::caseStream(m_venue); }
    std::string registerStreamOf(const device::Entity& session) const;

    /// Venues where this person has a role, by name.
    std::vector<EntityPtr> venues() const;

    /// `venue`: where they worked last, if they still do.
    void signIn(const WorkerName& worker, const std::string& venue);
    void signOut();
    void chooseVenue(const std::string& venue);

    /// Records as this person, and offers to undo it for ten seconds if `undoText` says what it was. A failure is told by `failed`
    /// in plain words, and what was shown goes back.
    void act(const QString& undoText, std::vector<device::Change> changes, std::function<void(bool saved)> done = {},
             const std::string& discardDraft = {});
    /// A new entity's id.
    std::string newId() const;

    /// Runs `what` when everything can be read (Mirror::isWhole): now, or as soon as it is. Of several that wait the last counts, as the
    /// last tap does; a lock forgets it, and so does another venue.
    void whenWhole(std::function<void()> what);

signals:
    void changed();
    void failed(const QString& words);
    void acted(const QString& undoText, const waymark::mobile::Deed& deed);

private:
    std::vector<domain::Grant> grants() const;
    void refresh();
    void runWaiting();

    Bridge& m_bridge;
    std::string m_user, m_joinedRole, m_role, m_venue;
    QString m_userName;
    unsigned m_writers = domain::kNobody;
    std::function<void()> m_waiting;
};

/// What every screen asks of an entity.
namespace read {
QString text(const EntityPtr& entity, std::string_view field);
base::Json value(const EntityPtr& entity, std::string_view field);
/// The id in a reference field; empty if there is none.
std::string target(const EntityPtr& entity, std::string_view field);
/// "present", …; empty for no mark.
std::string presence(const EntityPtr& mark);
bool attended(const EntityPtr& mark);  ///< present or late
/// What to call someone: `known_as`, else the name's first word.
QString calledName(const EntityPtr& person);
/// Kinds of alert in one line: "nuts, asthma".
QString alerts(const EntityPtr& person);
/// The person this one was merged into, if any; ends after a few steps however long the chain is.
EntityPtr resolved(const Mirror& mirror, EntityPtr person);
/// "here", "central" or "aside"; "" while it is not durable yet.
QString safety(const Mirror& mirror, const EntityPtr& entity);
}  // namespace read

}  // namespace waymark::mobile
