// The real `waymark-service`, as a process: its commands and what they print, and a running service.
#pragma once

#include "shared/base/json.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>

#include <cstdint>

namespace waymark::tests {

struct CommandResult {
    int exitCode = -1;
    base::Json out, err;   ///< the one object of each; null if there was none, or something else
    QByteArray outText, errText;
};

/// Runs a command to its end.
CommandResult runService(const QStringList& arguments, const QByteArray& input = {});

/// Makes an organisation in `directory` (password "correct horse") and gives what `init` printed.
base::Json initOrganisation(const QString& directory);

/// `waymark-service serve`, from its first word to its end.
class RunningService {
public:
    explicit RunningService(const QString& directory, const QStringList& more = {});
    explicit RunningService(const QStringList& place);  ///< --data or --database, and what else there is to say
    ~RunningService();

    bool isListening() const { return !m_url.isEmpty(); }
    QByteArray url() const { return m_url; }
    std::uint16_t port() const;
    QByteArray log();  ///< all of standard error so far

    void terminate() { m_process.terminate(); }
    void kill() { m_process.kill(); }
    bool waitForEnd() { return m_process.waitForFinished(); }
    int exitCode() const { return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1; }

private:
    QProcess m_process;
    QByteArray m_url, m_log;
};

} // namespace waymark::tests
