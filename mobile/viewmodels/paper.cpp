#include "mobile/viewmodels/paper.h"

#include "mobile/text/words.h"
#include "shared/questionnaire/exchange/exchange.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QStandardPaths>
#include <QTextBlock>
#include <QTextDocument>

#include <cmath>
#include <vector>

namespace waymark::mobile {

namespace {

constexpr int kDotsPerInch = 300;
constexpr qreal kMarginMm = 18;
constexpr qreal kFootPoints = 24;   ///< under the text: the title and the number of the sheet
constexpr qreal kSmallPoints = 9;
constexpr int kLongestName = 80;

QString words(const char* text) { return QCoreApplication::translate("Paper", text); }

/// A title as a name that every file system takes.
QString fileNameFor(const QString& title) {
    QString name;
    for (const QChar c : title.simplified().left(kLongestName))
        name += c.isLetterOrNumber() || QStringLiteral(" -_'(),").contains(c) || c.isMark() ? c : QChar('-');
    return name.isEmpty() ? words("Questionnaire") : name;
}

QString freeFile(const QString& folder, const QString& name) {
    const QDir dir(folder);
    QString file = dir.filePath(name + QStringLiteral(".pdf"));
    for (int n = 2; QFile::exists(file); ++n)
        file = dir.filePath(QStringLiteral("%1 %2.pdf").arg(name).arg(n));
    return file;
}

bool isBold(const QTextBlock& block) {
    const auto first = block.begin();
    return !first.atEnd() && first.fragment().charFormat().fontWeight() >= QFont::Bold;
}

/// Questions begin with bold words, or with a heading before them.
bool beginsQuestion(const QTextBlock& block) { return isBold(block) && !isBold(block.previous()); }

/// Moves each question that would be divided to the next sheet, if it fits on one. Measured on one endless sheet, since what is moved changes
/// where everything after it stands.
void keepTogether(QTextDocument& document, qreal sheet) {
    const auto topOf = [layout = document.documentLayout()](const QTextBlock& block) { return layout->blockBoundingRect(block).top(); };
    std::vector<QTextBlock> toMove;
    qreal used = 0;
    for (QTextBlock first = document.begin(); first.isValid();) {
        QTextBlock next = first.next();
        while (next.isValid() && !beginsQuestion(next))
            next = next.next();
        const qreal height = (next.isValid() ? topOf(next) : document.size().height()) - topOf(first);
        if (used > 0 && used + height > sheet && height <= sheet) {
            toMove.push_back(first);
            used = 0;
        }
        used = std::fmod(used + height, sheet);
        first = next;
    }
    for (const auto& block : toMove) {
        QTextBlockFormat format = block.blockFormat();
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        QTextCursor(block).setBlockFormat(format);
    }
}

class Sheets {
public:
    Sheets(QPdfWriter& writer, const QString& title, const QString& watermark) : m_writer(writer), m_title(title), m_watermark(watermark) {}

    bool print(const QString& html) {
        const qreal perPoint = m_writer.resolution() / 72.0;
        const QSizeF room(m_writer.width(), m_writer.height() - kFootPoints * perPoint);
        QTextDocument document;
        document.documentLayout()->setPaintDevice(&m_writer);
        layOutPaper(document, html, room);

        QPainter painter;
        if (!painter.begin(&m_writer)) return false;
        const int count = document.pageCount();
        for (int i = 0; i < count; ++i) {
            if (i > 0 && !m_writer.newPage()) return false;
            acrossThe(room, painter);
            painter.save();
            painter.translate(0, -i * room.height());
            QAbstractTextDocumentLayout::PaintContext context;
            context.clip = QRectF(0, i * room.height(), room.width(), room.height());
            context.palette.setColor(QPalette::Text, Qt::black);
            painter.setClipRect(context.clip);
            document.documentLayout()->draw(&painter, context);
            painter.restore();
            foot(painter, i + 1, count);
        }
        return painter.end();
    }

private:
    void acrossThe(const QSizeF& room, QPainter& painter) const {
        if (m_watermark.isEmpty()) return;
        painter.save();
        QFont font = painter.font();
        font.setBold(true);
        // As wide as the sheet's diagonal leaves room for.
        font.setPointSizeF(20);
        const qreal width = QFontMetricsF(font, &m_writer).horizontalAdvance(m_watermark);
        font.setPointSizeF(20 * room.width() * 0.95 / std::max<qreal>(1, width));
        painter.setFont(font);
        painter.setPen(QColor(0xdd, 0xdd, 0xdd));
        painter.translate(room.width() / 2, room.height() / 2);
        painter.rotate(-35);
        const QRectF around(-room.width(), -room.height() / 4, room.width() * 2, room.height() / 2);
        painter.drawText(around, Qt::AlignCenter, m_watermark);
        painter.restore();
    }

    void foot(QPainter& painter, int sheet, int count) const {
        QFont font = painter.font();
        font.setPointSizeF(kSmallPoints);
        painter.setFont(font);
        painter.setPen(Qt::black);
        const QRectF line(0, 0, m_writer.width(), m_writer.height());
        painter.drawText(line, Qt::AlignBottom | Qt::AlignLeft, m_title);
        painter.drawText(line, Qt::AlignBottom | Qt::AlignRight, words("Sheet %1 of %2").arg(sheet).arg(count));
    }

    QPdfWriter& m_writer;
    QString m_title, m_watermark;
};

}  // namespace

void layOutPaper(QTextDocument& document, const QString& html, const QSizeF& sheet) {
    document.setDocumentMargin(0);
    document.setHtml(html);
    document.setTextWidth(sheet.width());
    keepTogether(document, sheet.height());
    document.setPageSize(sheet);
}

QString paperFolder() { return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation); }

namespace {

base::Result<QString> save(const xforms::Form& form, const questionnaire::Instrument* definition, const QString& watermark, const QString& folder) {
    const QString title = q(form.title.empty() ? form.id : form.title);
    QDir().mkpath(folder);
    const QString path = freeFile(folder, fileNameFor(title));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return base::Error{base::ErrorCode::Storage, folder.toStdString()};
    QPdfWriter writer(&file);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(kMarginMm, kMarginMm, kMarginMm, kMarginMm), QPageLayout::Millimeter);
    writer.setResolution(kDotsPerInch);
    writer.setTitle(title);
    const bool printed = Sheets(writer, title, watermark).print(q(exchange::paperOf(form, {}, false, definition)));
    file.close();
    if (printed && file.error() == QFileDevice::NoError) return path;
    file.remove();
    return base::Error{base::ErrorCode::Storage, folder.toStdString()};
}

}  // namespace

base::Result<QString> savePaper(const xforms::Form& form, const QString& watermark, const QString& folder) {
    return save(form, nullptr, watermark, folder);
}

base::Result<QString> savePaper(const questionnaire::Instrument& instrument, const QString& watermark, const QString& folder) {
    const auto form = exchange::formOf(instrument);
    if (!form) return form.error();
    return save(form->form, &instrument, watermark, folder);
}

QString paperWords(const base::Result<QString>& saved) {
    if (saved) return words("Saved to print: %1").arg(QDir::toNativeSeparators(*saved));
    if (saved.error().code == base::ErrorCode::Storage) return words("It could not be saved in %1. Is the disk full?").arg(q(saved.error().detail));
    return words("This questionnaire cannot be printed.");
}

}  // namespace waymark::mobile
