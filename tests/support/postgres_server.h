// A PostgreSQL of the tests' own: made in a temporary folder, reached over a Unix socket in it, stopped when the object is gone. Durable as in
// real life (fsync on). Run as root it becomes the user postgres, as PostgreSQL asks. Dies with the test, even if that is killed.
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <string>

namespace waymark::tests {

class PostgresServer {
public:
    PostgresServer();
    ~PostgresServer();

    /// One server for a whole test program, started at the first call.
    static PostgresServer& shared();

    /// Makes an empty database and says its address.
    std::string newDatabase(const QString& encoding = QStringLiteral("UTF8"));
    /// Makes a schema, which to its address is as empty as a database and sooner there. Says its name.
    std::string newSchema();
    std::string addressOf(const std::string& schema) const;
    /// Puts a schema's rows aside, and later back in place of what is there then.
    void saveSchema(const std::string& schema) const;
    void restoreSchema(const std::string& schema) const;

    /// Where all its databases and its log of writes lie.
    QString dataFolder() const { return m_data; }

    void start();
    /// kill -9 of the server's first process; the others end when they notice.
    void kill();
    /// "Immediate shutdown": all processes end at once, nothing is written back.
    void stopImmediately();

private:
    QStringList asServerUser(const QString& program, const QStringList& arguments) const;
    void run(const QString& program, const QStringList& arguments) const;
    void runSql(const QString& sql) const;

    std::string address(const QString& database) const;

    QTemporaryDir m_directory;
    QString m_data;
    QProcess m_process;
    int m_databases = 0, m_schemas = 0;
};

} // namespace waymark::tests
