// The peer's devices: PouchDB over LevelDB in the folder named, ordered about by JSON lines on standard input; each line is answered by one on
// standard output. {"error"} in place of an answer tells what went wrong.
//   {"do":"record","name":N,"records":[{…}…]}    puts them into this device's database
//   {"do":"push","name":N,"url":U,"batch":n}     replicates to the database at U: {"seconds","records"}
//   {"do":"pull",…}                              replicates from it
//   {"do":"count","name":N}                      {"records"}
"use strict";

const PouchDB = require("pouchdb").defaults({ prefix: process.argv[2] + "/" });
const databases = {};

async function obey(order) {
    const database = (databases[order.name] ??= new PouchDB(order.name));
    if (order.do === "count") return { records: (await database.info()).doc_count };
    if (order.do === "record") {
        const results = await database.bulkDocs(order.records);
        const refused = results.find((result) => result.error);
        if (refused) throw new Error(refused.message);
        return {};
    }
    const replicate = { push: database.replicate.to, pull: database.replicate.from }[order.do];
    if (!replicate) throw new Error("unknown order " + order.do);
    const start = process.hrtime.bigint();
    const told = await replicate(order.url, { batch_size: order.batch });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (!told.ok || told.errors.length > 0 || told.doc_write_failures > 0) throw new Error(JSON.stringify(told));
    return { seconds, records: told.docs_written };
}

async function main() {
    for await (const line of require("readline").createInterface({ input: process.stdin })) {
        let answer;
        try {
            answer = await obey(JSON.parse(line));
        } catch (failure) {
            answer = { error: String(failure.message || failure) };
        }
        console.log(JSON.stringify(answer));
    }
}

main();
