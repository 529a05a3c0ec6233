// waymark-service serve: answers devices and browsers until SIGTERM or SIGINT.
#include "sync/service/app/assembly.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/ledger_option.h"
#include "sync/service/app/options.h"
#include "sync/service/app/housekeeping.h"
#include "sync/service/erasure/erasure.h"
#include "sync/service/http/key_pin.h"
#include "sync/service/http/server.h"

#include <CLI/CLI.hpp>

#include <sys/resource.h>

#include <csignal>
#include <iostream>

namespace waymark::service {

namespace {

/// "127.0.0.1:8470", "[::1]:0", "localhost:8470"; empty if it was read, else what is wrong with it.
std::string readListen(const std::string& text, HttpOptions& http) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return text + " is not of the form ADDRESS:PORT";
    std::string address = text.substr(0, colon);
    const std::string port = text.substr(colon + 1);
    if (address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos || std::stoi(port) > 65'535)
        return port + " is no port";
    http.address = address == "localhost" ? "127.0.0.1" : address;
    http.port = static_cast<std::uint16_t>(std::stoi(port));
    return {};
}

// Each connection is a file descriptor; the usual soft limit of 1,024 is below our own cap.
void allowManyConnections() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

struct ServeOptions {
    std::string directory, listen = "127.0.0.1:8470";
    LedgerOption ledger;    ///< where erasures and lost devices are remembered
    std::string publicUrl;  ///< where devices reach the service, if not where it listens
    std::size_t connections = 8;
    HttpOptions http;
};

base::Result<base::Json> serve(const ServeOptions& options, const Surroundings& surroundings) {
    const auto ledger = ledgerOf(options.directory, options.ledger);
    if (!ledger) return ledger.error();
    auto store = openData(options.directory, options.connections);
    if (!store) return store.error();
    // An erasure or a lost device that could not be remembered would be refused in the middle of a day.
    if (const auto ready = ledger->ready(); !ready) return ready.error();
    // Before anybody is answered: the database may be an older one that somebody put back.
    if (const auto replayed = replayLedger({**store, *ledger, surroundings.clock, surroundings.random}); !replayed) return replayed.error();
    std::string publicUrl = options.publicUrl;
    ConsoleSettings console;
    console.ledger = *ledger;
    console.publicUrl = [&publicUrl] { return publicUrl; };
    if (!options.http.tlsCertificate.empty()) {
        auto pin = keyPin(options.http.tlsCertificate);
        if (!pin) return pin.error();
        console.servicePin = std::move(*pin);
    }
    Assembly assembly(**store, surroundings.clock, surroundings.random, std::move(console));
    const auto watch = [&metrics = assembly.metrics(), log = standardErrorLog()](const AccessLine& line) {
        metrics.answered(line);
        log(line);
    };
    HttpServer server([&assembly](const Request& request) { return assembly.handle(request); }, surroundings.clock, options.http, watch);
    if (const auto listening = server.listen(); !listening) return listening.error();
    if (publicUrl.empty()) publicUrl = server.url();
    std::signal(SIGPIPE, SIG_IGN);
    allowManyConnections();
    server.stopOnSignals();
    const Housekeeping housekeeping(**store, surroundings.clock);
    if (isDatabase(options.directory)) surroundings.err << base::toText({{"ledger", ledger->path()}}) << std::endl;
    surroundings.out << base::toText({{"listening", server.url()}}) << std::endl;
    server.run();
    return base::Json();
}

} // namespace

void addServeCommand(CLI::App& root, const ChooseWork& choose) {
    const auto options = std::make_shared<ServeOptions>();
    auto* command = root.add_subcommand("serve", "Answer devices and browsers until told to stop (SIGTERM); says {\"listening\": URL} when ready, and on "
                                                "standard error {\"ledger\": FILE} where that lies beside a database");
    addDataOption(*command, options->directory);
    command->add_option("--connections", options->connections, "With --database: how many connections to it at most (8)")
        ->type_name("N")
        ->check(CLI::Range(2, 200));
    addLedgerOption(*command, options->ledger);
    command->add_option("--listen", options->listen, "Where (127.0.0.1:8470); port 0 picks a free one")->type_name("ADDRESS:PORT");
    command->add_option("--queue", options->http.limits.requestsAtOnce,
                        "How many requests may be worked on or wait (256); more are told to come back later")
        ->type_name("N")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--public-url", options->publicUrl, "Where devices reach it, for enrolment codes; the address above if not given")
        ->type_name("URL")
        ->check(wrongServiceAddress);
    auto* certificate = command->add_option("--tls-cert", options->http.tlsCertificate, "The certificate chain, PEM")->type_name("FILE");
    auto* key = command->add_option("--tls-key", options->http.tlsKey, "Its key, PEM")->type_name("FILE");
    certificate->needs(key);
    key->needs(certificate);
    command->add_flag("--behind-proxy", options->http.behindProxy,
                      "A proxy in front provides TLS and sets X-Forwarded-For and X-Forwarded-Proto; needed for addresses that others can "
                      "reach, unless there is a certificate");
    command->callback([options, choose] {
        if (const auto wrong = readListen(options->listen, options->http); !wrong.empty()) throw CLI::ValidationError("--listen", wrong);
        choose([options](const Surroundings& surroundings) { return serve(*options, surroundings); });
    });
}

} // namespace waymark::service
