// Where a person's record lives, and which records are one person: two records that turn out to be one, undoing that, and the record of somebody
// who comes to another venue too. Changes of the service, on behalf of a coordinator, in every stream that is concerned at once; each call is one
// transaction. Used by the console.
#pragma once

#include "shared/domain/consent.h"
#include "sync/service/api/administration.h"

#include <functional>
#include <string>

namespace waymark::service {

class StreamReader;

/// On whose behalf, and at which venues they may do it.
struct Asker {
    std::string user;
    std::function<bool(const std::string& venue)> may;
};

/// Says that two records of a venue are one person. The one with the higher id becomes part of the other, in every venue that holds it; what
/// only it knew of the person is added to the other's record there, and where both know something, the other's stays (lists are joined). Returns
/// the id of who stays. The detail of an error is for people. Errors: NotFound (one of them is not there any more), AlreadyExists (one is part of
/// somebody already), NotPermitted (it is also held at a venue that is not the asker's, or where the other is not known), those of Store.
base::Result<std::string> joinPeople(const AdminTools& tools, const Asker& asker, const std::string& venue, const std::string& one, const std::string& other);

/// Takes that back, in every venue: they are two again. Errors: NotFound (it is part of nobody), NotPermitted (as above), those of Store.
base::Result<void> partPerson(const AdminTools& tools, const Asker& asker, const std::string& venue, const std::string& person);

/// Writes a person's record into another venue under the same id: the register card without the photo, the households they belong to, what they
/// agreed to, and whoever was found to be the same person. Later changes are each venue's own. Errors: NotFound, AlreadyExists (they are known
/// there), NotPermitted (not the asker's venues; nobody has agreed to sharing), those of Store.
base::Result<void> sharePerson(const AdminTools& tools, const Asker& asker, const std::string& person, const std::string& from, const std::string& to);

/// What holds for a person and whoever is the same person, of a purpose, in every venue.
domain::Consent consentOf(StreamReader& streams, const std::string& person, std::string_view purpose, const base::Date& day);

} // namespace waymark::service
