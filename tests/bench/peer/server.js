// The peer's service: express-pouchdb over LevelDB in the folder named, on a free port of 127.0.0.1. Says the port as a line of JSON, and serves until
// it is stopped by a signal or its standard input ends.
"use strict";

const express = require("express");
const PouchDB = require("pouchdb").defaults({ prefix: process.argv[2] + "/" });

const app = express();
app.use(require("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", inMemoryConfig: true }));
const server = app.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
process.stdin.resume().on("end", () => process.exit(0)); // whoever started it is gone
