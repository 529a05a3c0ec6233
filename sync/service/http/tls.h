// The server's certificate and key.
#pragma once

#include "shared/base/result.h"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace waymark::service {

/// TLS 1.2 or newer with this certificate chain and key (PEM files). Errors: Malformed (`detail` in plain words).
base::Result<std::unique_ptr<boost::asio::ssl::context>> loadTls(const std::string& certificate, const std::string& key);

} // namespace waymark::service
