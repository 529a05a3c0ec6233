// What a questionnaire brings along that devices fetch and keep: what the app can show or play, and nothing else. Pure functions, any thread.
#pragma once

#include "shared/domain/blob.h"

namespace waymark::device {

/// Pictures, and sounds. Those of MPEG-4 stay at the service: nothing on a tablet of ours plays them.
inline bool isFormMediaKept(const domain::BlobRef& blob) {
    return blob.media.starts_with("image/") || (blob.media.starts_with("audio/") && blob.media != "audio/mp4");
}

}  // namespace waymark::device
