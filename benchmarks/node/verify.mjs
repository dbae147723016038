// The Node peers in a process of their own; the protocol is that of benchmarks/worker.py.
// node verify.mjs CASE.json [--once]
import {createInterface} from 'node:readline';
import {readFileSync} from 'node:fs';

const [path, flag] = process.argv.slice(2);
const given = JSON.parse(readFileSync(path, 'utf8'));
const say = answer => process.stdout.write(JSON.stringify(answer) + '\n');
const fail = reason => {
  say({reason: String(reason).split('\n')[0].slice(0, 160)});
  process.exit(1);
};

async function embedded() {
  const vc = await import('@digitalbazaar/vc');
  const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
  let suite;
  if(given.suite === 'Ed25519Signature2020') {
    const {Ed25519Signature2020} = await import('@digitalbazaar/ed25519-signature-2020');
    suite = new Ed25519Signature2020();
  } else {
    const {cryptosuite} = given.suite === 'ecdsa-rdfc-2019' ?
      await import('@digitalbazaar/ecdsa-rdfc-2019-cryptosuite') :
      await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
    suite = new DataIntegrityProof({cryptosuite});
  }
  const known = new Map(Object.entries(
    {...given.contexts, ...given.controllers, ...given.methods}));
  const documentLoader = async url => {
    const document = known.get(url);
    if(!document) {
      throw new Error(`${url} is not known`);
    }
    // The tag lets jsonld.js keep what it has read out of a context.
    return {contextUrl: null, documentUrl: url, document, tag: 'static'};
  };
  const now = new Date(given.now);
  return async text => {
    const result = await vc.verifyCredential(
      {credential: JSON.parse(text), suite, documentLoader, now});
    if(!result.verified && !/signature/i.test(JSON.stringify(result, problems))) {
      throw result.error?.errors?.[0] ?? result.error;
    }
    return result.verified;
  };
}

function problems(_, value) {
  return value instanceof Error ?
    {message: value.message, errors: value.errors, cause: value.cause} : value;
}

async function tokens() {
  const jose = await import('jose');
  const keys = new Map();
  for(const [method, jwk] of Object.entries(given.keys)) {
    keys.set(method, await jose.importJWK(jwk, given.suite));
  }
  const options = {algorithms: [given.suite], currentDate: new Date(given.now)};
  return async text => {
    try {
      await jose.jwtVerify(text, header => keys.get(header.kid), options);
      return true;
    } catch(error) {
      if(error.code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') {
        return false;
      }
      throw error;
    }
  };
}

const cpu = () => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1e6;
};

let verify;
try {
  verify = given.token ? await tokens() : await embedded();
  if(flag) {
    process.exit(await verify(given.texts[0]) ? 0 : 1);
  }
  for(const text of given.texts) {
    if(!await verify(text)) {
      fail('it refuses a good credential');
    }
  }
  if(await verify(given.tampered)) {
    fail('it accepts a changed credential');
  }
} catch(error) {
  fail(error?.message ?? error);
}
let next = 0;
const run = async count => {
  const start = cpu();
  for(let i = 0; i < count; i++) {
    await verify(given.texts[next++ % given.texts.length]);
  }
  return cpu() - start;
};
say({seconds: await run(6) / 6});
for await (const line of createInterface({input: process.stdin})) {
  say({seconds: await run(Number(line))});
}
