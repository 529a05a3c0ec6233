// The registry's contract over SQLite.
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/sync/service/store/registry_contract.h"

#include <QTemporaryDir>
#include <QTest>

class tst_sqlite_registry : public RegistryContract {
    Q_OBJECT

protected:
    std::unique_ptr<waymark::service::Store> emptyStore() override {
        m_directory = std::make_unique<QTemporaryDir>();
        auto store = waymark::service::SqliteStore::open(m_directory->filePath("waymark.db").toStdString());
        if (!store) qFatal("%s", store.error().detail.c_str());
        return std::move(*store);
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(tst_sqlite_registry)
#include "tst_sqlite_registry.moc"
