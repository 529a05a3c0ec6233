#include "mobile/viewmodels/row_model.h"

#include <QSet>

#include <algorithm>

namespace waymark::mobile {

RowModel::RowModel(const QList<QByteArray>& roles, QObject* parent) : QAbstractListModel(parent) {
    int role = Qt::UserRole;
    for (const auto& name : roles)
        m_roleNames.insert(role++, name);
}

int RowModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant RowModel::data(const QModelIndex& index, int role) const {
    const auto column = role - Qt::UserRole;
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || column < 0) return {};
    return m_rows[static_cast<std::size_t>(index.row())].values.value(column);
}

QVariantMap RowModel::get(int row) const {
    QVariantMap out;
    if (row < 0 || row >= count()) return out;
    for (auto it = m_roleNames.begin(); it != m_roleNames.end(); ++it)
        out.insert(QString::fromUtf8(it.value()), m_rows[static_cast<std::size_t>(row)].values.value(it.key() - Qt::UserRole));
    return out;
}

int RowModel::indexOf(const QString& key) const {
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&key](const Row& row) { return row.key == key; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

void RowModel::replaceRows(std::vector<Row> rows) {
    const int before = count();
    QSet<QString> wanted;
    for (const auto& row : rows)
        wanted.insert(row.key);
    for (int i = count() - 1; i >= 0; --i)
        if (!wanted.contains(m_rows[static_cast<std::size_t>(i)].key)) {
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        auto& row = rows[static_cast<std::size_t>(i)];
        const bool inPlace = i < count() && m_rows[static_cast<std::size_t>(i)].key == row.key;
        const int from = inPlace ? i : indexOf(row.key);
        if (from < 0) {
            beginInsertRows({}, i, i);
            m_rows.insert(m_rows.begin() + i, std::move(row));
            endInsertRows();
            continue;
        }
        if (from != i) {
            beginMoveRows({}, from, from, {}, i);
            std::rotate(m_rows.begin() + i, m_rows.begin() + from, m_rows.begin() + from + 1);
            endMoveRows();
        }
        auto& values = m_rows[static_cast<std::size_t>(i)].values;
        if (values != row.values) {
            values = std::move(row.values);
            emit dataChanged(index(i), index(i));
        }
    }
    if (count() != before) emit countChanged();
}

}  // namespace waymark::mobile
