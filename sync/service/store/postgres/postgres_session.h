// A connection and the views of it that a transaction hands out. Used by one thread at a time.
#pragma once

#include "sync/service/store/postgres/postgres_areas.h"
#include "sync/service/store/postgres/postgres_blobs.h"
#include "sync/service/store/postgres/postgres_connection.h"
#include "sync/service/store/postgres/postgres_facts.h"
#include "sync/service/store/postgres/postgres_registry.h"
#include "sync/service/store/postgres/postgres_streams.h"

#include <memory>

namespace waymark::service {

struct PostgresSession : ReadTransaction, WriteTransaction {
    explicit PostgresSession(const std::string& text)
        : connection(text), streamStore(connection), registryStore(makePostgresRegistry(connection)), factStore(makePostgresFacts(connection)),
          areaStore(makePostgresAreas(connection)), blobStore(makePostgresBlobs(connection)) {}

    void begin(PostgresConnection::Kind kind) {
        connection.begin(kind);
        streamStore.begin();
    }

    PostgresStreams& streams() override { return streamStore; }
    Registry& registry() override { return *registryStore; }
    Facts& facts() override { return *factStore; }
    Areas& areas() override { return *areaStore; }
    Blobs& blobs() override { return *blobStore; }

    PostgresConnection connection;
    PostgresStreams streamStore;
    std::unique_ptr<Registry> registryStore;
    std::unique_ptr<Facts> factStore;
    std::unique_ptr<Areas> areaStore;
    std::unique_ptr<Blobs> blobStore;
};

} // namespace waymark::service
