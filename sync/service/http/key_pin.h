// The pin of the service's TLS key, for the enrolment link: a device that has it accepts no other key, whoever signed it.
#pragma once

#include "shared/base/result.h"

#include <string>

namespace waymark::service {

/// SHA-256 of the public key (SubjectPublicKeyInfo, DER) in the first certificate of a PEM file, in lower-case hex. Errors: Malformed.
base::Result<std::string> keyPin(const std::string& certificate);

} // namespace waymark::service
