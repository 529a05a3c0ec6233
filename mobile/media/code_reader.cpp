#include "mobile/media/code_reader.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace waymark::mobile {

namespace {

/// As large as the program takes a picture (kLongestLookedAt of mobile/codes).
constexpr int kLongestLookedAt = 1280;
constexpr int kMostMs = 2'000;
constexpr qint64 kMostBytes = 64 * 1024;

/// In the format PGM.
QByteArray pictureFile(const QImage& seen) {
    const bool isLarge = std::max(seen.width(), seen.height()) > kLongestLookedAt;
    const auto grey = (isLarge ? seen.scaled(kLongestLookedAt, kLongestLookedAt, Qt::KeepAspectRatio, Qt::SmoothTransformation) : seen).convertToFormat(QImage::Format_Grayscale8);
    QByteArray file = "P5\n" + QByteArray::number(grey.width()) + ' ' + QByteArray::number(grey.height()) + "\n255\n";
    file.reserve(file.size() + qsizetype(grey.width()) * grey.height());
    for (int y = 0; y < grey.height(); ++y)
        file.append(reinterpret_cast<const char*>(grey.constScanLine(y)), grey.width());
    return file;
}

/// What the program prints; nothing unless it ends in peace.
QByteArray answerOf(const QString& program, const QByteArray& picture) {
    const QDeadlineTimer latest(kMostMs);
    QProcess process;
    process.setProgram(program);
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start();
    if (!process.waitForStarted(kMostMs)) return {};
    process.write(picture);
    process.closeWriteChannel();
    QByteArray answer;
    while (answer.size() <= kMostBytes && process.waitForReadyRead(static_cast<int>(latest.remainingTime())))
        answer += process.read(kMostBytes + 1 - answer.size());
    const bool hasEnded = process.state() == QProcess::NotRunning || (answer.size() <= kMostBytes && process.waitForFinished(static_cast<int>(latest.remainingTime())));
    if (!hasEnded || answer.size() > kMostBytes) {
        process.kill();
        process.waitForFinished(kMostMs);
        return {};
    }
    answer += process.readAllStandardOutput();
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 ? answer : QByteArray();
}

bool turnsWriting(QChar c) { return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069)); }

QString plain(const QByteArray& bytes) {
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8(bytes);
    if (utf8.hasError()) return {};
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control || turnsWriting(c); });
    text = text.trimmed();
    return text.size() <= kLongestCode ? text : QString();
}

std::optional<SeenCode> codeOf(const QByteArray& line) {
    for (const bool isLinear : {true, false}) {
        const QByteArray kind = isLinear ? "bars " : "square ";
        if (line.startsWith(kind)) return SeenCode{plain(line.mid(kind.size())), isLinear};
    }
    return std::nullopt;
}

}  // namespace

CodeReader codeReader(const QString& program) {
    return [program](const QImage& seen) {
        std::vector<SeenCode> codes;
        if (seen.isNull()) return codes;
        for (const auto& line : answerOf(program, pictureFile(seen)).split('\n'))
            if (auto code = codeOf(line); code && std::find(codes.begin(), codes.end(), *code) == codes.end()) codes.push_back(std::move(*code));
        return codes;
    };
}

}  // namespace waymark::mobile
