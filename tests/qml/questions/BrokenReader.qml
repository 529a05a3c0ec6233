import QtQuick
import Waymark.NotInstalled

Item {}
