import QtQuick
import QtPositioning

// Where the device is, as its own service for places says, for as long as this exists. Made by PlaceFinder when somebody asks, so that nothing of
// Qt Positioning is loaded before.
Item {
    id: root

    // One certain source, and what it reads from: "nmea" and a file or a port. Empty: what the device has.
    property string provider: ""
    property string recording: ""

    // `accuracy` in metres; −1 if it is not known. `at` is when the place was measured, in milliseconds since 1970; NaN if it is not known.
    signal read(latitude: real, longitude: real, accuracy: real, at: real)
    // "none": nothing here knows; "refused": it may not tell.
    signal failed(why: string)

    function look() {
        if (!source.valid || source.sourceError === PositionSource.ClosedError)
            root.failed("none");
        else if (source.sourceError === PositionSource.AccessError)
            root.failed("refused");
        else
            source.active = true;
    }

    PositionSource {
        id: source
        name: root.provider
        updateInterval: 1000
        preferredPositioningMethods: PositionSource.AllPositioningMethods
        onPositionChanged: {
            const at = source.position;
            if (source.active && at.latitudeValid && at.longitudeValid)
                root.read(at.coordinate.latitude, at.coordinate.longitude, at.horizontalAccuracyValid ? at.horizontalAccuracy : -1,
                          at.timestamp.getTime());
        }
        onSourceErrorChanged: {
            if (source.sourceError === PositionSource.AccessError)
                root.failed("refused");
            else if (source.sourceError === PositionSource.ClosedError || source.sourceError === PositionSource.UnknownSourceError)
                root.failed("none");
        }

        PluginParameter {
            name: "nmea.source"
            value: root.recording
        }
    }
}
