// Whether a file of the MPEG-4 family (ISO/IEC 14496-12) is sound: films, photos (HEIC, AVIF) and more begin with the same box. Pure functions, any
// thread; they read bytes that somebody chose.
#pragma once

#include <string_view>

namespace waymark::service {

/// Its brand says so (M4A, M4B: songs, spoken books, whose pictures of chapters may be a track), or the brand is one that phones give to recordings and
/// films alike (isom, iso2 to iso9, mp41, mp42) and it has a track of sound and none of pictures. No other brand: tablets do not open protected songs
/// (M4P), and a phone's old recordings (3gp) only by chance.
bool isMpeg4Sound(std::string_view bytes);

}  // namespace waymark::service
