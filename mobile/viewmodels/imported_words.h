// The words of forms as others write them, which the files of ImportedForm share.
#pragma once

#include "shared/domain/blob.h"

#include <QCoreApplication>

namespace waymark::mobile {

struct ImportedWords {
    Q_DECLARE_TR_FUNCTIONS(ImportedWords)
};

/// Of something in front of a camera; a signature is drawn.
inline bool isPhoto(const domain::BlobRef& blob) { return blob.media == "image/jpeg"; }

}  // namespace waymark::mobile
