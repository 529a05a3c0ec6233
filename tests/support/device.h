// One device without a screen: its file, its vault, its notebook. It can be killed (what was not committed is gone) and started again.
#pragma once

#include "sync/device/device_store.h"
#include "sync/device/enrolment.h"
#include "sync/device/notebook.h"
#include "sync/device/sync_runner.h"
#include "sync/device/vault.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <stdexcept>
#include <string>

namespace waymark::tests {

inline const std::string kPin = "493817";

/// Ends the test with the reason if a step that must work did not.
template <class T> T must(base::Result<T> result) {
    if (!result.ok()) throw std::runtime_error("error " + std::to_string(static_cast<int>(result.error().code)) + ": " + result.error().detail);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class TestDevice {
public:
    explicit TestDevice(FakeClock& clock, std::uint64_t seed = 1) : m_clock(clock), m_random(seed) { open(); }

    void open(const device::StoreOptions& options = {}) {
        m_store = must(device::DeviceStore::open(path(), options));
        m_vault = std::make_unique<device::Vault>(*m_store, m_clock, m_random, device::KdfCost::least());
        m_notebook = std::make_unique<device::Notebook>(*m_store, *m_vault, m_clock, m_random);
        m_enrolment = std::make_unique<device::Enrolment>(*m_store, *m_vault, m_random);
        m_runner = std::make_unique<device::SyncRunner>(*m_store, *m_vault, *m_notebook, *m_enrolment, "test");
    }
    void close() {
        m_runner.reset();
        m_enrolment.reset();
        m_notebook.reset();
        m_vault.reset();
        m_store.reset();
    }

    /// As kill -9 does: the files stay as they are at this moment, nothing is closed or written back.
    void kill() {
        QTemporaryDir snapshot;
        for (const auto* suffix : {"", "-wal"})
            QFile::copy(file() + suffix, snapshot.filePath("d") + suffix);
        close();
        for (const auto* suffix : {"", "-wal", "-shm"})
            QFile::remove(file() + suffix);
        for (const auto* suffix : {"", "-wal"})
            QFile::copy(snapshot.filePath("d") + suffix, file() + suffix);
    }
    void restart(const std::string& user, const device::StoreOptions& options = {}) {
        kill();
        open(options);
        unlock(user);
    }

    void join(const device::Worker& worker) {
        must(m_vault->addWorker(worker, kPin));
        must(m_notebook->load());
    }
    void unlock(const std::string& user) {
        m_notebook->unload();
        must(m_vault->unlock(user, kPin));
        must(m_notebook->load());
    }

    std::string path() const { return file().toStdString(); }
    device::DeviceStore& store() { return *m_store; }
    device::Vault& vault() { return *m_vault; }
    device::Notebook& notebook() { return *m_notebook; }
    device::Enrolment& enrolment() { return *m_enrolment; }
    device::SyncRunner& runner() { return *m_runner; }
    device::SyncSession& session() { return m_runner->session(); }
    SeededRandom& random() { return m_random; }

private:
    QString file() const { return m_directory.filePath("device.db"); }

    QTemporaryDir m_directory;
    FakeClock& m_clock;
    SeededRandom m_random;
    std::unique_ptr<device::DeviceStore> m_store;
    std::unique_ptr<device::Vault> m_vault;
    std::unique_ptr<device::Notebook> m_notebook;
    std::unique_ptr<device::Enrolment> m_enrolment;
    std::unique_ptr<device::SyncRunner> m_runner;
};

} // namespace waymark::tests
