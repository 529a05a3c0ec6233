#include "sync/service/http/tls.h"

namespace waymark::service {

namespace ssl = boost::asio::ssl;

base::Result<std::unique_ptr<ssl::context>> loadTls(const std::string& certificate, const std::string& key) {
    const auto unusable = [](const std::string& file) {
        return base::Error{base::ErrorCode::Malformed, "cannot use " + file + " for TLS"};
    };
    auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
    boost::system::error_code error;
    context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                             ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1,
                         error);
    if (error) return base::Error{base::ErrorCode::Internal, "TLS is not available"};
    context->use_certificate_chain_file(certificate, error);
    if (error) return unusable(certificate);
    context->use_private_key_file(key, ssl::context::pem, error);
    if (error) return unusable(key);
    return context;
}

} // namespace waymark::service
