import QtQuick
import Waymark.Theme
import Waymark.Controls

// A signature drawn with a finger or a mouse: the last stroke can be taken back, or all of it. Reported as a PNG in a data: address after
// every stroke.
FocusScope {
    id: root

    required property string question
    // Where the signature that was given lies, or "".
    property string chosen: ""
    // What it looks like, as an address; "" where it cannot be shown.
    property string shown: ""

    // Each a list of points {x, y} in the canvas's own measure.
    property var strokes: []

    signal picked(value: var)

    function redraw(strokes: var) {
        root.strokes = strokes;
        canvas.toTell = true;
        canvas.requestPaint();
    }

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: root.width
        spacing: Units.gap8

        Rectangle {
            width: parent.width
            height: Math.round(Math.max(160, Math.min(260, width * 0.4)))
            radius: Units.radius
            color: "white"
            border.width: Units.border
            border.color: Theme.line

            Accessible.role: Accessible.Graphic
            Accessible.name: root.strokes.length > 0 || root.chosen.length > 0 ? qsTr("%1: there is a signature", "question").arg(root.question)
                                                                               : qsTr("%1: sign here with a finger", "question").arg(root.question)

            Canvas {
                id: canvas

                property bool toTell: false

                objectName: "signatureCanvas"
                anchors.fill: parent
                anchors.margins: 2
                renderTarget: Canvas.Image
                onPaint: {
                    const context = canvas.getContext("2d");
                    context.fillStyle = "white";
                    context.fillRect(0, 0, canvas.width, canvas.height);
                    context.strokeStyle = "#1A2226";
                    context.lineWidth = 3;
                    context.lineCap = "round";
                    context.lineJoin = "round";
                    for (const stroke of root.strokes) {
                        context.beginPath();
                        context.moveTo(stroke[0].x, stroke[0].y);
                        for (const point of stroke)
                            context.lineTo(point.x + 0.1, point.y);
                        context.stroke();
                    }
                }
                onPainted: {
                    if (!canvas.toTell)
                        return;
                    canvas.toTell = false;
                    root.picked(root.strokes.length > 0 ? canvas.toDataURL("image/png") : "");
                }
            }

            Image {
                objectName: "signatureShown"
                anchors.fill: canvas
                visible: root.strokes.length === 0 && root.chosen.length > 0 && root.shown.length > 0
                source: visible ? root.shown : ""
                cache: false
                fillMode: Image.PreserveAspectFit
                Accessible.ignored: true
            }

            Label {
                anchors.centerIn: parent
                visible: root.strokes.length === 0 && !(root.chosen.length > 0 && root.shown.length > 0)
                text: root.chosen.length > 0 ? qsTr("There is a signature. Sign again to replace it.") : qsTr("Sign here")
                color: "#4C5A61"
                width: parent.width - Units.gap16 * 2
                horizontalAlignment: Text.AlignHCenter
                spoken: false
            }

            MouseArea {
                property var stroke: []

                anchors.fill: canvas
                preventStealing: true
                onPressed: mouse => stroke = [{ "x": mouse.x, "y": mouse.y }]
                onPositionChanged: mouse => {
                    stroke = stroke.concat([{ "x": mouse.x, "y": mouse.y }]);
                    root.strokes = root.strokes.slice(0, root.drawn).concat([stroke]);
                    canvas.requestPaint();
                }
                onReleased: {
                    root.redraw(root.strokes.slice(0, root.drawn).concat([stroke]));
                    root.drawn = root.strokes.length;
                }
            }
        }

        Flow {
            width: parent.width
            spacing: Units.gap8
            visible: root.strokes.length > 0 || root.chosen.length > 0

            ActionButton {
                objectName: "undoStroke"
                kind: ActionButton.Quiet
                visible: root.strokes.length > 0
                text: qsTr("Take back the last stroke")
                onClicked: {
                    root.drawn = Math.max(0, root.drawn - 1);
                    root.redraw(root.strokes.slice(0, root.drawn));
                }
            }

            ActionButton {
                objectName: "clearSignature"
                kind: ActionButton.Plain
                text: qsTr("Clear")
                onClicked: {
                    root.drawn = 0;
                    root.redraw([]);
                }
            }
        }
    }

    // Strokes that were finished.
    property int drawn: 0
}
