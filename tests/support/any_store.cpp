#include "tests/support/any_store.h"

#include "sync/service/store/postgres/postgres_store.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/support/postgres_server.h"

#include <QFile>

#include <map>

namespace waymark::tests {

namespace {

bool onPostgres() { return qgetenv("WAYMARK_TEST_STORE") == "postgres"; }

// A temporary folder's name may come again, but never within one program.
std::string& schemaOf(const std::string& path) {
    static std::map<std::string, std::string> schemas;
    return schemas[path];
}

} // namespace

base::Result<std::unique_ptr<service::Store>> openStore(const std::string& path) {
    if (onPostgres()) {
        std::string& schema = schemaOf(path);
        if (schema.empty()) schema = PostgresServer::shared().newSchema();
        auto store = service::PostgresStore::open(PostgresServer::shared().addressOf(schema));
        if (!store) return store.error();
        return std::unique_ptr<service::Store>(std::move(*store));
    }
    auto store = service::SqliteStore::open(path);
    if (!store) return store.error();
    return std::unique_ptr<service::Store>(std::move(*store));
}

void saveStore(const std::string& path) {
    if (onPostgres()) return PostgresServer::shared().saveSchema(schemaOf(path));
    const QString file = QString::fromStdString(path);
    QFile::remove(file + ".saved");
    QFile::copy(file, file + ".saved");
}

void restoreStore(const std::string& path) {
    if (onPostgres()) return PostgresServer::shared().restoreSchema(schemaOf(path));
    const QString file = QString::fromStdString(path);
    for (const auto* suffix : {"", "-wal", "-shm"})
        QFile::remove(file + suffix);
    QFile::copy(file + ".saved", file);
}

} // namespace waymark::tests
