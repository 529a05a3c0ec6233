// What a questionnaire brings along that devices fetch and keep: what the app can show, and nothing else. Pure functions, any thread.
#pragma once

#include "shared/domain/blob.h"

namespace waymark::device {

/// Pictures. Sounds stay at the service: the app does not play those of a questionnaire.
inline bool isFormMediaShown(const domain::BlobRef& blob) { return blob.media.starts_with("image/"); }

}  // namespace waymark::device
