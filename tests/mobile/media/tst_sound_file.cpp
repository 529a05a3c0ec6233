// Sounds as they are kept, and as people bring them.
#include "mobile/media/devices/device_kit.h"

#include <QTest>
#include <QtEndian>

#include <cmath>
#include <numbers>
#include <random>

using namespace waymark;
using base::ErrorCode;
using mobile::Samples;

namespace {

/// A tone at half the loudness.
Samples tone(int rate, double seconds) {
    Samples out{rate, {}};
    for (int i = 0; i < int(rate * seconds); ++i)
        out.values.push_back(std::int16_t(16'000 * std::sin(2 * std::numbers::pi * 440 * i / rate)));
    return out;
}

/// How loud it is on average.
double loudness(const Samples& samples) {
    double sum = 0;
    for (const double value : samples.values)
        sum += value * value;
    return std::sqrt(sum / double(qMax<std::size_t>(1, samples.values.size())));
}

/// A WAV of 16 bits as recorders write them, with what it says of itself.
QByteArray wav(const Samples& samples, int channels, const QByteArray& artist = {}) {
    const auto number = [](auto value) {
        QByteArray bytes(sizeof value, '\0');
        qToLittleEndian(value, bytes.data());
        return bytes;
    };
    QByteArray data;
    for (const auto value : samples.values)
        for (int channel = 0; channel < channels; ++channel)
            data += number(value);
    const auto format = number(qint16(1)) + number(qint16(channels)) + number(qint32(samples.rate)) + number(qint32(samples.rate * channels * 2)) +
                        number(qint16(channels * 2)) + number(qint16(16));
    const auto info = artist.isEmpty() ? QByteArray() : "LIST" + number(qint32(12 + artist.size())) + "INFOIART" + number(qint32(artist.size())) + artist;
    const auto body = "WAVEfmt " + number(qint32(format.size())) + format + info + "data" + number(qint32(data.size())) + data;
    return "RIFF" + number(qint32(body.size())) + body;
}

}  // namespace

class tst_sound_file : public QObject {
    Q_OBJECT

    mobile::DeviceKit m_kit;

private slots:
    void aRecordingIsHeardAsItWasSpoken_data() {
        QTest::addColumn<int>("rate");
        for (const int rate : {8'000, 16'000, 44'100, 48'000})
            QTest::addRow("%d a second", rate) << rate;
    }
    void aRecordingIsHeardAsItWasSpoken() {
        QFETCH(int, rate);
        const auto spoken = tone(rate, 3);
        const auto kept = m_kit.packed(spoken);
        QVERIFY(kept.ok());
        QVERIFY(kept->startsWith("OggS"));
        const auto heard = m_kit.unpacked(*kept);
        QVERIFY(heard.ok());
        QVERIFY(std::abs(double(heard->values.size()) / heard->rate - 3.0) < 0.1);
        QVERIFY(std::abs(loudness(*heard) / loudness(spoken) - 1) < 0.15);
    }

    void aMinuteOfAVoiceTakesAFewHundredKilobytes() {
        std::mt19937 random(3);
        Samples noise{16'000, {}};
        for (int i = 0; i < 60 * 16'000; ++i)
            noise.values.push_back(std::int16_t(int(random() % 8'000) - 4'000));
        const auto kept = m_kit.packed(noise);
        QVERIFY(kept.ok());
        qInfo("a minute of noise is %lld bytes", qlonglong(kept->size()));
        QVERIFY(kept->size() < 400'000);
    }

    void aFileWithTwoChannelsBecomesOneAndSaysNothingOfItself() {
        const auto file = wav(tone(44'100, 1), 2, "Nobody Real!");
        QVERIFY(file.contains("Nobody Real!"));
        const auto samples = m_kit.unpacked(file);
        QVERIFY(samples.ok());
        QCOMPARE(samples->rate, 44'100);
        QCOMPARE(int(samples->values.size()), 44'100);
        const auto kept = m_kit.packed(*samples);
        QVERIFY(kept.ok());
        QVERIFY(!kept->contains("Nobody Real"));
    }

    void whatIsNoSoundIsSaid() {
        for (const auto& file : {QByteArray(), QByteArray("a letter"), QByteArray("OggS"), QByteArray("RIFF\0\0\0\0WAVE", 12), QByteArray(5'000, '\0')})
            QCOMPARE(m_kit.unpacked(file).error().code, ErrorCode::Malformed);
        QCOMPARE(m_kit.packed({}).error().code, ErrorCode::Malformed);
        QCOMPARE(m_kit.unpacked(wav({16'000, {}}, 1)).error().code, ErrorCode::Malformed);
    }

    void formatsThatNobodyBringsAreNotLookedInto() {
        // One that libsndfile would read: a Sun file of 16 bits, 8,000 a second.
        QByteArray au(".snd");
        for (const quint32 number : {24U, 800U, 3U, 8'000U, 1U}) {
            QByteArray bytes(4, '\0');
            qToBigEndian(number, bytes.data());
            au += bytes;
        }
        QCOMPARE(m_kit.unpacked(au + QByteArray(800, '\x11')).error().code, ErrorCode::Malformed);
        // Nor what only begins like one that is read: a film in RIFF.
        auto film = wav(tone(8'000, 1), 1);
        QVERIFY(m_kit.unpacked(film).ok());
        QCOMPARE(m_kit.unpacked(film.replace(8, 4, "AVI ")).error().code, ErrorCode::Malformed);
    }

    void whatIsTooLongIsSaid() {
        QVERIFY(m_kit.unpacked(wav(tone(8'000, mobile::kLongestSoundSeconds), 1)).ok());
        QCOMPARE(m_kit.unpacked(wav(tone(8'000, mobile::kLongestSoundSeconds + 1), 1)).error().code, ErrorCode::TooLarge);
        QCOMPARE(m_kit.unpacked(QByteArray(mobile::kMostSoundFileBytes + 1, 'a')).error().code, ErrorCode::TooLarge);
    }

    void brokenFilesAreRefusedOrReadAsFarAsTheyGo() {
        std::mt19937 random(20261122);
        const QList<QByteArray> seeds{*m_kit.packed(tone(16'000, 0.5)), *m_kit.packed(tone(44'100, 0.5)), wav(tone(8'000, 0.5), 2, "Nobody Real!")};
        int read = 0, refused = 0;
        for (int round = 0; round < 2'000; ++round) {
            auto file = seeds[round % seeds.size()];
            for (auto changes = 1 + random() % 8; changes > 0; --changes)
                file[qsizetype(random() % quint64(random() % 2 ? file.size() : qMin<qsizetype>(200, file.size())))] = char(random());
            if (random() % 4 == 0) file.truncate(qsizetype(random() % quint64(file.size())));
            const auto samples = m_kit.unpacked(file);
            ++(samples ? read : refused);
            if (samples) QVERIFY(!samples->values.empty() && samples->seconds() <= mobile::kLongestSoundSeconds);
        }
        qInfo("%d of the broken files were read, %d refused", read, refused);
        QVERIFY(read > 0 && refused > 0);
    }
};

QTEST_GUILESS_MAIN(tst_sound_file)
#include "tst_sound_file.moc"
