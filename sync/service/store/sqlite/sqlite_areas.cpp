#include "sync/service/store/sqlite/sqlite_areas.h"

#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/sqlite/sqlite_schema.h"

namespace waymark::service {

const char* const kAreasSchema = R"sql(
CREATE TABLE area(code TEXT NOT NULL, vintage INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, west REAL NOT NULL,
                  south REAL NOT NULL, east REAL NOT NULL, north REAL NOT NULL, longitude REAL NOT NULL, latitude REAL NOT NULL,
                  outline TEXT NOT NULL, PRIMARY KEY(code, vintage));
CREATE INDEX area_kind ON area(kind, vintage, code);
CREATE TABLE area_fit(from_code TEXT NOT NULL, from_vintage INTEGER NOT NULL, to_code TEXT NOT NULL, to_vintage INTEGER NOT NULL,
                      change TEXT NOT NULL, PRIMARY KEY(from_code, from_vintage, to_code, to_vintage)) WITHOUT ROWID;
CREATE INDEX area_fit_to ON area_fit(to_code, to_vintage);
CREATE TABLE area_residents(code TEXT NOT NULL, vintage INTEGER NOT NULL, count INTEGER NOT NULL, source TEXT NOT NULL,
                            PRIMARY KEY(code, vintage)) WITHOUT ROWID;
)sql";

namespace {

std::string text(SqliteQuery& row, int column) { return row.getColumn(column).getString(); }

Area areaFrom(SqliteQuery& row) {
    const auto number = [&row](int column) { return row.getColumn(column).getDouble(); };
    return {text(row, 0), row.getColumn(1).getInt(), text(row, 2), text(row, 3),
            {number(4), number(5), number(6), number(7)}, {number(8), number(9)}, text(row, 10)};
}

AreaFit fitFrom(SqliteQuery& row) {
    const std::string change = text(row, 4);
    return {text(row, 0), text(row, 2), row.getColumn(1).getInt(), row.getColumn(3).getInt(), change.empty() ? 'X' : change[0]};
}

class SqliteAreas : public Areas {
public:
    explicit SqliteAreas(SqliteConnection& connection) : m_connection(connection) {}

    std::optional<Area> area(const std::string& code, int vintage) override {
        auto select = m_connection.prepared("SELECT code, vintage, kind, name, west, south, east, north, longitude, latitude, outline FROM area "
                                            "WHERE code = ?1 AND vintage = ?2");
        select.bindNoCopy(1, code);
        select.bind(2, vintage);
        if (!select.executeStep()) return std::nullopt;
        return areaFrom(select);
    }

    std::vector<Area> areas(const std::string& kind, int vintage) override {
        auto select = m_connection.prepared("SELECT code, vintage, kind, name, west, south, east, north, longitude, latitude, '' FROM area "
                                            "WHERE kind = ?1 AND vintage = ?2 ORDER BY code");
        select.bindNoCopy(1, kind);
        select.bind(2, vintage);
        return all<Area>(select, areaFrom);
    }

    std::vector<int> vintages(const std::string& kind) override {
        auto select = m_connection.prepared("SELECT DISTINCT vintage FROM area WHERE kind = ?1 ORDER BY vintage");
        select.bindNoCopy(1, kind);
        return all<int>(select, [](SqliteQuery& row) { return row.getColumn(0).getInt(); });
    }

    std::vector<Area> around(const Position& position, const std::string& kind, int vintage) override {
        auto select = m_connection.prepared("SELECT code, vintage, kind, name, west, south, east, north, longitude, latitude, outline FROM area "
                                            "WHERE kind = ?1 AND vintage = ?2 AND ?3 BETWEEN west AND east AND ?4 BETWEEN south AND north ORDER BY code");
        select.bindNoCopy(1, kind);
        select.bind(2, vintage);
        select.bind(3, position.longitude);
        select.bind(4, position.latitude);
        return all<Area>(select, areaFrom);
    }

    std::vector<AreaFit> fitsFrom(const std::string& code, int vintage) override {
        auto select = m_connection.prepared("SELECT from_code, from_vintage, to_code, to_vintage, change FROM area_fit "
                                            "WHERE from_code = ?1 AND from_vintage = ?2 ORDER BY to_vintage, to_code");
        select.bindNoCopy(1, code);
        select.bind(2, vintage);
        return all<AreaFit>(select, fitFrom);
    }

    std::vector<AreaFit> fitsTo(const std::string& code, int vintage) override {
        auto select = m_connection.prepared("SELECT from_code, from_vintage, to_code, to_vintage, change FROM area_fit "
                                            "WHERE to_code = ?1 AND to_vintage = ?2 ORDER BY from_vintage, from_code");
        select.bindNoCopy(1, code);
        select.bind(2, vintage);
        return all<AreaFit>(select, fitFrom);
    }

    std::optional<Residents> residents(const std::string& code, int vintage) override {
        auto select = m_connection.prepared("SELECT code, vintage, count, source FROM area_residents WHERE code = ?1 AND vintage = ?2");
        select.bindNoCopy(1, code);
        select.bind(2, vintage);
        if (!select.executeStep()) return std::nullopt;
        return Residents{text(select, 0), select.getColumn(1).getInt(), select.getColumn(2).getInt64(), text(select, 3)};
    }

    void put(const Area& area) override {
        auto insert = m_connection.prepared("INSERT OR REPLACE INTO area(code, vintage, kind, name, west, south, east, north, longitude, latitude, "
                                            "outline) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
        insert.bindNoCopy(1, area.code);
        insert.bind(2, area.vintage);
        insert.bindNoCopy(3, area.kind);
        insert.bindNoCopy(4, area.name);
        int column = 4;
        for (const double number : {area.box.west, area.box.south, area.box.east, area.box.north, area.inside.longitude, area.inside.latitude})
            insert.bind(++column, number);
        insert.bindNoCopy(11, area.outline);
        insert.exec();
    }

    void put(const AreaFit& fit) override {
        auto insert = m_connection.prepared("INSERT OR REPLACE INTO area_fit(from_code, from_vintage, to_code, to_vintage, change) "
                                            "VALUES(?1, ?2, ?3, ?4, ?5)");
        insert.bindNoCopy(1, fit.from);
        insert.bind(2, fit.fromVintage);
        insert.bindNoCopy(3, fit.to);
        insert.bind(4, fit.toVintage);
        insert.bind(5, std::string(1, fit.change));
        insert.exec();
    }

    void put(const Residents& residents) override {
        auto insert = m_connection.prepared("INSERT OR REPLACE INTO area_residents(code, vintage, count, source) VALUES(?1, ?2, ?3, ?4)");
        insert.bindNoCopy(1, residents.code);
        insert.bind(2, residents.vintage);
        insert.bind(3, static_cast<std::int64_t>(residents.count));
        insert.bindNoCopy(4, residents.source);
        insert.exec();
    }

private:
    template <class T, class From> static std::vector<T> all(SqliteQuery& select, From from) {
        std::vector<T> rows;
        while (select.executeStep())
            rows.push_back(from(select));
        return rows;
    }

    SqliteConnection& m_connection;
};

} // namespace

std::unique_ptr<Areas> makeSqliteAreas(SqliteConnection& connection) { return std::make_unique<SqliteAreas>(connection); }

} // namespace waymark::service
