// A list model over plain rows, each with a key. Replacing the rows moves, inserts, removes and changes only what differs, so that a list
// keeps its place and its focus while other people's taps come in. Base of the list models here; screen's thread.
#pragma once

#include <QAbstractListModel>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace waymark::mobile {

class RowModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    struct Row {
        QString key;
        QVariantList values;  ///< in the order of the roles
    };

    explicit RowModel(const QList<QByteArray>& roles, QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_rows.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override { return m_roleNames; }

    /// All the values of a row by role; empty if there is no such row.
    Q_INVOKABLE QVariantMap get(int row) const;
    /// The row with this key, or -1.
    Q_INVOKABLE int indexOf(const QString& key) const;

    void replaceRows(std::vector<Row> rows);

signals:
    void countChanged();

private:
    QHash<int, QByteArray> m_roleNames;
    std::vector<Row> m_rows;
};

}  // namespace waymark::mobile
