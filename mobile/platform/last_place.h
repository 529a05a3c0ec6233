// Keeps the system's own memory of places shut. Qt's source for GeoClue (Linux) writes the last place it was told, exact and in the clear, into a
// file that all apps of the user share, outside the vault, and begins with it the next time.
#pragma once

#include <QString>

namespace waymark::mobile {

/// Where that source keeps it: GenericDataLocation of Qt, as in QtPositioning's geoclue2 plugin. Empty where there is no such folder.
QString lastPlacePath();

/// Removes the file and puts an empty folder of its name there, so that it can be neither written nor read. Costs a look at the name when that is
/// done already. What cannot be done is passed over: the app works without it, and PlaceFinder takes no old place.
void forgetLastPlace(const QString& path);

}  // namespace waymark::mobile
