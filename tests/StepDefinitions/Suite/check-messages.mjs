// node check-messages.mjs NODE_FOLDER MESSAGES
// Checks every line of MESSAGES by the schema of Cucumber Messages.
// NODE_FOLDER holds node_modules with @cucumber/messages and ajv.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, messages] = process.argv.slice(2);
const modules = path.join(folder, 'node_modules');
const { default: Ajv } = createRequire(path.join(modules, '.'))('ajv/dist/2020');

const schemas = path.join(modules, '@cucumber/messages/schema');
const ajv = new Ajv({ strict: false, allErrors: true });
for (const file of readdirSync(schemas)) {
  ajv.addSchema(JSON.parse(readFileSync(path.join(schemas, file), 'utf8')), file);
}

const isValid = ajv.getSchema('Envelope.json');
const envelopes = readFileSync(messages, 'utf8').split('\n').filter(line => line.length > 0).map(line => JSON.parse(line));
const wrong = envelopes.filter(envelope => !isValid(envelope));
for (const envelope of wrong) {
  isValid(envelope);
  console.error(`${Object.keys(envelope)}: ${ajv.errorsText(isValid.errors)}`);
}

console.log(`${envelopes.length} messages, ${wrong.length} of them not valid`);
process.exitCode = wrong.length === 0 && envelopes.length > 0 ? 0 : 1;
