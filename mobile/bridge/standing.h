// Who somebody is to the organisation now, by the user records that have come to this device: their name, their strongest role, and whether they
// still work here. A plain function over the notebook; the worker's thread.
#pragma once

#include "sync/device/notebook.h"
#include "sync/device/vault.h"

namespace waymark::mobile {

struct Standing {
    device::Worker worker;  ///< as the organisation names them; as they joined while it has said nothing
    bool worksHere = true;  ///< active, and with a grant that holds now
};

Standing standingOf(const device::Notebook& notebook, const device::Worker& joined);

}  // namespace waymark::mobile
