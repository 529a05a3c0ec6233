// That a database of any earlier version is brought up to date with what it holds: what the newest version would write is laid into the tables of
// each version, as far as they had a place for it, and the store then has to answer for it. A backend's test derives from this and makes the
// databases; how many steps there are makes no difference.
#pragma once

#include "sync/service/store/store.h"
#include "sync/service/store/table_rows.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

class MigrationContract : public QObject {
    Q_OBJECT

protected:
    /// Which versions there were.
    virtual std::size_t versions() const = 0;
    /// Makes or opens the database of this name, and brings it up to date.
    virtual std::unique_ptr<waymark::service::Store> open(const std::string& name) = 0;
    /// Makes a database as that version made it, with every row of the database `full` that is not in `blank`, as far as it has a place for it.
    virtual void makeOld(const std::string& name, std::size_t version) = 0;
    /// Whether a database has this column, as it is now.
    virtual bool has(const std::string& name, const std::string& table, const std::string& column) = 0;
    /// All that an open database holds.
    virtual std::unique_ptr<waymark::service::TableReader> tables(const std::string& name) = 0;

    /// "a", "b" as names in SQL.
    static std::string quoted(const std::vector<std::string>& columns);
    /// The SQL that copies the rows of a table as makeOld says; `full` and `blank` stand before its name there.
    static std::string copying(const std::string& table, const std::vector<std::string>& columns, const std::string& full, const std::string& blank);

private slots:
    void initTestCase();
    void whatAnEarlierVersionHeldIsAnsweredFor_data();
    void whatAnEarlierVersionHeldIsAnsweredFor();
};
