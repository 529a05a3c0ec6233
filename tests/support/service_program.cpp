#include "tests/support/service_program.h"

#include <QDebug>

namespace waymark::tests {

namespace {

base::Json onlyObject(const QByteArray& text) {
    const auto json = base::parseJson(text.toStdString());
    return json && json->is_object() ? *json : base::Json();
}

} // namespace

CommandResult runService(const QStringList& arguments, const QByteArray& input) {
    QProcess process;
    process.start(QStringLiteral(WAYMARK_SERVICE_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    CommandResult result;
    if (!process.waitForFinished(60'000)) return result;
    result.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.outText = process.readAllStandardOutput();
    result.errText = process.readAllStandardError();
    result.out = onlyObject(result.outText);
    result.err = onlyObject(result.errText);
    return result;
}

base::Json initOrganisation(const QString& directory) {
    const auto result = runService({"init", "--data", directory, "--organisation", "Test organisation", "--admin", "admin@example.org"},
                                   "correct horse\n");
    if (result.exitCode != 0) qFatal("%s", result.errText.constData());
    return result.out;
}

RunningService::RunningService(const QString& directory, const QStringList& more) : RunningService(QStringList{"--data", directory} + more) {}

RunningService::RunningService(const QStringList& place) {
    m_process.start(QStringLiteral(WAYMARK_SERVICE_PROGRAM), QStringList{"serve", "--listen", "127.0.0.1:0"} + place);
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(30'000)) return;
    m_url = QByteArray::fromStdString(base::textOf(onlyObject(m_process.readLine()), "listening"));
}

RunningService::~RunningService() {
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.kill();
    m_process.waitForFinished();
}

std::uint16_t RunningService::port() const { return static_cast<std::uint16_t>(m_url.mid(m_url.lastIndexOf(':') + 1).toUInt()); }

QByteArray RunningService::log() { return m_log += m_process.readAllStandardError(); }

} // namespace waymark::tests
