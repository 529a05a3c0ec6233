import QtQuick
import Waymark.Theme

// Where the data is: saved on this device, safe centrally, waiting for a signal, or in need of a look.
StatusSign {
    id: root

    enum Place {
        Saved,
        Safe,
        Waiting,
        Look
    }

    property int place: SyncSign.Saved
    // "10:12", as people read it; only for Waiting.
    property string since: ""

    bare: true
    sign: {
        switch (root.place) {
        case SyncSign.Safe:
            return Sign.DoubleTick;
        case SyncSign.Waiting:
            return Sign.Pause;
        case SyncSign.Look:
            return Sign.Look;
        default:
            return Sign.Tick;
        }
    }
    tone: {
        switch (root.place) {
        case SyncSign.Waiting:
            return Tone.Warn;
        case SyncSign.Look:
            return Tone.Bad;
        default:
            return Tone.Good;
        }
    }
    text: {
        switch (root.place) {
        case SyncSign.Safe:
            return qsTr("Safe centrally");
        case SyncSign.Waiting:
            return root.since.length > 0 ? qsTr("Waiting since %1", "a time of day").arg(root.since) : qsTr("Waiting");
        case SyncSign.Look:
            return qsTr("Please look");
        default:
            return qsTr("Saved here");
        }
    }
}
