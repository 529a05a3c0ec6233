#include "sync/service/store/postgres/postgres_areas.h"

#include "sync/service/store/postgres/postgres_connection.h"
#include "sync/service/store/postgres/postgres_row.h"

namespace waymark::service {

namespace {


Area areaFrom(const pqxx::row& row) {
    const auto number = [&row](int column) { return row[column].as<double>(); };
    return {textAt(row, 0), row[1].as<int>(), textAt(row, 2), textAt(row, 3),
            {number(4), number(5), number(6), number(7)}, {number(8), number(9)}, textAt(row, 10)};
}

AreaFit fitFrom(const pqxx::row& row) {
    const std::string change = textAt(row, 4);
    return {textAt(row, 0), textAt(row, 2), row[1].as<int>(), row[3].as<int>(), change.empty() ? 'X' : change[0]};
}

class PostgresAreas : public Areas {
public:
    explicit PostgresAreas(PostgresConnection& connection) : m_connection(connection) {}

    std::optional<Area> area(const std::string& code, int vintage) override {
        const auto rows = m_connection.run("SELECT code, vintage, kind, name, west, south, east, north, longitude, latitude, outline FROM area "
                                           "WHERE code = $1 AND vintage = $2",
                                           {code, vintage});
        if (rows.empty()) return std::nullopt;
        return areaFrom(rows[0]);
    }

    std::vector<Area> areas(const std::string& kind, int vintage) override {
        return all<Area>(m_connection.run("SELECT code, vintage, kind, name, west, south, east, north, longitude, latitude, '' FROM area "
                                          "WHERE kind = $1 AND vintage = $2 ORDER BY code",
                                          {kind, vintage}),
                         areaFrom);
    }

    std::vector<int> vintages(const std::string& kind) override {
        return all<int>(m_connection.run("SELECT DISTINCT vintage FROM area WHERE kind = $1 ORDER BY vintage", {kind}),
                        [](const pqxx::row& row) { return row[0].as<int>(); });
    }

    std::vector<Area> around(const Position& position, const std::string& kind, int vintage) override {
        return all<Area>(m_connection.run("SELECT code, vintage, kind, name, west, south, east, north, longitude, latitude, outline FROM area "
                                          "WHERE kind = $1 AND vintage = $2 AND $3 BETWEEN west AND east AND $4 BETWEEN south AND north ORDER BY code",
                                          {kind, vintage, position.longitude, position.latitude}),
                         areaFrom);
    }

    std::vector<AreaFit> fitsFrom(const std::string& code, int vintage) override {
        return all<AreaFit>(m_connection.run("SELECT from_code, from_vintage, to_code, to_vintage, change FROM area_fit "
                                             "WHERE from_code = $1 AND from_vintage = $2 ORDER BY to_vintage, to_code",
                                             {code, vintage}),
                            fitFrom);
    }

    std::vector<AreaFit> fitsTo(const std::string& code, int vintage) override {
        return all<AreaFit>(m_connection.run("SELECT from_code, from_vintage, to_code, to_vintage, change FROM area_fit "
                                             "WHERE to_code = $1 AND to_vintage = $2 ORDER BY from_vintage, from_code",
                                             {code, vintage}),
                            fitFrom);
    }

    std::optional<Residents> residents(const std::string& code, int vintage) override {
        const auto rows = m_connection.run("SELECT code, vintage, count, source FROM area_residents WHERE code = $1 AND vintage = $2", {code, vintage});
        if (rows.empty()) return std::nullopt;
        return Residents{textAt(rows[0], 0), rows[0][1].as<int>(), rows[0][2].as<std::int64_t>(), textAt(rows[0], 3)};
    }

    void put(const Area& area) override {
        m_connection.run("INSERT INTO area(code, vintage, kind, name, west, south, east, north, longitude, latitude, outline) "
                         "VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT(code, vintage) DO UPDATE SET kind = excluded.kind, "
                         "name = excluded.name, west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north, "
                         "longitude = excluded.longitude, latitude = excluded.latitude, outline = excluded.outline",
                         {area.code, area.vintage, area.kind, area.name, area.box.west, area.box.south, area.box.east, area.box.north,
                          area.inside.longitude, area.inside.latitude, area.outline});
    }

    void put(const AreaFit& fit) override {
        m_connection.run("INSERT INTO area_fit(from_code, from_vintage, to_code, to_vintage, change) VALUES($1, $2, $3, $4, $5) "
                         "ON CONFLICT(from_code, from_vintage, to_code, to_vintage) DO UPDATE SET change = excluded.change",
                         {fit.from, fit.fromVintage, fit.to, fit.toVintage, std::string(1, fit.change)});
    }

    void put(const Residents& residents) override {
        m_connection.run("INSERT INTO area_residents(code, vintage, count, source) VALUES($1, $2, $3, $4) "
                         "ON CONFLICT(code, vintage) DO UPDATE SET count = excluded.count, source = excluded.source",
                         {residents.code, residents.vintage, residents.count, residents.source});
    }

private:
    template <class T, class From> static std::vector<T> all(const pqxx::result& rows, From from) {
        std::vector<T> made;
        for (const auto& row : rows)
            made.push_back(from(row));
        return made;
    }

    PostgresConnection& m_connection;
};

} // namespace

std::unique_ptr<Areas> makePostgresAreas(PostgresConnection& connection) { return std::make_unique<PostgresAreas>(connection); }

} // namespace waymark::service
