// Who may do what, from when to when: roles that people and devices are given, and the list of them. How access ends is in
// sync/service/erasure/user_end.h and device_end.h. Each call is one transaction of its own. Used by the command line and the console.
#pragma once

#include "shared/base/calendar.h"
#include "sync/service/api/administration.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

/// A role for somebody, on these days in the organisation's time zone.
struct NewRole {
    std::string user;
    domain::Role role = domain::Role::Worker;
    std::string venue;               ///< empty: the whole organisation
    std::optional<base::Date> from;  ///< nothing: from now on; an earlier day takes in work that was set aside since
    std::optional<base::Date> to;    ///< the last day; nothing: without an end
};

/// Gives it; days that they have the role there already only become more. Somebody who was not active is active again, with this alone. `by` is
/// the user who does it, nothing for a command. Returns whether anything changed. Errors: NotFound (the user, the venue), Malformed (it ends
/// before it begins), those of Store.
base::Result<bool> giveRole(const AdminTools& tools, const NewRole& wanted, const std::optional<std::string>& by = std::nullopt);

struct NewDeviceRole {
    std::string device;
    domain::Role role = domain::Role::Worker;
    std::string venue;
    std::optional<base::Date> from;  ///< as above, but never before the moment at which the venue was taken from the device
};

/// Lets a device see a venue. Returns whether anything changed. Errors: NotFound (the device, the venue), NotPermitted (it is out of use), those
/// of Store.
base::Result<bool> giveDeviceRole(const AdminTools& tools, const NewDeviceRole& wanted);

/// Gives somebody a sign-in to the console, or another one; sessions that are open end. Errors: NotFound, NotPermitted (they are not active),
/// AlreadyExists (the e-mail is somebody else's), Malformed (no e-mail), those of Store.
base::Result<void> giveSignIn(const AdminTools& tools, const std::string& user, const Credentials& credentials);

struct TeamMember {
    std::string id, name, email;  ///< the e-mail of a sign-in to the console; empty: none
    bool active = true;
    std::vector<domain::Grant> grants;  ///< past ones too; of somebody who is not active all have ended
};

/// Everybody, in order of their ids. Errors: NotFound (no organisation), those of Store.
base::Result<std::vector<TeamMember>> teamMembers(Store& store);

} // namespace waymark::service
