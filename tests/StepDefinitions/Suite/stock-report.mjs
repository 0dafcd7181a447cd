// node stock-report.mjs NODE_FOLDER MESSAGES REPORT
// Checks every line of MESSAGES by the schema of Cucumber Messages and has the stock HTML formatter write REPORT from them.
// NODE_FOLDER holds node_modules with @cucumber/html-formatter, @cucumber/messages and ajv.
import { createWriteStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const [folder, messages, report] = process.argv.slice(2);
const modules = path.join(folder, 'node_modules');
const { default: Ajv } = createRequire(path.join(modules, '.'))('ajv/dist/2020');
const { default: CucumberHtmlStream } = await import(pathToFileURL(path.join(modules, '@cucumber/html-formatter/dist/src/index.js')));

const schema = JSON.parse(readFileSync(path.join(modules, '@cucumber/messages/messages.schema.json'), 'utf8'));
const isValid = new Ajv({ strict: false, allErrors: true }).compile(schema);
const envelopes = readFileSync(messages, 'utf8').split('\n').filter(line => line.length > 0).map(line => JSON.parse(line));
const wrong = envelopes.filter(envelope => !isValid(envelope));
for (const envelope of wrong) {
  isValid(envelope);
  console.error(`${Object.keys(envelope)}: ${new Ajv().errorsText(isValid.errors)}`);
}

await pipeline(Readable.from(envelopes), new CucumberHtmlStream(), createWriteStream(report));
console.log(`${envelopes.length} messages, ${wrong.length} of them not valid`);
process.exitCode = wrong.length === 0 && envelopes.length > 0 ? 0 : 1;
