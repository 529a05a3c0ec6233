import QtQml

// Stands in for the C++ view models: the same properties and functions, invented people, and a list of what the screens asked for.
QtObject {
    id: root

    enum Stage {
        Starting,
        Enrol,
        Join,
        ChoosePin,
        Locked,
        Open,
        HandOver
    }

    property int stage: App.Open
    property string serviceUrl: "https://waymark.example"
    property string enrolCode: ""
    property string organisationName: "Demonstration Children's Services"
    property string venueName: "Acocks Green Library"
    property string venueId: "venue-1"
    property string userName: "Samina"
    property string userRole: "worker"
    property string userRoleText: "worker"
    property string userId: "user-1"
    property string joiningName: "Samina"
    property int pinDigits: 6
    property string error: ""
    property string notice: ""
    property bool busy: false
    property var workers: [{ "id": "user-1", "name": "Samina Demo", "role": "worker" }, { "id": "user-2", "name": "Dave Demo", "role": "volunteer" }, { "id": "user-3", "name": "Grace Demo", "role": "coordinator" }]
    property var venues: [{ "id": "venue-1", "name": "Acocks Green Library" }, { "id": "venue-2", "name": "Church hall, Hall Green" }]
    property int retryAfterSeconds: 0
    property string place: "today"
    property string undoText: ""
    property int undoSecondsLeft: 0

    signal closable()

    property MediaModel media: MediaModel {
        onAsked: (what, how) => root.note("media." + what, how)
    }
    property TodayModel today: TodayModel {
        onAsked: (what, how) => root.note("today." + what, how)
        onOpened: root.place = "register"
    }
    property RegisterModel register: RegisterModel {
        onAsked: (what, how) => root.note("register." + what, how)
    }
    property WalkInModel walkIn: WalkInModel {
        onAsked: (what, how) => root.note("walkIn." + what, how)
    }
    property HeadCountModel headCount: HeadCountModel {
        onAsked: (what, how) => root.note("headCount." + what, how)
    }
    property QuestionnaireModel questionnaire: QuestionnaireModel {
        onAsked: (what, how) => root.note("questionnaire." + what, how)
    }
    property ReaderModel reader: ReaderModel {
        onAsked: (what, how) => root.note("reader." + what, how)
    }
    property AnswersModel answers: AnswersModel {
        onAsked: (what, how) => root.note("answers." + what, how)
    }
    property WorryModel worry: WorryModel {
        onAsked: (what, how) => root.note("worry." + what, how)
    }
    property SafeguardingModel safeguarding: SafeguardingModel {
        onAsked: (what, how) => root.note("safeguarding." + what, how)
    }
    property SyncModel sync: SyncModel {
        onAsked: (what, how) => root.note("sync." + what, how)
    }
    property SettleModel settle: SettleModel {
        onAsked: (what, how) => root.note("settle." + what, how)
    }
    property Settings settings: Settings {}
    property PersonModel person: PersonModel {
        onAsked: (what, how) => root.note("person." + what, how)
    }

    // What was asked, in order: ["register.tap(person-1)", …]
    property var calls: []

    function note(what: string, how: var) {
        root.calls = root.calls.concat([what + "(" + how.join(", ") + ")"]);
    }

    function enrol(url: string, code: string) { root.note("enrol", [url, code]); }
    function join(code: string) { root.note("join", [code]); }
    function scanCode() {
        root.note("scanCode", []);
        root.media.note(root.stage === App.Join ? "person" : "device", "scan");
    }
    function choosePin(pin: string, again: string) { root.note("choosePin", [pin, again]); }
    function unlock(userId: string, pin: string) { root.note("unlock", [userId, pin]); }
    function lock() { root.note("lock", []); }
    // Open, it has something to keep first.
    function close(): bool {
        root.note("close", []);
        return root.stage !== App.Open && root.stage !== App.HandOver;
    }
    function switchUser() { root.note("switchUser", []); }
    function touch() {}
    function setPlace(screen: string) { root.note("setPlace", [screen]); root.place = screen; }
    function undo() { root.note("undo", []); }
    function chooseVenue(venueId: string) { root.note("chooseVenue", [venueId]); }
    function addWorker() { root.note("addWorker", []); }
    function cancelJoin() { root.note("cancelJoin", []); }
    function clearError() { root.error = ""; }
    function clearNotice() { root.notice = ""; }
}
