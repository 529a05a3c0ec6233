#include "tests/support/postgres_server.h"

#include <QCoreApplication>
#include <QDir>

#include <signal.h>
#include <unistd.h>

namespace waymark::tests {

namespace {

const QString kPrograms = QStringLiteral("/usr/lib/postgresql/15/bin/");

} // namespace

PostgresServer::PostgresServer() : m_data(m_directory.filePath("data")) {
    if (!QFile::exists(kPrograms + "postgres")) qFatal("PostgreSQL 15 is not installed; scripts/test installs it");
    if (geteuid() == 0) {
        QProcess owner;
        owner.start("chown", {"postgres", m_directory.path()});
        owner.waitForFinished();
    }
    run(kPrograms + "initdb", {"-D", m_data, "-A", "trust", "-U", "waymark", "-E", "UTF8", "--locale=C", "--no-sync"});
    start();
}

PostgresServer::~PostgresServer() { stopImmediately(); }

PostgresServer& PostgresServer::shared() {
    static PostgresServer server;
    return server;
}

QStringList PostgresServer::asServerUser(const QString& program, const QStringList& arguments) const {
    QStringList command{"--pdeathsig", "KILL"};
    if (geteuid() == 0) command += {"--reuid", "postgres", "--regid", "postgres", "--init-groups"};
    return command + QStringList{program} + arguments;
}

void PostgresServer::run(const QString& program, const QStringList& arguments) const {
    QProcess process;
    process.setWorkingDirectory(m_directory.path());
    process.start("setpriv", asServerUser(program, arguments));
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("%s: %s", qPrintable(program), process.readAllStandardError().constData());
}

void PostgresServer::runSql(const QString& sql) const {
    run(kPrograms + "psql", {"-h", m_directory.path(), "-U", "waymark", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, "postgres"});
}

void PostgresServer::start() {
    m_process.setWorkingDirectory(m_directory.path());
    m_process.setStandardOutputFile(m_directory.filePath("log"), QIODevice::Append);
    m_process.setStandardErrorFile(m_directory.filePath("log"), QIODevice::Append);
    const auto answers = [this] { return QProcess::execute(kPrograms + "pg_isready", {"-q", "-h", m_directory.path()}) == 0; };
    // After a crash the last of the old processes may still hold the shared memory; the server then ends at once and is started again.
    for (int attempt = 0; attempt < 1000; ++attempt) {
        if (m_process.state() == QProcess::NotRunning)
            m_process.start("setpriv", asServerUser(kPrograms + "postgres", {"-D", m_data, "-k", m_directory.path(), "-c", "listen_addresses=",
                                                                             "-c", "fsync=on", "-c", "wal_recycle=off", "-c", "max_connections=60", "-c", "recovery_init_sync_method=syncfs"}));
        if (answers()) return;
        m_process.waitForFinished(20);
    }
    qFatal("PostgreSQL does not start in %s", qPrintable(m_directory.path()));
}

void PostgresServer::kill() {
    ::kill(static_cast<pid_t>(m_process.processId()), SIGKILL);
    m_process.waitForFinished();
}

void PostgresServer::stopImmediately() {
    if (m_process.state() == QProcess::NotRunning) return;
    ::kill(static_cast<pid_t>(m_process.processId()), SIGQUIT);
    m_process.waitForFinished();
}

std::string PostgresServer::newDatabase(const QString& encoding) {
    const QString name = QStringLiteral("waymark_%1").arg(++m_databases);
    run(kPrograms + "createdb", {"-h", m_directory.path(), "-U", "waymark", "--encoding", encoding, "--locale", "C", "--template", "template0", name});
    return address(name);
}

std::string PostgresServer::newSchema() {
    const QString name = QStringLiteral("waymark_%1").arg(++m_schemas);
    runSql("CREATE SCHEMA " + name);
    return name.toStdString();
}

std::string PostgresServer::addressOf(const std::string& schema) const { return address("postgres") + "&options=-csearch_path%3D" + schema; }

void PostgresServer::saveSchema(const std::string& schema) const {
    runSql(QString(R"sql(DO $$ DECLARE t text; BEGIN DROP SCHEMA IF EXISTS %1_saved CASCADE; CREATE SCHEMA %1_saved;
FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = '%1' LOOP EXECUTE format('CREATE TABLE %1_saved.%I AS TABLE %1.%I', t, t); END LOOP;
END $$)sql").replace("%1", QString::fromStdString(schema)));
}

void PostgresServer::restoreSchema(const std::string& schema) const {
    runSql(QString(R"sql(DO $$ DECLARE t text; BEGIN SET LOCAL session_replication_role = replica;
FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = '%1' LOOP EXECUTE format('DELETE FROM %1.%I', t);
EXECUTE format('INSERT INTO %1.%I SELECT * FROM %1_saved.%I', t, t); END LOOP; END $$)sql").replace("%1", QString::fromStdString(schema)));
}

std::string PostgresServer::address(const QString& database) const {
    return "postgresql://waymark@/" + database.toStdString() + "?host=" + m_directory.path().toStdString();
}

} // namespace waymark::tests
